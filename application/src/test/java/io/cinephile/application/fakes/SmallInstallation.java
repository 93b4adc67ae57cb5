package io.cinephile.application.fakes;

import io.cinephile.application.DecideOnData;
import io.cinephile.application.EnforceErasures;
import io.cinephile.application.EraseViewer;
import io.cinephile.application.KeepSuppressions;
import io.cinephile.application.Permissions;
import io.cinephile.application.RateMovies;
import io.cinephile.application.RecommendForUser;
import io.cinephile.application.Retries;
import io.cinephile.application.RunTraining;
import io.cinephile.application.ServingModel;
import io.cinephile.application.Viewers;
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
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.KnownViewers;
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
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Any number of servers and a trainer on stores of some kind. Something may happen before and after
 * each call of a port that holds something of viewers. For one thread.
 */
public final class SmallInstallation {
  private static final ReceiptKey KEY = ReceiptKey.random();

  /** Stores without anything in them. */
  public record Stores(
      RecommendationStore recommendations,
      Ratings ratings,
      LiveRatings live,
      Consents consents,
      Suppressions suppressions,
      GenerationRegistry registry,
      TrainingRuns runs) {

    public static Stores inMemory(Clock clock) {
      return inMemory(clock, new InMemorySuppressions());
    }

    public static Stores inMemory(Clock clock, Suppressions suppressions) {
      InMemoryStore store = new InMemoryStore();
      return new Stores(
          store,
          store,
          new InMemoryLiveRatings(),
          new InMemoryConsents(),
          suppressions,
          new InMemoryGenerationRegistry(),
          new InMemoryTrainingRuns(clock, LEASE));
    }
  }

  /** How long a run of one of them holds its lease. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  public final SettableClock clock;
  public final Stores stores;
  public final SmallWorld world = new SmallWorld();

  /** Servers that start later make pseudonyms so. */
  public Pseudonymiser pseudonymiser = SmallWorld.PSEUDONYMISER;

  public final InMemorySuppressionCopy copy = new InMemorySuppressionCopy();

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
  public final Map<GenerationId, Set<Pseudonym>> taughtBy = new HashMap<>();

  /** How often bytes were expunged. */
  public int expunged;

  private final Ports ports;
  private Disturbance disturbance = () -> {};
  private Set<Pseudonym> lastTaught = Set.of();
  private int receipts;
  private int salt;

  /**
   * @param clock what the stores go by as well
   */
  public SmallInstallation(SettableClock clock, Stores stores) {
    this.clock = clock;
    this.stores = stores;
    this.ports = new Ports();
  }

  /** What happens before and after each call. */
  public interface Disturbance {
    void happen();
  }

  /** The ports as servers and trainer see them. */
  private final class Ports {
    final RecommendationStore store = disturbed(RecommendationStore.class, stores.recommendations);
    final LiveRatings live = disturbed(LiveRatings.class, stores.live);
    final Consents consents = disturbed(Consents.class, stores.consents);
    final Suppressions suppressions = disturbed(Suppressions.class, stores.suppressions);
    final SuppressionCopy copy = disturbed(SuppressionCopy.class, SmallInstallation.this.copy);
    final DeletedBytes bytes =
        disturbed(
            DeletedBytes.class,
            () -> {
              expunged++;
              return true;
            });
  }

  private <P> P disturbed(Class<P> port, P behind) {
    return InterceptedPort.of(
        port,
        behind,
        call -> {
          disturbance.happen();
          Object answer = call.proceed();
          disturbance.happen();
          return answer instanceof RecommendationStore.Publication publication
              ? disturbed(RecommendationStore.Publication.class, publication)
              : answer;
        });
  }

  /** From now on that happens instead. */
  public void disturbBy(Disturbance other) {
    disturbance = other;
  }

  /** One server. */
  public final class Server {
    public final Permissions permissions = permissions();
    private final KeepSuppressions keep =
        new KeepSuppressions(ports.suppressions, ports.copy, ports.store);
    public final ServingModel serving =
        new ServingModel(stores.recommendations, stores.registry, clock);
    private final UnboundedMemos memos = new UnboundedMemos();
    private final Viewers viewers =
        new Viewers(
            KnownViewers.inTwoReadings(stores.recommendations, stores.live),
            stores.live,
            stores.ratings,
            permissions,
            memos);
    public final RateMovies rate =
        new RateMovies(serving, viewers, ports.live, pseudonymiser, permissions, clock);
    public final RecommendForUser recommend =
        new RecommendForUser(serving, viewers, pseudonymiser, permissions, memos);
    public final DecideOnData decide =
        new DecideOnData(ports.consents, permissions, pseudonymiser, recommend::forget, 1, clock);
    private final EraseViewer.Places places =
        new EraseViewer.Places(ports.store, ports.live, ports.consents, ports.bytes);
    public final EraseViewer erase =
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
    public final EnforceErasures enforce = new EnforceErasures(ports.suppressions, places, clock);

    /** What a server does each second. */
    public void look() {
      keep.look();
      permissions.refresh();
      erase.resume();
      enforce.settle();
    }
  }

  /** Does a training run to its end; the gate lets everything pass. */
  public TrainingRun train() {
    clock.advance(Duration.ofSeconds(1));
    TrainingRun wanted =
        TrainingRun.requested(
            new RunId("run-" + GenerationId.of(clock.instant(), ++salt)),
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            true,
            clock.instant());
    stores.runs.begin(wanted);
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
            stores.registry,
            stores.runs,
            permissions(),
            ports.suppressions),
        new RunTraining.Policy(new QualityGate(0.02), 3, new Retries(List.of(Duration.ZERO))),
        new RunTraining.Process(Map.of("cinephile", "1.0"), List::of),
        clock);
  }

  private Permissions permissions() {
    return new Permissions(ports.consents, ports.suppressions, LegalBasis.LEGITIMATE_INTEREST);
  }
}
