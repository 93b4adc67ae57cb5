package io.cinephile.bootstrap.server;

import io.cinephile.application.EnforceErasures;
import io.cinephile.application.EraseViewer;
import io.cinephile.application.KeepSuppressions;
import io.cinephile.application.Permissions;
import io.cinephile.application.ServingModel;
import io.cinephile.application.StartTraining;
import io.cinephile.application.SweepGenerations;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What happens by itself: training on a schedule, and removing what is left over. */
@Singleton
class Schedules {
  private static final Logger LOG = Logger.getLogger(Schedules.class);
  private static final Duration ENFORCED_EVERY = Duration.ofHours(1);

  private final CinephileConfiguration configuration;
  private final StartTraining training;
  private final SweepGenerations sweep;
  private final ServingModel serving;
  private final Permissions permissions;
  private final KeepSuppressions keepSuppressions;
  private final EraseViewer eraseViewer;
  private final EnforceErasures enforceErasures;
  private final RecommendationStore recommendations;
  private final Clock clock;
  private Optional<GenerationId> enforcedFor = Optional.empty();
  private Instant enforcedAt = Instant.EPOCH;

  Schedules(
      CinephileConfiguration configuration,
      StartTraining training,
      SweepGenerations sweep,
      ServingModel serving,
      Permissions permissions,
      KeepSuppressions keepSuppressions,
      EraseViewer eraseViewer,
      EnforceErasures enforceErasures,
      RecommendationStore recommendations,
      Clock clock) {
    this.configuration = configuration;
    this.training = training;
    this.sweep = sweep;
    this.serving = serving;
    this.permissions = permissions;
    this.keepSuppressions = keepSuppressions;
    this.eraseViewer = eraseViewer;
    this.enforceErasures = enforceErasures;
    this.recommendations = recommendations;
    this.clock = clock;
  }

  @Scheduled(
      identity = "training",
      cron = "${cinephile.training.schedule:off}",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void train() {
    try {
      Claim claim =
          training.start(
              Trigger.SCHEDULE,
              Preparation.dataset(configuration),
              TrainingParameters.DEFAULT,
              false);
      if (claim instanceof Claim.Refused refused) {
        LOG.infof("The scheduled training is skipped: %s is at work.", refused.running());
      }
    } catch (StoreUnavailableException e) {
      LOG.warnf("The scheduled training is skipped: %s", e.getMessage());
    }
  }

  /** A trainer that was killed cannot say so. */
  @Scheduled(
      identity = "deserted-runs",
      every = "10s",
      delayed = "10s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void endDesertedRuns() {
    try {
      training
          .endDeserted()
          .ifPresent(run -> LOG.warnf("%s has ended: %s", run.id(), run.reason().orElse("")));
    } catch (StoreUnavailableException e) {
      LOG.debugf("Whether a run is deserted is not known: %s", e.getMessage());
    }
  }

  /** Has another generation read in the background, so that no request has to wait for it. */
  @Scheduled(
      identity = "serving",
      every = "1s",
      delayed = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void look() {
    try {
      serving.refresh();
    } catch (StoreUnavailableException e) {
      LOG.debugf("Which generation is served is not known: %s", e.getMessage());
    }
  }

  /** Has what was decided on other servers count on this one. */
  @Scheduled(
      identity = "permissions",
      every = "1s",
      delayed = "1s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void heedDecisions() {
    try {
      // First what the store may have lost, for it counts as well.
      keepSuppressions();
      permissions.refresh();
    } catch (StoreUnavailableException e) {
      LOG.debugf("What viewers allow is not known: %s", e.getMessage());
    }
  }

  /** A disk that is full must not keep this server from heeding decisions. */
  private void keepSuppressions() {
    try {
      int putBack = keepSuppressions.look();
      if (putBack > 0) {
        LOG.warnf("The store had lost %d suppressions; they were put back.", putBack);
      }
    } catch (UncheckedIOException e) {
      LOG.error(e.getMessage(), e);
    }
  }

  /** Goes on with erasures, whichever server has begun them. */
  @Scheduled(
      identity = "erasures",
      every = "2s",
      delayed = "3s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void goOnErasing() {
    try {
      eraseViewer.resume();
      enforceErasures.settle();
    } catch (StoreUnavailableException e) {
      LOG.debugf("Erasures wait for the store: %s", e.getMessage());
    }
  }

  /** What a restored snapshot or an activated generation brought back. */
  @Scheduled(
      identity = "enforcement",
      every = "1m",
      delayed = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void enforceErasures() {
    try {
      Optional<GenerationId> serves = recommendations.serving();
      boolean other = !serves.equals(enforcedFor);
      if (other || Duration.between(enforcedAt, clock.instant()).compareTo(ENFORCED_EVERY) >= 0) {
        int back = enforceErasures.enforce();
        if (back > 0) {
          LOG.warnf("Data of %d erased users had come back, and were deleted.", back);
        }
        enforcedFor = serves;
        enforcedAt = clock.instant();
      }
    } catch (StoreUnavailableException e) {
      LOG.warnf("Whether anybody who was erased came back is not known: %s", e.getMessage());
    }
  }

  @Scheduled(
      identity = "sweep",
      every = "${cinephile.sweep.every:10m}",
      delayed = "1m",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void removeLeftOvers() {
    try {
      List<GenerationId> removed = sweep.sweep();
      if (!removed.isEmpty()) {
        LOG.infof("Removed generations that nobody will ask for again: %s", removed);
      }
    } catch (StoreUnavailableException e) {
      LOG.warnf("Left-over generations were not removed: %s", e.getMessage());
    }
  }
}
