package io.cinephile.application.contracts;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import io.cinephile.domain.training.MovieFactors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Gathers what a small generation is made of, and publishes it. */
public final class Publishing {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final AtomicInteger SALT = new AtomicInteger();

  private final Map<MovieId, PublishedMovie> movies = new LinkedHashMap<>();
  private final List<PublishedRating> ratings = new ArrayList<>();
  private final List<PublishedViewer> viewers = new ArrayList<>();

  /** A name that no other test has. */
  public static GenerationId freshGeneration() {
    int n = SALT.getAndIncrement();
    return GenerationId.of(TIME.plusSeconds(n >> 16), n);
  }

  /** The same pseudonym for the same number; sorts as the numbers do. */
  public static Pseudonym viewer(int number) {
    return new Pseudonym("viewer_%015d".formatted(number));
  }

  public static CatalogueEntry entry(int id, String title, int year, long ratings) {
    return new CatalogueEntry(
        new Movie(new MovieId(id), title, Optional.of(year), List.of("Drama", "War")),
        MovieStatistics.of(ratings, 3.7 * ratings, 3.5).withRecommendedShare(0.1 / id));
  }

  /** A movie without factors. */
  public Publishing movie(CatalogueEntry entry) {
    movies.put(entry.id(), new PublishedMovie(entry, Optional.empty(), Optional.empty()));
    return this;
  }

  public Publishing movie(int id, String title, int year, long ratings) {
    return movie(entry(id, title, year, ratings));
  }

  /** A movie with its vector in the ranking model. */
  public Publishing movie(CatalogueEntry entry, float... factors) {
    MovieFactors learnt = new MovieFactors(entry.id(), factors, new float[] {0.5f, 0.1f, 1});
    movies.put(entry.id(), new PublishedMovie(entry, Optional.of(learnt), Optional.empty()));
    return this;
  }

  /** What was learnt from all ratings about a movie that was named before. */
  public Publishing factors(MovieFactors learnt) {
    movies.computeIfPresent(
        learnt.movie(),
        (id, movie) ->
            new PublishedMovie(movie.entry(), Optional.of(learnt), movie.holdoutFactors()));
    return this;
  }

  /** What was learnt without the holdout about a movie that was named before. */
  public Publishing holdoutFactors(MovieFactors learnt) {
    movies.computeIfPresent(
        learnt.movie(),
        (id, movie) -> new PublishedMovie(movie.entry(), movie.factors(), Optional.of(learnt)));
    return this;
  }

  /** When a viewer gave all ratings: the higher the number, the later. */
  public static Instant ratedAt(int viewer) {
    return TIME.plusSeconds(viewer);
  }

  /** A rating; its movie appears with a title of its own where it was not named before. */
  public Publishing rating(int viewer, int movie, double stars) {
    return rating(viewer, movie, stars, ratedAt(viewer), true);
  }

  /** The same by a viewer who does not count in statistics. */
  public Publishing uncountedRating(int viewer, int movie, double stars) {
    return rating(viewer, movie, stars, ratedAt(viewer), false);
  }

  /** The same at another moment. */
  public Publishing ratingAt(Instant time, int viewer, int movie, double stars) {
    return rating(viewer, movie, stars, time, true);
  }

  private Publishing rating(int viewer, int movie, double stars, Instant time, boolean counted) {
    MovieId id = new MovieId(movie);
    if (!movies.containsKey(id)) {
      movie(movie, "Movie number " + movie, 1990, 1);
    }
    Rating rating = new Rating(viewer(viewer), id, new Stars(stars), time);
    ratings.add(new PublishedRating(rating, movies.get(id).entry().movie(), counted));
    return this;
  }

  /** A viewer with the recommendations that {@link #recommendations} names. */
  public Publishing profile(int viewer, int... movies) {
    return viewer(published(viewer, new int[0], movies));
  }

  /** What is published of such a viewer who has rated something. */
  public static PublishedViewer published(int viewer, int[] rated, int... movies) {
    return new PublishedViewer(
        new ViewerProfile(
            recommendations(viewer, movies), new float[] {0.25f, -1}, new float[] {0.1f, 0.2f}),
        rated);
  }

  public Publishing profile(ViewerProfile profile) {
    return viewer(new PublishedViewer(profile, new int[0]));
  }

  public Publishing viewer(PublishedViewer viewer) {
    viewers.add(viewer);
    return this;
  }

  /** Recommendations with falling scores, all of which a float can hold. */
  public static ViewerRecommendations recommendations(int viewer, int... movies) {
    List<Recommendation> best =
        IntStream.range(0, movies.length)
            .mapToObj(
                rank ->
                    new Recommendation(
                        new MovieId(movies[rank]), (float) (1.0 / (rank + 3)), 4.5 - rank / 256.0))
            .toList();
    return new ViewerRecommendations(viewer(viewer), best);
  }

  /** Writes all of it, and does not seal. */
  public Publication write(RecommendationStore store, GenerationId generation) {
    Publication publication = store.open(generation);
    publication.ratings(ratings.stream(), n -> {});
    publication.recommendations(viewers.stream(), n -> {});
    publication.movies(movies.values().stream(), n -> {});
    return publication;
  }

  /** Writes all of it under a fresh name and seals. */
  public GenerationId publish(RecommendationStore store) {
    GenerationId generation = freshGeneration();
    write(store, generation).seal();
    return generation;
  }
}
