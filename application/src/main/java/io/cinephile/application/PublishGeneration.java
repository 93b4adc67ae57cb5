package io.cinephile.application;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes all that a model has to say under a generation's name. Nothing is served by that. */
final class PublishGeneration {
  private final RecommendationStore store;

  PublishGeneration(RecommendationStore store) {
    this.store = store;
  }

  /**
   * Publishes anew whatever an earlier attempt has left, and returns what was counted.
   *
   * @param uncounted whose ratings count in no statistics
   * @param erased whose ratings and recommendations are not written; asked once the place for the
   *     generation is open
   */
  Counts publish(
      GenerationId generation,
      DatasetSnapshot snapshot,
      ViewerSet uncounted,
      TrainedModel model,
      HoldoutModel holdoutModel,
      Supplier<Set<Pseudonym>> erased,
      TrainingListener listener) {
    store.delete(generation);
    long expected = Math.max(1, snapshot.quality().ratings());
    Map<MovieId, CatalogueEntry> catalogue = catalogue(snapshot);
    Publication publication = store.open(generation);
    Set<Pseudonym> leftOut = erased.get();
    try (Stream<Rating> ratings = snapshot.ratings()) {
      publication.ratings(
          ratings
              .filter(rating -> !leftOut.contains(rating.viewer()))
              .map(
                  rating ->
                      new PublishedRating(
                          rating,
                          catalogue.get(rating.movie()).movie(),
                          !uncounted.contains(rating.viewer()))),
          n ->
              listener.progressed("%,d of %,d ratings".formatted(n, expected), 0.6 * n / expected));
    }
    long viewers = Math.max(1, snapshot.quality().viewers());
    SharesOfVoice shares = new SharesOfVoice();
    try (Stream<LearntViewer> learnt = model.viewers()) {
      publication.recommendations(
          learnt
              .filter(viewer -> !leftOut.contains(viewer.viewer()))
              .map(PublishGeneration::published)
              .peek(shares::add),
          n ->
              listener.progressed(
                  "%,d of %,d viewers".formatted(n, viewers), 0.6 + 0.3 * n / viewers));
    }
    Map<MovieId, MovieFactors> factors;
    try (Stream<MovieFactors> learnt = model.movies()) {
      factors = learnt.collect(Collectors.toMap(MovieFactors::movie, movie -> movie));
    }
    long movies = Math.max(1, snapshot.quality().moviesKept());
    publication.movies(
        catalogue.values().stream()
            .map(
                entry ->
                    new PublishedMovie(
                        shares.applyTo(entry),
                        Optional.ofNullable(factors.get(entry.id())),
                        Optional.ofNullable(holdoutModel.movies().get(entry.id())))),
        n -> listener.progressed("%,d of %,d movies".formatted(n, movies), 0.9 + 0.1 * n / movies));
    listener.progressed("counting", 1);
    return publication.seal();
  }

  /** A catalogue has some ten thousand movies, so it may be held whole; the ratings may not. */
  private static Map<MovieId, CatalogueEntry> catalogue(DatasetSnapshot snapshot) {
    Map<MovieId, CatalogueEntry> catalogue = new LinkedHashMap<>();
    try (Stream<CatalogueEntry> entries = snapshot.movies()) {
      entries.forEach(entry -> catalogue.put(entry.id(), entry));
    }
    return catalogue;
  }

  private static PublishedViewer published(LearntViewer viewer) {
    return new PublishedViewer(
        new ViewerProfile(
            new ViewerRecommendations(viewer.viewer(), viewer.recommendations()),
            viewer.ranking(),
            viewer.stars()),
        viewer.rated());
  }

  /** Sums up what everybody is recommended. */
  private static final class SharesOfVoice {
    private final AudienceVote everybody = new AudienceVote();

    void add(PublishedViewer viewer) {
      everybody.add(Ballot.of(viewer, AudienceVote.BALLOT_DEPTH));
    }

    CatalogueEntry applyTo(CatalogueEntry entry) {
      double share =
          everybody.ballots() == 0 ? 0 : everybody.share(entry.id(), entry.statistics().ratings());
      return new CatalogueEntry(entry.movie(), entry.statistics().withRecommendedShare(share));
    }
  }
}
