package io.cinephile.bootstrap.server;

import io.cinephile.adapters.elasticsearch.ElasticsearchAuditTrail;
import io.cinephile.adapters.elasticsearch.ElasticsearchCatalogue;
import io.cinephile.adapters.elasticsearch.ElasticsearchConsents;
import io.cinephile.adapters.elasticsearch.ElasticsearchDataCatalogue;
import io.cinephile.adapters.elasticsearch.ElasticsearchDeletedBytes;
import io.cinephile.adapters.elasticsearch.ElasticsearchGenerationRegistry;
import io.cinephile.adapters.elasticsearch.ElasticsearchKeyStates;
import io.cinephile.adapters.elasticsearch.ElasticsearchKnownViewers;
import io.cinephile.adapters.elasticsearch.ElasticsearchLiveRatings;
import io.cinephile.adapters.elasticsearch.ElasticsearchPseudonymStore;
import io.cinephile.adapters.elasticsearch.ElasticsearchRatingStatistics;
import io.cinephile.adapters.elasticsearch.ElasticsearchRatings;
import io.cinephile.adapters.elasticsearch.ElasticsearchReadiness;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.ElasticsearchServingEvents;
import io.cinephile.adapters.elasticsearch.ElasticsearchServingEvents.Bounds;
import io.cinephile.adapters.elasticsearch.ElasticsearchSuppressions;
import io.cinephile.adapters.elasticsearch.ElasticsearchTrainingRuns;
import io.cinephile.adapters.elasticsearch.PublishingSettings;
import io.cinephile.adapters.elasticsearch.ResilientCalls;
import io.cinephile.adapters.openlineage.OpenLineageEvents;
import io.cinephile.adapters.rest.TrainingDefaults;
import io.cinephile.adapters.spark.launch.LocalTrainingLauncher;
import io.cinephile.adapters.spark.launch.WaitingTrainers;
import io.cinephile.application.ActivateGeneration;
import io.cinephile.application.AnnouncedRuns;
import io.cinephile.application.BrowseGenerations;
import io.cinephile.application.BrowseMovies;
import io.cinephile.application.DecideOnData;
import io.cinephile.application.DescribeData;
import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.application.EnforceErasures;
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
import io.cinephile.application.RotatePseudonyms;
import io.cinephile.application.ServingEvents;
import io.cinephile.application.ServingModel;
import io.cinephile.application.StartTraining;
import io.cinephile.application.SummariseRatings;
import io.cinephile.application.SweepGenerations;
import io.cinephile.application.TraceLineage;
import io.cinephile.application.TrimAudit;
import io.cinephile.application.Viewers;
import io.cinephile.application.WatchedLiveRatings;
import io.cinephile.application.WorkUnderKey;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.Anchorage;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.rotation.KeyStates;
import io.cinephile.domain.rotation.PseudonymStore;
import io.cinephile.domain.training.TrainingLauncher;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRuns;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.elasticsearch.client.RestClient;

/** The server's composition root: which adapter answers which port, and the use cases on top. */
@Singleton
class CinephileBeans {
  private final CinephileConfiguration configuration;
  private final RestClient client;
  private final Clock clock = Clock.systemUTC();

  /** Names this process among those that share the store. */
  private final String process = UUID.randomUUID().toString();

  CinephileBeans(CinephileConfiguration configuration, RestClient client) {
    this.configuration = configuration;
    this.client = client;
  }

  private String prefix() {
    return configuration.elasticsearch().indexPrefix();
  }

  @Produces
  @Singleton
  Clock clock() {
    return clock;
  }

  @Produces
  @Singleton
  Home home() {
    return new Home(configuration.home());
  }

  @Produces
  @Singleton
  Pseudonymiser pseudonymiser(Home home) {
    return home.pseudonymKeys().pseudonymiser();
  }

  @Produces
  @Singleton
  ElasticsearchReadiness readiness() {
    return new ElasticsearchReadiness(client);
  }

  /** One for all adapters that requests wait for, since it is one store that is well or not. */
  @Produces
  @Singleton
  ResilientCalls resilientCalls(MeterRegistry meters) {
    ResilientCalls calls = new ResilientCalls(configuration.elasticsearch().timeout());
    Gauge.builder("cinephile.elasticsearch.refusing", calls, it -> it.isOpen() ? 1 : 0)
        .description("1 while no request asks Elasticsearch, since it has not been answering")
        .register(meters);
    return calls;
  }

  @Produces
  @Singleton
  RecommendationStore recommendationStore(ResilientCalls calls) {
    return new ElasticsearchRecommendationStore(
        client, prefix(), PublishingSettings.DEFAULT, calls);
  }

  @Produces
  @Singleton
  Catalogue catalogue(ResilientCalls calls) {
    return new ElasticsearchCatalogue(client, prefix(), calls);
  }

  @Produces
  @Singleton
  Ratings ratings(ResilientCalls calls) {
    return new ElasticsearchRatings(client, prefix(), calls);
  }

  @Produces
  @Singleton
  RatingStatistics ratingStatistics(ResilientCalls calls) {
    return new ElasticsearchRatingStatistics(client, prefix(), calls);
  }

  @Produces
  @Singleton
  LiveRatings liveRatings(ResilientCalls calls) {
    return new ElasticsearchLiveRatings(client, prefix(), calls);
  }

  /** For those who answer and rate; whoever erases or learns looks into the store itself. */
  @Produces
  @Singleton
  @Typed(WatchedLiveRatings.class)
  WatchedLiveRatings watchedLiveRatings(LiveRatings live, ExecutorService workers) {
    return new WatchedLiveRatings(live, workers, WatchedLiveRatings.Time.SYSTEM);
  }

  @Produces
  @Singleton
  AuditTrail auditTrail(ResilientCalls calls) {
    return new ElasticsearchAuditTrail(client, prefix(), calls);
  }

  @Produces
  @Singleton
  Consents consents(ResilientCalls calls) {
    return new ElasticsearchConsents(client, prefix(), calls);
  }

  /** Not by way of the policy: whether these calls succeed is to bother no others. */
  @Produces
  @Singleton
  ElasticsearchServingEvents servingEvents(MeterRegistry meters) {
    ElasticsearchServingEvents events =
        new ElasticsearchServingEvents(client, prefix(), Bounds.DEFAULT);
    FunctionCounter.builder("cinephile.events.written", events, ElasticsearchServingEvents::written)
        .description("Serving events that Elasticsearch has taken")
        .register(meters);
    FunctionCounter.builder("cinephile.events.dropped", events, ElasticsearchServingEvents::dropped)
        .description("Serving events that were lost, since Elasticsearch was slow or away")
        .register(meters);
    return events;
  }

  /** While Elasticsearch is still there, which in local mode goes last. */
  void writeLastEvents(@Observes ShutdownEvent event, ElasticsearchServingEvents events) {
    events.close();
  }

  @Produces
  @Singleton
  RecordAnswers recordAnswers(ServingEvents events) {
    CinephileConfiguration.Events settings = configuration.events();
    double share =
        OutOfRangeException.requireBetween("cinephile.events.sample", settings.sample(), 0, 1);
    return new RecordAnswers(
        events,
        settings.enabled() ? share : 0,
        () -> ThreadLocalRandom.current().nextDouble(),
        clock);
  }

  @Produces
  @Singleton
  AuditChain auditChain(Home home) {
    return new AuditChain(home.auditKey().bytes());
  }

  @Produces
  @Singleton
  Suppressions suppressions(ResilientCalls calls) {
    return new ElasticsearchSuppressions(client, prefix(), calls);
  }

  @Produces
  @Singleton
  SuppressionCopy suppressionCopy(Home home, Pseudonymiser pseudonymiser) {
    return new SuppressionFile(home.suppressions(), pseudonymiser.keyId());
  }

  @Produces
  @Singleton
  KeepSuppressions keepSuppressions(
      Suppressions suppressions, SuppressionCopy copy, RecommendationStore store) {
    return new KeepSuppressions(suppressions, copy, store);
  }

  @Produces
  @Singleton
  KeyStates keyStates() {
    return new ElasticsearchKeyStates(client, prefix());
  }

  @Produces
  @Singleton
  PseudonymStore pseudonymStore() {
    return new ElasticsearchPseudonymStore(client, prefix(), PublishingSettings.DEFAULT);
  }

  @Produces
  @Singleton
  WorkUnderKey workUnderKey(
      Home home, KeyStates states, PseudonymStore store, SuppressionCopy copy) {
    return new WorkUnderKey(home.pseudonymKeys(), states, store, copy, process, clock);
  }

  @Produces
  @Singleton
  RotatePseudonyms rotatePseudonyms(
      Home home,
      KeyStates states,
      PseudonymStore store,
      SuppressionCopy copy,
      RotatePseudonyms.Trail trail,
      TrainingRuns runs) {
    return new RotatePseudonyms(
        new RotatePseudonyms.Keys(home.pseudonymKeys(), states, process),
        new RotatePseudonyms.Places(store, copy),
        trail,
        runs,
        clock);
  }

  @Produces
  @Singleton
  RotatePseudonyms.Trail trailToBeSealedAnew(
      AuditTrail trail,
      AuditChain chain,
      Anchorage anchorage,
      InspectAudit inspection,
      RecordAction record) {
    return new RotatePseudonyms.Trail(trail, chain, anchorage, inspection, record);
  }

  @Produces
  @Singleton
  EraseViewer.Places placesOfViewers(
      RecommendationStore store, LiveRatings live, Consents consents) {
    return new EraseViewer.Places(
        store, live, consents, new ElasticsearchDeletedBytes(client, prefix()));
  }

  @Produces
  @Singleton
  EraseViewer eraseViewer(
      Suppressions suppressions,
      EraseViewer.Places places,
      Permissions permissions,
      KeepSuppressions keep,
      RecommendForUser recommendForUser,
      Pseudonymiser pseudonymiser,
      Home home) {
    SecureRandom random = new SecureRandom();
    return new EraseViewer(
        suppressions,
        places,
        new EraseViewer.Process(
            permissions, keep, recommendForUser::forget, () -> ReceiptId.of(bytes(random))),
        pseudonymiser,
        ReceiptKeyFile.readOrCreate(home.receiptKey()),
        clock);
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[ReceiptId.BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  @Produces
  @Singleton
  EnforceErasures enforceErasures(Suppressions suppressions, EraseViewer.Places places) {
    return new EnforceErasures(suppressions, places, clock);
  }

  @Produces
  @Singleton
  Anchorage anchorage(Home home) {
    return new AnchorFile(home.auditAnchor());
  }

  @Produces
  @Singleton
  RecordAction recordAction(AuditTrail trail, AuditChain chain, Anchorage anchorage) {
    return new RecordAction(trail, chain, anchorage, clock);
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
        RetentionRules.of(configuration),
        live,
        runs,
        store,
        registry,
        new TrimAudit(trail, chain, inspection, clock),
        events,
        audit,
        clock);
  }

  @Produces
  @Singleton
  Permissions permissions(Consents consents, Suppressions suppressions) {
    return new Permissions(consents, suppressions, configuration.privacy().legalBasis());
  }

  @Produces
  @Singleton
  GenerationRegistry generationRegistry() {
    return new ElasticsearchGenerationRegistry(client, prefix());
  }

  /** Of runs whose trainers died; which Spark and which Java these were is not known here. */
  @Produces
  @Singleton
  LineageEvents lineageEvents(Home home) {
    return OpenLineageEvents.of(
        configuration.lineage().url().map(URI::toString),
        home.lineageEvents(),
        new ElasticsearchDataCatalogue(prefix()),
        Map.of());
  }

  void closeLineageEvents(@Disposes LineageEvents events) {
    if (events instanceof OpenLineageEvents emitter) {
      emitter.close();
    }
  }

  @Produces
  @Singleton
  TrainingRuns trainingRuns(GenerationRegistry registry, LineageEvents events) {
    return new AnnouncedRuns(
        new ElasticsearchTrainingRuns(
            client, prefix(), clock, configuration.elasticsearch().lease()),
        registry,
        events,
        clock);
  }

  @Produces
  @Singleton
  TrainingLauncher trainingLauncher() {
    return switch (configuration.trainer().mode()) {
      case PROCESS -> new LocalTrainingLauncher(TrainerCommands.of(configuration));
      case WAITING -> new WaitingTrainers();
    };
  }

  void closeLauncher(@Disposes TrainingLauncher launcher) {
    if (launcher instanceof LocalTrainingLauncher local) {
      local.close();
    }
  }

  @Produces
  @Singleton
  TrainingDefaults trainingDefaults() {
    return new TrainingDefaults(Preparation.dataset(configuration), TrainingParameters.DEFAULT);
  }

  @Produces
  @Singleton
  ServingModel servingModel(RecommendationStore store, GenerationRegistry registry) {
    return new ServingModel(store, registry, clock);
  }

  @Produces
  @Singleton
  RecommendByTitle recommendByTitle(
      ServingModel serving,
      Catalogue catalogue,
      Ratings ratings,
      WatchedLiveRatings live,
      RecommendationStore recommendations,
      Permissions permissions,
      CaffeineMemos memos) {
    return new RecommendByTitle(
        serving, catalogue, ratings, live, recommendations, permissions, memos);
  }

  @Produces
  @Singleton
  Viewers viewers(
      ResilientCalls calls,
      RecommendationStore recommendations,
      WatchedLiveRatings live,
      Ratings ratings,
      Permissions permissions,
      CaffeineMemos memos) {
    KnownViewers both = new ElasticsearchKnownViewers(client, prefix(), calls);
    return new Viewers(live.known(both, recommendations), live, ratings, permissions, memos);
  }

  @Produces
  @Singleton
  RecommendForUser recommendForUser(
      ServingModel serving,
      Viewers viewers,
      Pseudonymiser pseudonymiser,
      Permissions permissions,
      CaffeineMemos memos) {
    return new RecommendForUser(serving, viewers, pseudonymiser, permissions, memos);
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
      WatchedLiveRatings live,
      Pseudonymiser pseudonymiser,
      Permissions permissions) {
    return new RateMovies(serving, viewers, live, pseudonymiser, permissions, clock);
  }

  @Produces
  @Singleton
  DecideOnData decideOnData(
      Consents consents,
      Permissions permissions,
      Pseudonymiser pseudonymiser,
      RecommendForUser recommendForUser) {
    return new DecideOnData(
        consents,
        permissions,
        pseudonymiser,
        recommendForUser::forget,
        configuration.privacy().noticeVersion(),
        clock);
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
        configuration.sweep().keep(),
        clock);
  }

  @Produces
  @Singleton
  BrowseMovies browseMovies(
      ServingModel serving,
      Catalogue catalogue,
      Ratings ratings,
      LiveRatings live,
      Permissions permissions,
      CaffeineMemos memos) {
    return new BrowseMovies(serving, catalogue, ratings, live, permissions, memos);
  }

  @Produces
  @Singleton
  SummariseRatings summariseRatings(
      ServingModel serving,
      RatingStatistics statistics,
      GenerationRegistry registry,
      CaffeineMemos memos) {
    return new SummariseRatings(serving, statistics, registry, memos);
  }

  @Produces
  @Singleton
  StartTraining startTraining(
      TrainingRuns runs, TrainingLauncher launcher, SweepGenerations sweep) {
    return new StartTraining(runs, launcher, sweep, clock, new SecureRandom()::nextInt);
  }

  private Responsible responsible() {
    CinephileConfiguration.Governance governance = configuration.governance();
    return new Responsible(governance.controller(), governance.contact(), governance.owner());
  }

  private RetentionInWords retentionInWords() {
    return new RetentionInWords(RetentionRules.of(configuration));
  }

  @Produces
  @Singleton
  DescribeData describeData(RecommendationStore store, GenerationRegistry registry) {
    return new DescribeData(
        List.of(new ElasticsearchDataCatalogue(prefix()), new HomeFiles()),
        store,
        registry,
        responsible(),
        configuration.privacy().legalBasis(),
        retentionInWords());
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
            responsible(),
            configuration.privacy().legalBasis(),
            configuration.training().tolerance(),
            retentionInWords()));
  }

  @Produces
  @Singleton
  BrowseGenerations browseGenerations(RecommendationStore store, GenerationRegistry registry) {
    return new BrowseGenerations(store, registry);
  }

  @Produces
  @Singleton
  ActivateGeneration activateGeneration(RecommendationStore store, GenerationRegistry registry) {
    return new ActivateGeneration(store, registry, clock);
  }

  @Produces
  @Singleton
  SweepGenerations sweepGenerations(
      RecommendationStore store, GenerationRegistry registry, TrainingRuns runs) {
    return new SweepGenerations(store, registry, runs, configuration.sweep().keep());
  }
}
