package io.cinephile.domain.recommendation;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.training.MovieFactors;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What does each generation recommend, and which one is served? Out-port (recommendation storage).
 * A generation is written under a name of its own and becomes visible, whole, when it is activated;
 * a reader that names a generation never sees a mixture. A generation that is not stored (any more)
 * reads as an empty one. Implementations are safe for use by several threads and throw {@link
 * io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface RecommendationStore {

  /**
   * Prepares an empty place for a generation.
   *
   * @throws IllegalStateException if something is stored under that name
   */
  Publication open(GenerationId generation);

  /**
   * Serves this generation from now on, in one atomic step. A reader sees the generation before or
   * this one.
   *
   * @throws IncompleteGenerationException if the generation is not stored whole
   */
  void activate(GenerationId generation);

  /** What a generation lacks to be served, in a sentence; empty if it is stored whole. */
  Optional<String> lack(GenerationId generation);

  /** The generation that is served; empty before the first activation. */
  Optional<GenerationId> serving();

  /** All that occupy space, half-written ones included, oldest first. */
  List<GenerationId> stored();

  /**
   * Removes a generation and all that it stores; one that is not there is not an error.
   *
   * @throws IllegalStateException if it is being served
   */
  void delete(GenerationId generation);

  /**
   * What the generation knows of these viewers, in no particular order; whom it does not know is
   * absent.
   *
   * @param viewers at most 1,000
   */
  List<ViewerProfile> profiles(GenerationId generation, Collection<Pseudonym> viewers);

  /**
   * What the generation recommends to many, in no particular order; whom it does not know is
   * absent.
   *
   * @param depth only the first so many recommendations of each
   */
  List<Ballot> ballots(GenerationId generation, Collection<Pseudonym> viewers, int depth);

  /**
   * How much the generation holds of these viewers: ratings, and profiles. Of a generation that is
   * being written that may be less than was written.
   *
   * @param viewers at most 1,000
   */
  Counts held(GenerationId generation, Collection<Pseudonym> viewers);

  /**
   * Removes the ratings and profiles of these viewers. When this returns nobody reads any of it,
   * and the generation is as whole as before. If it is broken off in the middle, the generation can
   * still be served, and the next erasure goes on; to erase again what is erased changes nothing.
   *
   * @param viewers at most 1,000
   * @return whether it was done; nothing is while the generation is being written, where whoever
   *     writes it has to leave these viewers out
   */
  boolean erase(GenerationId generation, Collection<Pseudonym> viewers);

  /**
   * Every movie of the generation with what was learnt about it from all ratings, in the order of
   * their numbers; none where the generation is not stored. Read lazily; whoever opens the stream
   * closes it.
   */
  Stream<LearntMovie> movies(GenerationId generation);

  /**
   * What the generation learnt about each movie without its temporal holdout, in no particular
   * order; empty where nothing of the kind is stored.
   */
  List<MovieFactors> holdoutFactors(GenerationId generation);

  /**
   * Writing one generation: each movie, each pair of viewer and movie, and each viewer once, where
   * a method may be called several times. Each method returns when the store has acknowledged every
   * document, and reports after each portion how many of this call it is. Used by one thread. A
   * failure leaves what was written so far, invisible to readers; {@link
   * RecommendationStore#delete} removes it.
   */
  interface Publication {
    GenerationId generation();

    void ratings(Stream<PublishedRating> ratings, LongConsumer written);

    void recommendations(Stream<PublishedViewer> viewers, LongConsumer written);

    void movies(Stream<PublishedMovie> movies, LongConsumer written);

    /**
     * Makes all that was written searchable, counts it, and compares it with what was acknowledged.
     *
     * @throws IllegalStateException if anything is missing; the message says what
     */
    Counts seal();
  }

  /**
   * A rating with its movie, whose title and genres are stored beside it for whoever looks at
   * ratings alone.
   *
   * <p>It refuses another movie than the rating's by an {@link IllegalArgumentException}.
   *
   * @param counted whether it counts in what is told of all viewers
   */
  record PublishedRating(Rating rating, Movie movie, boolean counted) {
    /** One that counts. */
    public PublishedRating(Rating rating, Movie movie) {
      this(rating, movie, true);
    }

    public PublishedRating {
      if (!rating.movie().equals(movie.id())) {
        throw new IllegalArgumentException(
            "a rating of movie %s came with movie %s".formatted(rating.movie(), movie.id()));
      }
    }
  }

  /**
   * A movie with what the model learnt about it; no factors where no viewer's rating taught any.
   *
   * @param factors learnt from all ratings
   * @param holdoutFactors learnt from all but the temporal holdout; they serve comparisons only
   */
  record PublishedMovie(
      CatalogueEntry entry,
      Optional<MovieFactors> factors,
      Optional<MovieFactors> holdoutFactors) {}

  /**
   * A viewer's profile with what the viewer's ballot needs besides.
   *
   * @param rated numbers of the movies that the viewer rated, ascending; not to be written to
   */
  record PublishedViewer(ViewerProfile profile, int[] rated) {
    /** Whom it is about. */
    public Pseudonym viewer() {
      return profile.recommendations().viewer();
    }
  }

  /** A movie with what the model learnt about it; no factors where nothing was learnt. */
  record LearntMovie(CatalogueEntry entry, Optional<MovieFactors> factors) {}

  /** A viewer's recommendations with what the model learnt about the viewer. */
  record ViewerProfile(
      ViewerRecommendations recommendations, float[] rankingFactors, float[] starFactors) {}

  /** A generation that is not stored whole; the message says what lacks. */
  final class IncompleteGenerationException extends IllegalStateException {
    public IncompleteGenerationException(String lack) {
      super(lack);
    }
  }

  /** How many documents a generation holds. */
  record Counts(long movies, long ratings, long viewers) {}
}
