package io.cinephile.adapters.rest;

import io.cinephile.application.ActivateGeneration;
import io.cinephile.application.BrowseGenerations;
import io.cinephile.application.BrowseMovies;
import io.cinephile.application.DecideOnData;
import io.cinephile.application.DescribeData;
import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.application.EnforceRetention;
import io.cinephile.application.EraseViewer;
import io.cinephile.application.ExplainRecommender;
import io.cinephile.application.ExportData;
import io.cinephile.application.InspectAudit;
import io.cinephile.application.KeepSuppressions;
import io.cinephile.application.Permissions;
import io.cinephile.application.RateMovies;
import io.cinephile.application.RecommendByTitle;
import io.cinephile.application.RecommendForGroup;
import io.cinephile.application.RecommendForUser;
import io.cinephile.application.RecommendForVisitor;
import io.cinephile.application.RecordAction;
import io.cinephile.application.RecordAnswers;
import io.cinephile.application.RetentionInWords;
import io.cinephile.application.ServingEvents;
import io.cinephile.application.ServingModel;
import io.cinephile.application.StartTraining;
import io.cinephile.application.SummariseRatings;
import io.cinephile.application.SweepGenerations;
import io.cinephile.application.TraceLineage;
import io.cinephile.application.TrimAudit;
import io.cinephile.application.Viewers;
import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.application.fakes.InMemoryDataCatalogue;
import io.cinephile.application.fakes.InMemorySuppressionCopy;
import io.cinephile.domain.audit.Anchorage;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.ReceiptKey;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.retention.DataClass;
import io.cinephile.domain.retention.RetentionRule;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import io.cinephile.domain.training.TrainingLauncher;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRuns;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Composes the use cases as the server does, on the ports of the tests. */
@Singleton
class TestUseCases {
  static final String ADMIN_KEY = "the-key-of-an-admin";
  static final String READER_KEY = "the-key-of-a-reader";
  static final String SERVICE_KEY = "the-key-of-a-service";
  static final String PRIVACY_KEY = "the-key-of-a-privacy-officer";
  static final Responsible RESPONSIBLE =
      new Responsible("Cinema <5>", "privacy@cinema5.example", "the operator");
  private static final List<RetentionRule> RETENTION =
      List.of(
          RetentionRule.forever(DataClass.LIVE_RATINGS),
          RetentionRule.parse(DataClass.TRAINING_RUNS, "P2Y", "runs"),
          RetentionRule.newest(DataClass.GENERATIONS, 3),
          RetentionRule.parse(DataClass.AUDIT_TRAIL, "P3Y", "audit"),
          RetentionRule.forever(DataClass.ERASURES),
          RetentionRule.parse(DataClass.SERVING_EVENTS, "P30D", "events"));

  private static final Clock CLOCK = Clock.fixed(TestPorts.NOW, ZoneOffset.UTC);

  @Produces
  @Singleton
  ApiKeys apiKeys() {
    return key ->
        switch (key) {
          case ADMIN_KEY -> Optional.of(Set.of(ApiKeys.ADMIN));
          case READER_KEY -> Optional.of(Set.of(ApiKeys.READ));
          case SERVICE_KEY -> Optional.of(Set.of(ApiKeys.SERVICE));
          case PRIVACY_KEY -> Optional.of(Set.of(ApiKeys.PRIVACY));
          default -> Optional.empty();
        };
  }

  @Produces
  @Singleton
  ServingModel servingModel(RecommendationStore store, GenerationRegistry registry) {
    return new ServingModel(store, registry, new HurryingClock());
  }

  @Produces
  @Singleton
  RecommendByTitle recommendByTitle(
      ServingModel serving,
      Catalogue catalogue,
      Ratings ratings,
      LiveRatings live,
      RecommendationStore recommendations,
      Permissions permissions,
      TestPorts ports) {
    return new RecommendByTitle(
        serving, catalogue, ratings, live, recommendations, permissions, ports.memos());
  }

  @Produces
  @Singleton
  Viewers viewers(
      RecommendationStore recommendations,
      Ratings ratings,
      LiveRatings live,
      Permissions permissions,
      TestPorts ports) {
    return new Viewers(
        KnownViewers.inTwoReadings(recommendations, live),
        live,
        ratings,
        permissions,
        ports.memos());
  }

  @Produces
  @Singleton
  RecommendForUser recommendForUser(
      ServingModel serving,
      Viewers viewers,
      Pseudonymiser pseudonymiser,
      Permissions permissions,
      TestPorts ports) {
    return new RecommendForUser(serving, viewers, pseudonymiser, permissions, ports.memos());
  }

  @Produces
  @Singleton
  RecommendForVisitor recommendForVisitor(ServingModel serving) {
    return new RecommendForVisitor(serving);
  }

  @Produces
  @Singleton
  RecommendForGroup recommendForGroup(
      ServingModel serving, Viewers viewers, Pseudonymiser pseudonymiser, Permissions permissions) {
    return new RecommendForGroup(serving, viewers, pseudonymiser, permissions);
  }

  @Produces
  @Singleton
  RateMovies rateMovies(
      ServingModel serving,
      Viewers viewers,
      LiveRatings live,
      Pseudonymiser pseudonymiser,
      Permissions permissions) {
    return new RateMovies(serving, viewers, live, pseudonymiser, permissions, CLOCK);
  }

  @Produces
  @Singleton
  DecideOnData decideOnData(
      Consents consents,
      Permissions permissions,
      Pseudonymiser pseudonymiser,
      RecommendForUser recommendForUser) {
    return new DecideOnData(
        consents, permissions, pseudonymiser, recommendForUser::forget, 2, CLOCK);
  }

  @Produces
  @Singleton
  EraseViewer eraseViewer(
      Suppressions suppressions,
      RecommendationStore store,
      LiveRatings live,
      Consents consents,
      Permissions permissions,
      Pseudonymiser pseudonymiser,
      RecommendForUser recommendForUser) {
    Random random = new Random(7);
    return new EraseViewer(
        suppressions,
        new EraseViewer.Places(store, live, consents, () -> true),
        new EraseViewer.Process(
            permissions,
            new KeepSuppressions(suppressions, new InMemorySuppressionCopy(), store),
            recommendForUser::forget,
            () -> {
              byte[] bytes = new byte[ReceiptId.BYTES];
              random.nextBytes(bytes);
              return ReceiptId.of(bytes);
            }),
        pseudonymiser,
        ReceiptKey.random(),
        new HurryingClock());
  }

  @Produces
  @Singleton
  ExportData exportData(
      ServingModel serving,
      RecommendationStore recommendations,
      Ratings ratings,
      LiveRatings live,
      GenerationRegistry registry,
      RecommendForUser recommendForUser,
      DecideOnData decideOnData,
      Pseudonymiser pseudonymiser) {
    return new ExportData(
        serving,
        new ExportData.Stores(recommendations, ratings, live, registry),
        recommendForUser,
        decideOnData,
        pseudonymiser,
        3,
        CLOCK);
  }

  @Produces
  @Singleton
  BrowseMovies browseMovies(
      ServingModel serving,
      Catalogue catalogue,
      Ratings ratings,
      LiveRatings live,
      Permissions permissions,
      TestPorts ports) {
    return new BrowseMovies(serving, catalogue, ratings, live, permissions, ports.memos());
  }

  @Produces
  @Singleton
  SummariseRatings summariseRatings(
      ServingModel serving,
      RatingStatistics statistics,
      GenerationRegistry registry,
      TestPorts ports) {
    return new SummariseRatings(serving, statistics, registry, ports.memos());
  }

  @Produces
  @Singleton
  StartTraining startTraining(
      TrainingRuns runs, RecommendationStore store, GenerationRegistry registry) {
    return new StartTraining(
        runs,
        new NoTrainers(),
        new SweepGenerations(store, registry, runs, 3),
        CLOCK,
        () -> 0x3f9a);
  }

  @Produces
  @Singleton
  DescribeData describeData(RecommendationStore store, GenerationRegistry registry) {
    return new DescribeData(
        List.of(new InMemoryDataCatalogue()),
        store,
        registry,
        RESPONSIBLE,
        LegalBasis.LEGITIMATE_INTEREST,
        new RetentionInWords(RETENTION));
  }

  @Produces
  @Singleton
  TraceLineage traceLineage(
      RecommendationStore store, GenerationRegistry registry, TrainingRuns runs) {
    return new TraceLineage(store, registry, runs);
  }

  @Produces
  @Singleton
  ExplainRecommender explainRecommender(RecommendationStore store, GenerationRegistry registry) {
    return new ExplainRecommender(
        store,
        registry,
        TrainingParameters.DEFAULT,
        new ExplainRecommender.Policy(
            RESPONSIBLE, LegalBasis.LEGITIMATE_INTEREST, 0.02, new RetentionInWords(RETENTION)));
  }

  @Produces
  @Singleton
  BrowseGenerations browseGenerations(RecommendationStore store, GenerationRegistry registry) {
    return new BrowseGenerations(store, registry);
  }

  @Produces
  @Singleton
  ActivateGeneration activateGeneration(RecommendationStore store, GenerationRegistry registry) {
    return new ActivateGeneration(store, registry, CLOCK);
  }

  @Produces
  @Singleton
  AuditChain auditChain() {
    return new AuditChain(new byte[AuditChain.KEY_BYTES]);
  }

  @Produces
  @Singleton
  Anchorage anchorage() {
    return new InMemoryAnchorage();
  }

  @Produces
  @Singleton
  RecordAction recordAction(AuditTrail trail, AuditChain chain, Anchorage anchorage) {
    return new RecordAction(trail, chain, anchorage, CLOCK);
  }

  @Produces
  @Singleton
  InspectAudit inspectAudit(AuditTrail trail, AuditChain chain, Anchorage anchorage) {
    return new InspectAudit(trail, chain, anchorage);
  }

  @Produces
  @Singleton
  EnforceRetention enforceRetention(
      LiveRatings live,
      TrainingRuns runs,
      RecommendationStore store,
      GenerationRegistry registry,
      AuditTrail trail,
      AuditChain chain,
      InspectAudit inspection,
      ServingEvents events,
      RecordAction audit) {
    return new EnforceRetention(
        RETENTION,
        live,
        runs,
        store,
        registry,
        new TrimAudit(trail, chain, inspection, CLOCK),
        events,
        audit,
        CLOCK);
  }

  @Produces
  @Singleton
  RecordAnswers recordAnswers(ServingEvents events) {
    return new RecordAnswers(events, 1, () -> 0, CLOCK);
  }

  @Produces
  @Singleton
  TrainingDefaults trainingDefaults() {
    return new TrainingDefaults(DatasetLocation.SAMPLE, TrainingParameters.DEFAULT);
  }

  /** What a trainer would do, the tests do themselves. */
  static final class NoTrainers implements TrainingLauncher {
    @Override
    public void launch(RunId run, Consumer<TrainerEnd> ended) {}

    @Override
    public void stop(RunId run, Duration grace) {}
  }

  /** An hour passes between two looks, so that nothing is remembered from one test to the next. */
  private static final class HurryingClock extends Clock {
    private final AtomicLong hours = new AtomicLong();

    @Override
    public Instant instant() {
      return TestPorts.NOW.plusSeconds(3600 * hours.incrementAndGet());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
