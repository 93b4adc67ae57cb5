package io.cinephile.application;

import io.cinephile.application.fakes.InMemoryConsents;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemorySuppressions;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.gate.QualityGate;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All that a training run needs, in memory and without an engine. */
final class TrainingInMemory {
  static final Duration LEASE = Duration.ofSeconds(30);

  final SettableClock clock = new SettableClock();
  final SmallWorld world = new SmallWorld();
  final InMemoryLiveRatings liveRatings = new InMemoryLiveRatings();
  final InMemoryStore store = new InMemoryStore();
  final InMemoryGenerationRegistry registry = new InMemoryGenerationRegistry();
  final InMemoryTrainingRuns runs = new InMemoryTrainingRuns(clock, LEASE);
  final InMemorySuppressions suppressions = new InMemorySuppressions();
  final Pseudonymiser pseudonymiser = SmallWorld.PSEUDONYMISER;
  final InMemoryConsents consents = new InMemoryConsents();
  final Permissions permissions =
      new Permissions(consents, suppressions, LegalBasis.LEGITIMATE_INTEREST);
  private int salt;

  /** Cinephile of that version, which tries again twice after an outage. */
  RunTraining training(String version) {
    return new RunTraining(
        new RunTraining.Ports(
            world, liveRatings, world, store, registry, runs, permissions, suppressions),
        new RunTraining.Policy(
            new QualityGate(0.02), 3, new Retries(List.of(Duration.ZERO, Duration.ZERO))),
        new RunTraining.Process(
            Map.of("cinephile", version), () -> List.of("the trainer's last line")),
        clock);
  }

  /** Does a run to its end, a second after whatever was before. */
  TrainingRun run() {
    clock.advance(Duration.ofSeconds(1));
    return training("1.0").run(queued(Trigger.ADMIN, false)).orElseThrow();
  }

  /** Does a run whose candidate has that NDCG@10, where popularity has .2 and what is served .4. */
  GenerationId generation(double ndcg) {
    world.contestEndsAs(SmallWorld.scores(ndcg, 0.4));
    return run().figures().generation().orElseThrow();
  }

  /** A run that holds the lease and waits for a trainer. */
  RunId queued(Trigger trigger, boolean forced) {
    TrainingRun run = wanted(trigger, forced);
    runs.begin(run);
    return run.id();
  }

  /** A run that has not asked for the lease. */
  TrainingRun wanted(Trigger trigger, boolean forced) {
    return TrainingRun.requested(
        new RunId("run-" + GenerationId.of(clock.instant(), ++salt)),
        trigger,
        DatasetLocation.SAMPLE,
        TrainingParameters.DEFAULT,
        forced,
        clock.instant());
  }
}
