package io.cinephile.adapters.rest;

import io.cinephile.application.Permissions;
import io.cinephile.application.ServingEvents;
import io.cinephile.application.fakes.InMemoryAuditTrail;
import io.cinephile.application.fakes.InMemoryConsents;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryServingEvents;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemorySuppressions;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.InterceptedPort;
import io.cinephile.application.fakes.UnboundedMemos;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainingRuns;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ports of the tests: in memory, filled with six movies and three viewers, and out of order on
 * demand.
 */
@Singleton
class TestPorts {
  static final GenerationId GENERATION = new GenerationId("20261122-161500-3f9a");
  static final Instant NOW = Instant.parse("2026-11-22T16:15:00Z");

  private final Pseudonymiser pseudonymiser = new Pseudonymiser(new byte[32]);
  private volatile InMemoryStore store = new InMemoryStore();
  private volatile InMemoryLiveRatings live = new InMemoryLiveRatings();
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private volatile InMemorySuppressions suppressions = new InMemorySuppressions();
  private final InMemoryConsents consents = new InMemoryConsents();
  private final Permissions permissions =
      new Permissions(
          port(Consents.class), port(Suppressions.class), LegalBasis.LEGITIMATE_INTEREST);
  private final UnboundedMemos memos = new UnboundedMemos();
  private final InMemoryServingEvents events = new InMemoryServingEvents();
  private volatile GenerationRegistry registry = new InMemoryGenerationRegistry();
  private volatile TrainingRuns runs = emptyRuns();
  private volatile Optional<RuntimeException> fault = Optional.empty();
  private volatile Optional<RuntimeException> auditFault = Optional.empty();

  /** As before the first training run; but the audit trail goes on, as it must. */
  void reset() {
    store = new InMemoryStore();
    live = new InMemoryLiveRatings();
    suppressions = new InMemorySuppressions();
    everybodyForgets();
    memos.forget();
    events.forget();
    registry = new InMemoryGenerationRegistry();
    runs = emptyRuns();
    recover();
    permissions.refresh();
  }

  private void everybodyForgets() {
    try (Stream<PrivacyChoices> all = consents.all()) {
      all.forEach(said -> consents.forget(said.viewer()));
    }
  }

  /** Every port throws this from now on. */
  void failWith(RuntimeException exception) {
    fault = Optional.of(exception);
  }

  /** The audit trail alone throws this from now on. */
  void failAudit(RuntimeException exception) {
    auditFault = Optional.of(exception);
  }

  /** The ports work again. */
  void recover() {
    fault = Optional.empty();
    auditFault = Optional.empty();
  }

  /** What is remembered is forgotten at the next reset. */
  UnboundedMemos memos() {
    return memos;
  }

  /** What was recorded since the last reset. */
  InMemoryServingEvents events() {
    return events;
  }

  /** What a user is called in the store. */
  Pseudonym pseudonym(UserId user) {
    return pseudonymiser.of(user);
  }

  InMemoryStore store() {
    return store;
  }

  InMemoryAuditTrail trail() {
    return trail;
  }

  GenerationRegistry registry() {
    return registry;
  }

  TrainingRuns runs() {
    return runs;
  }

  void serveGeneration() {
    publish(GENERATION);
    store.activate(GENERATION);
  }

  /** Stores a generation whole. */
  void publish(GenerationId generation) {
    RecommendationStore.Publication publication = store.open(generation);
    publication.movies(
        Stream.of(
            movie(1, "Matrix, The", 1999, 3, 4.25, List.of("Action", "Sci-Fi")),
            movie(2, "Matrix Reloaded, The", 2003, 2, 3.5, List.of("Action", "Sci-Fi")),
            movie(3, "Toy Story", 1995, 5, 3.92, List.of("Animation")),
            movie(4, "Alien", 1979, 2, 4.06, List.of("Horror", "Sci-Fi")),
            movie(5, "Heat", 1995, 1, 3.95, List.of()),
            new PublishedMovie(
                new CatalogueEntry(
                    new Movie(new MovieId(6), "Nobody Saw It", Optional.empty(), List.of()),
                    MovieStatistics.of(0, 0, 3.5)),
                Optional.empty(),
                Optional.empty())),
        n -> {});
    publication.ratings(
        Stream.of(rating("1", 1, 5), rating("2", 1, 4.5), rating("3", 1, 2)), n -> {});
    publication.recommendations(
        Stream.of(viewer("1", 4, 5), viewer("2", 4, 3), viewer("3", 3, 5)), n -> {});
    publication.seal();
  }

  @Produces
  @Singleton
  RecommendationStore recommendationStore() {
    return port(RecommendationStore.class);
  }

  @Produces
  @Singleton
  Catalogue catalogue() {
    return port(Catalogue.class);
  }

  @Produces
  @Singleton
  Ratings ratings() {
    return port(Ratings.class);
  }

  @Produces
  @Singleton
  RatingStatistics ratingStatistics() {
    return port(RatingStatistics.class);
  }

  @Produces
  @Singleton
  LiveRatings liveRatings() {
    return port(LiveRatings.class);
  }

  @Produces
  @Singleton
  Consents consents() {
    return port(Consents.class);
  }

  @Produces
  @Singleton
  Permissions permissions() {
    return permissions;
  }

  @Produces
  @Singleton
  Suppressions suppressions() {
    return port(Suppressions.class);
  }

  @Produces
  @Singleton
  GenerationRegistry generationRegistry() {
    return port(GenerationRegistry.class);
  }

  @Produces
  @Singleton
  TrainingRuns trainingRuns() {
    return port(TrainingRuns.class);
  }

  @Produces
  @Singleton
  AuditTrail auditTrail() {
    return port(AuditTrail.class);
  }

  /** Never out of order: it promises to throw nothing. */
  @Produces
  @Singleton
  ServingEvents servingEvents() {
    return events;
  }

  @Produces
  @Singleton
  Pseudonymiser pseudonymiser() {
    return pseudonymiser;
  }

  private <P> P port(Class<P> port) {
    return InterceptedPort.ofCurrent(
        port,
        () -> port.cast(behind(port)),
        call -> {
          if (fault.isPresent()) {
            throw fault.get();
          }
          if (port == AuditTrail.class && auditFault.isPresent()) {
            throw auditFault.get();
          }
          return call.proceed();
        });
  }

  private Object behind(Class<?> port) {
    if (port == TrainingRuns.class) {
      return runs;
    }
    if (port == AuditTrail.class) {
      return trail;
    }
    if (port == Consents.class) {
      return consents;
    }
    if (port == Suppressions.class) {
      return suppressions;
    }
    if (port == LiveRatings.class) {
      return live;
    }
    return port == GenerationRegistry.class ? registry : store;
  }

  private static TrainingRuns emptyRuns() {
    return new InMemoryTrainingRuns(Clock.systemUTC(), Duration.ofMinutes(1));
  }

  private static PublishedMovie movie(
      int id, String title, int year, long ratings, double mean, List<String> genres) {
    return new PublishedMovie(
        new CatalogueEntry(
            new Movie(new MovieId(id), title, Optional.of(year), genres),
            new MovieStatistics(ratings, mean, mean, 0.1)),
        Optional.of(
            new MovieFactors(new MovieId(id), new float[] {id, 1}, new float[] {id, 1, 0, 1})),
        Optional.empty());
  }

  private PublishedRating rating(String user, int movie, double stars) {
    return new PublishedRating(
        new Rating(pseudonymiser.of(new UserId(user)), new MovieId(movie), new Stars(stars), NOW),
        new Movie(new MovieId(movie), "Matrix, The", Optional.of(1999), List.of()));
  }

  /** One who has rated movie 1. */
  private PublishedViewer viewer(String user, int... movies) {
    List<Recommendation> recommendations =
        Arrays.stream(movies)
            .mapToObj(movie -> new Recommendation(new MovieId(movie), 1.0 / movie, 4.123456))
            .toList();
    return new PublishedViewer(
        new ViewerProfile(
            new ViewerRecommendations(pseudonymiser.of(new UserId(user)), recommendations),
            new float[] {0.1f, 1},
            new float[] {0.1f, 0, 1, 3}),
        new int[] {1});
  }
}
