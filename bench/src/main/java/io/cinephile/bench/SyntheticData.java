package io.cinephile.bench;

import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainingParameters;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Movies, viewers and ratings from a seed: tastes are few themes, mixed into all factors; movies
 * are rated by Zipf's law as Mandelbrot shifted it, {@code weight(rank) = 1 / (rank + 10)}. A
 * viewer is made up anew each time, so that millions of ratings need no memory. Immutable, and safe
 * for use by several threads.
 */
final class SyntheticData {
  private static final int RANK = TrainingParameters.DEFAULT.ranking().rank();
  private static final int STAR_RANK = TrainingParameters.DEFAULT.stars().rank();
  private static final int THEMES = 8;
  private static final double SHIFT = 10;
  private static final double MEAN_STARS = 3.5;
  private static final int MOST_RATINGS_EACH = 1_000;
  private static final int EARLIEST_YEAR = 1920;
  private static final int LATEST_YEAR = 2025;
  private static final Instant NEWEST = Instant.parse("2026-11-01T00:00:00Z");
  private static final long FIVE_YEARS_OF_SECONDS = 5L * 365 * 24 * 3600;

  /** MovieLens' own. */
  private static final List<String> GENRES =
      List.of(
          "Drama",
          "Comedy",
          "Thriller",
          "Romance",
          "Action",
          "Horror",
          "Documentary",
          "Crime",
          "Adventure",
          "Sci-Fi",
          "Children",
          "Animation",
          "Mystery",
          "Fantasy",
          "War",
          "Western",
          "Musical",
          "Film-Noir",
          "IMAX");

  /**
   * @param movies how many
   * @param viewers how many; their ids are "1" to this number
   * @param ratings about how many
   * @param seed of everything
   */
  record Size(int movies, int viewers, long ratings, long seed) {}

  /** What one viewer is like and did; rows count movies from 0. */
  record Viewer(
      Pseudonym pseudonym, float[] ranking, float[] stars, int[] rows, List<Rating> ratings) {}

  private final Size size;
  private final Pseudonymiser pseudonymiser;
  private final Movie[] movies;
  private final MovieFactors[] factors;
  private final double[] cumulated;
  private final double[][] rankingThemes;
  private final double[][] starThemes;

  SyntheticData(Size size, Pseudonymiser pseudonymiser) {
    this.size = size;
    this.pseudonymiser = pseudonymiser;
    this.movies = new Movie[size.movies];
    this.factors = new MovieFactors[size.movies];
    this.cumulated = new double[size.movies];
    SplittableRandom random = new SplittableRandom(size.seed);
    this.rankingThemes = gaussians(random, THEMES, RANK, 1 / Math.sqrt(THEMES));
    this.starThemes = gaussians(random, THEMES, STAR_RANK, 0.25 / Math.sqrt(THEMES));
    SyntheticTitles titles = new SyntheticTitles(size.seed);
    int[] popularityRanks = shuffled(random, size.movies);
    double sum = 0;
    for (int row = 0; row < size.movies; row++) {
      double weight = 1 / (popularityRanks[row] + SHIFT);
      sum += weight;
      cumulated[row] = sum;
      movies[row] = movie(random, row, titles.next());
      factors[row] = factors(random, row, weight * SHIFT);
    }
  }

  private static double[][] gaussians(
      SplittableRandom random, int rows, int columns, double width) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, i -> width * random.nextGaussian());
    }
    return matrix;
  }

  private static int[] shuffled(SplittableRandom random, int length) {
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private static Movie movie(SplittableRandom random, int row, String title) {
    int age = (int) (-20 * Math.log(1 - random.nextDouble()));
    Set<String> genres = new TreeSet<>();
    int wanted = 1 + random.nextInt(3);
    while (genres.size() < wanted) {
      double at = random.nextDouble();
      genres.add(GENRES.get((int) (at * at * GENRES.size())));
    }
    return new Movie(
        new MovieId(row + 1),
        title,
        Optional.of(Math.max(EARLIEST_YEAR, LATEST_YEAR - age)),
        List.copyOf(genres));
  }

  /**
   * As with implicit ALS, what is watched more has the longer vector.
   *
   * @param popularity from 0 to 1
   */
  private MovieFactors factors(SplittableRandom random, int row, double popularity) {
    double[] themes = gaussians(random, 1, THEMES, 1)[0];
    double length = 0.2 + 0.3 * Math.sqrt(popularity);
    float[] ranking = mixed(random, themes, rankingThemes, length);
    ranking[0] = (float) Math.sqrt(popularity);
    float[] stars = Arrays.copyOf(mixed(random, themes, starThemes, 1), STAR_RANK + 2);
    stars[STAR_RANK] = (float) (0.3 * random.nextGaussian());
    stars[STAR_RANK + 1] = 1;
    return new MovieFactors(movies[row].id(), ranking, stars);
  }

  private static float[] mixed(
      SplittableRandom random, double[] shares, double[][] themes, double width) {
    float[] vector = new float[themes[0].length];
    for (int i = 0; i < vector.length; i++) {
      double sum = 0.05 * random.nextGaussian();
      for (int theme = 0; theme < themes.length; theme++) {
        sum += shares[theme] * themes[theme][i];
      }
      vector[i] = (float) (width * sum);
    }
    return vector;
  }

  Size size() {
    return size;
  }

  Movie movie(int row) {
    return movies[row];
  }

  MovieFactors factors(int row) {
    return factors[row];
  }

  /** A viewer, the same each time; numbers count from 1. */
  Viewer viewer(int number) {
    SplittableRandom random = new SplittableRandom(size.seed * 1_000_003 + number);
    double[] themes = gaussians(random, 1, THEMES, 1)[0];
    float[] ranking = mixed(random, themes, rankingThemes, 1);
    ranking[0] = (float) (0.5 + random.nextDouble());
    float[] stars = Arrays.copyOf(mixed(random, themes, starThemes, 1), STAR_RANK + 2);
    stars[STAR_RANK] = 1;
    stars[STAR_RANK + 1] = (float) (MEAN_STARS + 0.3 * random.nextGaussian());
    Pseudonym pseudonym = pseudonymiser.of(new UserId("" + number));
    int[] rows = rows(random, ranking);
    List<Rating> ratings =
        Arrays.stream(rows).mapToObj(row -> rating(random, pseudonym, row, stars)).toList();
    return new Viewer(pseudonym, ranking, stars, rows, ratings);
  }

  /** Of two movies that a viewer comes across, the one is watched that fits better. */
  private int[] rows(SplittableRandom random, float[] ranking) {
    double mean = (double) size.ratings / size.viewers;
    double wanted = mean * (0.25 - 0.75 * Math.log(1 - random.nextDouble()));
    int most = Math.min(MOST_RATINGS_EACH, size.movies / 4);
    int count = (int) Math.max(1, Math.min(most, Math.round(wanted)));
    Set<Integer> rows = new HashSet<>();
    while (rows.size() < count) {
      int one = drawn(random);
      int other = drawn(random);
      rows.add(
          product(ranking, factors[one].ranking()) > product(ranking, factors[other].ranking())
              ? one
              : other);
    }
    return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private int drawn(SplittableRandom random) {
    int found =
        Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
    return found < 0 ? -found - 1 : found;
  }

  private Rating rating(SplittableRandom random, Pseudonym viewer, int row, float[] stars) {
    double expected = product(stars, factors[row].stars()) + 0.7 * random.nextGaussian();
    return new Rating(
        viewer,
        movies[row].id(),
        new Stars(Stars.clamp(Math.rint(2 * expected) / 2)),
        NEWEST.minusSeconds(random.nextLong(FIVE_YEARS_OF_SECONDS)));
  }

  /** What the star model expects, from 0.5 to 5. */
  double predictedStars(float[] viewer, int row) {
    return Stars.clamp(product(viewer, factors[row].stars()));
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
