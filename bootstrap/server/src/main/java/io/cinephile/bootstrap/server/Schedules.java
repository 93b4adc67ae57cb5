package io.cinephile.bootstrap.server;

import io.cinephile.application.Permissions;
import io.cinephile.application.ServingModel;
import io.cinephile.application.StartTraining;
import io.cinephile.application.SweepGenerations;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** What happens by itself: training on a schedule, and removing what is left over. */
@Singleton
class Schedules {
  private static final Logger LOG = Logger.getLogger(Schedules.class);

  private final CinephileConfiguration configuration;
  private final StartTraining training;
  private final SweepGenerations sweep;
  private final ServingModel serving;
  private final Permissions permissions;

  Schedules(
      CinephileConfiguration configuration,
      StartTraining training,
      SweepGenerations sweep,
      ServingModel serving,
      Permissions permissions) {
    this.configuration = configuration;
    this.training = training;
    this.sweep = sweep;
    this.serving = serving;
    this.permissions = permissions;
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
      permissions.refresh();
    } catch (StoreUnavailableException e) {
      LOG.debugf("What viewers allow is not known: %s", e.getMessage());
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
