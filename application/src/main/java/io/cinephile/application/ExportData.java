package io.cinephile.application;

import io.cinephile.application.DecideOnData.Decisions;
import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.application.ServingModel.NothingServedException;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is kept of a viewer and made of it (GDPR Art. 15, 20), told apart by where it comes
 * from. Of somebody unknown it is empty, which looks the same for whoever never was there. Safe for
 * use by several threads.
 */
public final class ExportData {
  /** So many recommendations of the viewer's own are told, and so many reasons of each. */
  private static final int RECOMMENDATIONS = RecommendationQuery.MOST;

  private static final int REASONS = 3;

  private final ServingModel serving;
  private final Stores stores;
  private final RecommendForUser recommendForUser;
  private final DecideOnData decideOnData;
  private final Pseudonymiser pseudonymiser;
  private final int generationsKept;
  private final Clock clock;

  /** Where something of viewers is kept. */
  public record Stores(
      RecommendationStore recommendations,
      Ratings ratings,
      LiveRatings live,
      GenerationRegistry registry) {}

  /**
   * @param generationsKept so many generations that may be served stay
   */
  public ExportData(
      ServingModel serving,
      Stores stores,
      RecommendForUser recommendForUser,
      DecideOnData decideOnData,
      Pseudonymiser pseudonymiser,
      int generationsKept,
      Clock clock) {
    this.serving = serving;
    this.stores = stores;
    this.recommendForUser = recommendForUser;
    this.decideOnData = decideOnData;
    this.pseudonymiser = pseudonymiser;
    this.generationsKept = generationsKept;
    this.clock = clock;
  }

  /**
   * All of one viewer.
   *
   * @param pseudonym under which it is kept
   * @param exported when it was read
   * @param retention how long what is kept
   */
  public record PersonalData(
      Pseudonym pseudonym,
      Instant exported,
      Provided provided,
      Inferred inferred,
      List<Kept> lineage,
      List<Retention> retention) {}

  /**
   * What the viewer told.
   *
   * @param ratings the newest first
   */
  public record Provided(List<Told> ratings, Decisions decisions) {}

  /**
   * A rating.
   *
   * @param entry empty where the served generation does not know the movie
   * @param stars empty where the rating was taken back, of which a mark is kept
   */
  public record Told(
      MovieId movie,
      Optional<CatalogueEntry> entry,
      Optional<Stars> stars,
      Instant time,
      Origin origin) {}

  /** How a rating came here. */
  public enum Origin {
    /** With a data set. */
    IMPORTED,
    /** By a request. */
    LIVE
  }

  /**
   * What was made of it.
   *
   * @param notPersonalised why there are no recommendations; empty where they may be made
   * @param recommendations best first
   * @param profiles what stored generations learnt, the newest first
   */
  public record Inferred(
      Optional<Refusal> notPersonalised,
      List<Suggestion> recommendations,
      List<Profile> profiles) {}

  /**
   * What a generation learnt about the viewer.
   *
   * @param ranking the vector in the ranking model
   * @param stars the vector in the star model
   * @param published what it recommends, best first; movies that the served generation does not
   *     know are left out
   */
  public record Profile(
      GenerationId generation,
      List<Float> ranking,
      List<Float> stars,
      List<CatalogueEntry> published) {}

  /**
   * A stored generation that holds something of the viewer.
   *
   * @param ratings how many of the viewer's ratings it holds
   * @param learnt whether it was taught them
   * @param origin how it was made; empty where it is not registered (any more)
   */
  public record Kept(
      GenerationId generation, long ratings, boolean learnt, Optional<Generation> origin) {}

  /** How long something is kept, for people. */
  public record Retention(String what, String until) {}

  /** All that there is of a viewer now. */
  public PersonalData export(UserId user) {
    Pseudonym viewer = pseudonymiser.of(user);
    Optional<ServedModel> model = served();
    List<Profile> profiles = new ArrayList<>();
    List<Kept> lineage = new ArrayList<>();
    List<GenerationId> generations =
        stores.recommendations.stored().stream().sorted(Comparator.reverseOrder()).toList();
    for (GenerationId generation : generations) {
      Optional<ViewerProfile> learnt =
          stores.recommendations.profiles(generation, List.of(viewer)).stream().findFirst();
      long ratings = stores.ratings.by(generation, List.of(viewer)).size();
      learnt.map(of -> profile(generation, of, model)).ifPresent(profiles::add);
      if (ratings > 0 || learnt.isPresent()) {
        lineage.add(
            new Kept(generation, ratings, learnt.isPresent(), stores.registry.find(generation)));
      }
    }
    List<Told> ratings = ratings(viewer, model);
    boolean known = !ratings.isEmpty() || !lineage.isEmpty();
    Optional<Recommended> recommended = model.map(served -> recommendForUser.answer(user, QUERY));
    return new PersonalData(
        viewer,
        clock.instant(),
        new Provided(ratings, decideOnData.read(user)),
        new Inferred(
            recommended.flatMap(Recommended::notPersonalised),
            // What anybody would get says nothing about the viewer.
            recommended
                .filter(own -> known && own.notPersonalised().isEmpty())
                .map(Recommended::suggestions)
                .orElse(List.of()),
            profiles),
        lineage,
        retention());
  }

  private static final RecommendationQuery QUERY =
      new RecommendationQuery(
          Mode.PERSONALISED, MovieFilter.NONE, false, 0, 0, RECOMMENDATIONS, REASONS);

  private Optional<ServedModel> served() {
    try {
      return Optional.of(serving.require());
    } catch (NothingServedException e) {
      return Optional.empty();
    }
  }

  /** A change takes the place of what was imported, as it does everywhere. */
  private List<Told> ratings(Pseudonym viewer, Optional<ServedModel> model) {
    List<Told> told = new ArrayList<>();
    Set<MovieId> changed = new HashSet<>();
    for (RatingChange change : stores.live.by(List.of(viewer))) {
      changed.add(change.movie());
      told.add(
          new Told(
              change.movie(),
              entry(model, change.movie()),
              change.stars(),
              change.time(),
              Origin.LIVE));
    }
    if (model.isPresent()) {
      for (Rating rating : stores.ratings.by(model.get().generation(), List.of(viewer))) {
        if (!changed.contains(rating.movie())) {
          told.add(
              new Told(
                  rating.movie(),
                  entry(model, rating.movie()),
                  Optional.of(rating.stars()),
                  rating.time(),
                  Origin.IMPORTED));
        }
      }
    }
    return told.stream()
        .sorted(Comparator.comparing(Told::time).reversed().thenComparing(Told::movie))
        .toList();
  }

  private static Profile profile(
      GenerationId generation, ViewerProfile learnt, Optional<ServedModel> model) {
    return new Profile(
        generation,
        components(learnt.rankingFactors()),
        components(learnt.starFactors()),
        learnt.recommendations().recommendations().stream()
            .flatMap(recommendation -> entry(model, recommendation.movie()).stream())
            .toList());
  }

  private static List<Float> components(float[] vector) {
    List<Float> components = new ArrayList<>();
    for (float component : vector) {
      components.add(component);
    }
    return components;
  }

  private static Optional<CatalogueEntry> entry(Optional<ServedModel> model, MovieId movie) {
    return model.flatMap(
        known -> known.movies().row(movie).stream().mapToObj(known.movies()::entry).findFirst());
  }

  private List<Retention> retention() {
    return List.of(
        new Retention(
            "ratings given to this service",
            "until you are erased; of a rating that you took back, a mark that it was"),
        new Retention(
            "copies in generations, and what these learnt",
            "until a generation is neither served nor among the newest %d that may be"
                .formatted(generationsKept)),
        new Retention("decisions about your data", "until you are erased, as proof"),
        new Retention("what a server remembers of you for outages", "ten minutes"));
  }
}
