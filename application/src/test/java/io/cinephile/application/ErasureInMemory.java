package io.cinephile.application;

import io.cinephile.application.fakes.InMemoryConsents;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemorySuppressionCopy;
import io.cinephile.application.fakes.InMemorySuppressions;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.application.fakes.UnboundedMemos;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.gate.QualityGate;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.DeletedBytes;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.ReceiptKey;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An installation in memory with any number of servers and a trainer. Something may happen before
 * and after each call of a port that holds something of viewers.
 */
final class ErasureInMemory {
  static final ReceiptKey KEY = ReceiptKey.random();

  final SettableClock clock = new SettableClock();
  final SmallWorld world = new SmallWorld();
  final InMemoryStore store = new InMemoryStore();
  final InMemoryLiveRatings live = new InMemoryLiveRatings();
  final InMemoryConsents consents = new InMemoryConsents();
  final InMemorySuppressions suppressions = new InMemorySuppressions();
  final InMemorySuppressionCopy copy = new InMemorySuppressionCopy();
  final InMemoryGenerationRegistry registry = new InMemoryGenerationRegistry();
  final InMemoryTrainingRuns runs = new InMemoryTrainingRuns(clock, Duration.ofSeconds(30));

  /** Servers that start later make pseudonyms so. */
  Pseudonymiser pseudonymiser = SmallWorld.PSEUDONYMISER;

  /** Learns, and notes who taught. */
  private final ModelTrainer noting =
      new ModelTrainer() {
        @Override
        public TrainedModel train(
            DatasetSnapshot snapshot, TrainingParameters parameters, TrainingListener listener) {
          try (Stream<Rating> ratings = snapshot.ratings()) {
            lastTaught = ratings.map(Rating::viewer).collect(Collectors.toUnmodifiableSet());
          }
          return world.train(snapshot, parameters, listener);
        }

        @Override
        public Contest contest(
            Fold fold,
            TrainingParameters parameters,
            Optional<HoldoutModel> serving,
            TrainingListener listener) {
          return world.contest(fold, parameters, serving, listener);
        }
      };

  /** Who really taught each generation. */
  final Map<GenerationId, Set<Pseudonym>> taughtBy = new HashMap<>();

  /** How often bytes were expunged. */
  int expunged;

  private final Ports ports = new Ports();
  private Disturbance disturbance = () -> {};
  private Set<Pseudonym> lastTaught = Set.of();
  private int receipts;
  private int salt;

  /** What happens before and after each call. */
  interface Disturbance {
    void happen();
  }

  /** The ports as servers and trainer see them. */
  private final class Ports {
    final RecommendationStore store =
        disturbed(RecommendationStore.class, ErasureInMemory.this.store);
    final LiveRatings live = disturbed(LiveRatings.class, ErasureInMemory.this.live);
    final Consents consents = disturbed(Consents.class, ErasureInMemory.this.consents);
    final Suppressions suppressions =
        disturbed(Suppressions.class, ErasureInMemory.this.suppressions);

    final SuppressionCopy copy = disturbed(SuppressionCopy.class, ErasureInMemory.this.copy);
    final DeletedBytes bytes =
        disturbed(
            DeletedBytes.class,
            () -> {
              expunged++;
              return true;
            });
  }

  private <P> P disturbed(Class<P> port, P behind) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              disturbance.happen();
              Object answer;
              try {
                answer = method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              disturbance.happen();
              return answer instanceof RecommendationStore.Publication publication
                  ? disturbed(RecommendationStore.Publication.class, publication)
                  : answer;
            });
    return port.cast(proxy);
  }

  void disturbBy(Disturbance other) {
    disturbance = other;
  }

  /** One server. */
  final class Server {
    final Permissions permissions =
        new Permissions(ports.consents, ports.suppressions, LegalBasis.LEGITIMATE_INTEREST);
    final KeepSuppressions keep = new KeepSuppressions(ports.suppressions, ports.copy);
    final ServingModel serving = new ServingModel(store, registry, clock);
    final RateMovies rate =
        new RateMovies(serving, store, store, ports.live, pseudonymiser, permissions, clock);
    final RecommendForUser recommend =
        new RecommendForUser(
            serving, store, store, live, pseudonymiser, permissions, new UnboundedMemos());
    final DecideOnData decide =
        new DecideOnData(ports.consents, permissions, pseudonymiser, recommend::forget, 1, clock);
    private final EraseViewer.Places places =
        new EraseViewer.Places(ports.store, ports.live, ports.consents, ports.bytes);
    final EraseViewer erase =
        new EraseViewer(
            ports.suppressions,
            places,
            new EraseViewer.Process(
                permissions,
                keep,
                recommend::forget,
                () -> new ReceiptId("%032x".formatted(++receipts))),
            pseudonymiser,
            KEY,
            clock);
    final EnforceErasures enforce = new EnforceErasures(ports.suppressions, places, clock);

    /** What a server does each second. */
    void look() {
      keep.look();
      permissions.refresh();
      erase.resume();
      enforce.settle();
    }
  }

  /** Does a training run to its end; the gate lets everything pass. */
  TrainingRun train() {
    clock.advance(Duration.ofSeconds(1));
    TrainingRun wanted =
        TrainingRun.requested(
            new RunId("run-" + GenerationId.of(clock.instant(), ++salt)),
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            true,
            clock.instant());
    runs.begin(wanted);
    TrainingRun ended = training().run(wanted.id()).orElseThrow();
    ended.figures().generation().ifPresent(made -> taughtBy.put(made, lastTaught));
    return ended;
  }

  private RunTraining training() {
    return new RunTraining(
        new RunTraining.Ports(
            world,
            ports.live,
            noting,
            ports.store,
            registry,
            runs,
            new Permissions(ports.consents, ports.suppressions, LegalBasis.LEGITIMATE_INTEREST),
            ports.suppressions),
        new RunTraining.Policy(new QualityGate(0.02), 3, new Retries(List.of(Duration.ZERO))),
        new RunTraining.Process(Map.of("cinephile", "1.0"), List::of),
        clock);
  }
}
