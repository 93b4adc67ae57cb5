package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.ranking.Taste;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final SparkSession SPARK = SharedSession.get();
  private static final TrainingParameters QUICK =
      new TrainingParameters(
          new StarModel(2, 3, 0.05, 5, 5), new RankingModel(2, 3, 0.05, 10), 10, 42);

  /** Movies 1 to 20 are one taste, 21 to 40 the other. */
  private static final int MOVIES = 40;

  private static final int VIEWERS = 60;

  @TempDir Path folder;

  private final SparkModelTrainer trainer = new SparkModelTrainer(SPARK);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void the_star_model_recovers_planted_factors(int blocks) {
    Random random = new Random(5);
    double[][] people = gaussians(random, 80);
    double[][] films = gaussians(random, 60);
    List<Rated> training = new ArrayList<>();
    List<Rated> test = new ArrayList<>();
    for (int u = 0; u < people.length; u++) {
      for (int m = 0; m < films.length; m++) {
        double stars = 3 + people[u][0] * films[m][0] + people[u][1] * films[m][1];
        double half = Stars.clamp(Math.rint(2 * stars) / 2);
        (random.nextInt(4) == 0 ? test : training).add(new Rated(u + 1, m + 1, half));
      }
    }
    TrainingParameters parameters =
        new TrainingParameters(
            new StarModel(2, 10, 0.01, 1, 1), new RankingModel(2, 1, 0.1, 1), 10, 1);
    Evaluation evaluation =
        new SparkModelTrainer(SPARK, blocks)
            .evaluate(fold(training, test, 60), parameters, TrainingListener.SILENT);
    // Rounding to half stars alone has an error of 0.5 / sqrt(12) = 0.14.
    assertThat(evaluation.stars().rmse()).isLessThan(0.2);
    assertThat(evaluation.biases().rmse()).isGreaterThan(0.6);
    assertThat(evaluation.testRatings()).isEqualTo(test.size());
    assertThat(evaluation.trainingRatings()).isEqualTo(training.size());
  }

  @Test
  void the_ranking_tells_two_tastes_apart() {
    List<Rated> all = twoTastes((user, movie) -> true);
    Random random = new Random(9);
    List<Rated> test = all.stream().filter(r -> random.nextInt(3) == 0).toList();
    List<Rated> training = all.stream().filter(r -> !test.contains(r)).toList();

    Evaluation evaluation =
        trainer.evaluate(fold(training, test, MOVIES), QUICK, TrainingListener.SILENT);

    assertThat(evaluation.ranking().recallAt20()).isGreaterThan(0.99);
    assertThat(evaluation.ranking().ndcgAt10()).isGreaterThan(0.95);
    assertThat(evaluation.popularity().ndcgAt10()).isLessThan(0.7);
    assertThat(evaluation.rankedViewers()).isEqualTo(VIEWERS);
  }

  @Test
  void nothing_is_dropped_as_cold() {
    List<Rated> training = twoTastes((user, movie) -> movie % 2 == 0);
    // A known viewer and an unknown movie, and the reverse, and both unknown.
    List<Rated> test = List.of(new Rated(1, 41, 4), new Rated(999, 2, 5), new Rated(998, 42, 3));

    Evaluation evaluation =
        trainer.evaluate(fold(training, test, 50), QUICK, TrainingListener.SILENT);

    assertThat(evaluation.testRatings()).isEqualTo(3);
    assertThat(evaluation.rankedViewers()).isEqualTo(2);
    assertThat(evaluation.stars().rmse()).isFinite().isPositive();
    // Movie 2 is among the first ten of the popular ones, which the unknown viewer gets.
    assertThat(evaluation.ranking().recallAt20()).isEqualTo(0.5);
    assertThat(evaluation.popularity().recallAt20()).isEqualTo(0.5);
    assertThat(evaluation.popularity().coverageAt10()).isBetween(0.2, 0.4);
  }

  @Test
  void recommendations_are_the_best_unseen_movies_of_the_factors() throws IOException {
    List<Rated> ratings = twoTastes((user, movie) -> (user + movie) % 3 != 0);
    try (DatasetSnapshot snapshot = snapshot(ratings);
        TrainedModel model = trainer.train(snapshot, QUICK, TrainingListener.SILENT)) {
      Map<MovieId, MovieFactors> movies = factors(model);
      List<LearntViewer> viewers = viewers(model);
      assertThat(viewers).hasSize(VIEWERS);
      assertThat(movies).hasSize(MOVIES);
      for (LearntViewer viewer : viewers) {
        int user =
            IntStream.rangeClosed(1, VIEWERS)
                .filter(number -> MovieLens.viewer(number).equals(viewer.viewer()))
                .findFirst()
                .orElseThrow();
        Set<MovieId> seen = new HashSet<>();
        ratings.stream()
            .filter(rated -> rated.user() == user)
            .forEach(rated -> seen.add(new MovieId(rated.movie())));
        assertThat(viewer.rated())
            .containsExactly(seen.stream().mapToInt(MovieId::value).sorted().toArray());
        assertThat(viewer.recommendations()).hasSize(QUICK.recommendations());
        assertThat(viewer.recommendations())
            .extracting(Recommendation::movie)
            .doesNotContainAnyElementsOf(seen);
        assertThat(viewer.recommendations())
            .extracting(Recommendation::movie)
            .containsExactlyElementsOf(bruteForce(viewer, movies, seen));
        Recommendation best = viewer.recommendations().get(0);
        assertThat(best.movie().value() <= 20).as("taste of %s", user).isEqualTo(user % 2 == 0);
        assertThat(best.predictedStars())
            .isCloseTo(
                Stars.clamp(product(viewer.stars(), movies.get(best.movie()).stars())),
                within(1e-5));
      }
    }
  }

  @Test
  void who_is_folded_in_with_the_ratings_that_were_learnt_from_gets_what_was_learnt()
      throws IOException {
    Random random = new Random(4);
    List<Rated> ratings =
        twoTastes((user, movie) -> random.nextInt(3) > 0).stream()
            .map(r -> new Rated(r.user(), r.movie(), 0.5 + random.nextInt(10) / 2.0))
            .toList();
    try (DatasetSnapshot snapshot = snapshot(ratings);
        TrainedModel model = trainer.train(snapshot, QUICK, TrainingListener.SILENT);
        Stream<CatalogueEntry> catalogue = snapshot.movies()) {
      Map<MovieId, MovieFactors> factors = factors(model);
      ServedModel served =
          ServedModel.of(
              new GenerationId("20261122-161500-3f9a"),
              QUICK,
              catalogue.map(
                  entry -> new LearntMovie(entry, Optional.ofNullable(factors.get(entry.id())))));
      for (LearntViewer viewer : viewers(model)) {
        List<Opinion> opinions =
            ratings.stream()
                .filter(rated -> MovieLens.viewer(rated.user()).equals(viewer.viewer()))
                .map(rated -> new Opinion(new MovieId(rated.movie()), new Stars(rated.stars())))
                .toList();

        Taste folded = served.taste(opinions);

        assertThat(folded.ranking()).containsExactly(viewer.ranking(), offset(1e-4f));
        assertThat(folded.stars()).containsExactly(viewer.stars(), offset(1e-4f));
      }
    }
  }

  @Test
  void the_same_again_is_the_same_to_the_last_bit() throws IOException {
    Random random = new Random(3);
    List<Rated> ratings =
        twoTastes((user, movie) -> random.nextInt(4) > 0).stream()
            .map(r -> new Rated(r.user(), r.movie(), 0.5 + random.nextInt(10) / 2.0))
            .toList();
    List<List<Float>> first = new ArrayList<>();
    List<List<Float>> second = new ArrayList<>();
    for (List<List<Float>> all : List.of(first, second)) {
      try (DatasetSnapshot snapshot = snapshot(ratings);
          TrainedModel model = trainer.train(snapshot, QUICK, TrainingListener.SILENT)) {
        factors(model).values().stream()
            .sorted(Comparator.comparing(MovieFactors::movie))
            .forEach(
                movie -> {
                  all.add(boxed(movie.ranking()));
                  all.add(boxed(movie.stars()));
                });
        viewers(model).stream()
            .sorted(Comparator.comparing(LearntViewer::viewer))
            .forEach(
                viewer -> {
                  all.add(boxed(viewer.ranking()));
                  all.add(boxed(viewer.stars()));
                });
      }
    }
    assertThat(first).hasSize(2 * (MOVIES + VIEWERS)).isEqualTo(second);
  }

  @Test
  void progress_grows_to_one_and_names_the_iteration() throws IOException {
    List<Double> fractions = new ArrayList<>();
    List<String> activities = new ArrayList<>();
    try (DatasetSnapshot snapshot = snapshot(twoTastes((user, movie) -> true))) {
      trainer
          .train(
              snapshot,
              QUICK,
              (activity, fraction) -> {
                activities.add(activity);
                fractions.add(fraction);
              })
          .close();
    }
    assertThat(fractions).isSorted().allMatch(fraction -> fraction >= 0 && fraction <= 1);
    assertThat(fractions.get(fractions.size() - 1)).isEqualTo(1);
    assertThat(activities)
        .contains("learning the stars, iteration 1 of 3", "learning the ranking, iteration 3 of 3");
  }

  @Test
  void a_listener_that_throws_stops_the_training() throws IOException {
    try (DatasetSnapshot snapshot = snapshot(twoTastes((user, movie) -> true))) {
      TrainingParameters endless =
          new TrainingParameters(new StarModel(20, 100, 0.1, 5, 5), QUICK.ranking(), 10, 1);
      Set<?> cached = Set.copyOf(cached());
      RuntimeException lost = new IllegalStateException("lease lost");
      assertThatThrownBy(
              () ->
                  trainer.train(
                      snapshot,
                      endless,
                      (activity, fraction) -> {
                        if (fraction > 0.1) {
                          throw lost;
                        }
                      }))
          .isSameAs(lost);
      assertThat(SPARK.sparkContext().statusTracker().getActiveJobIds()).isEmpty();
      assertThat(cached()).isEqualTo(cached);
    }
  }

  @Test
  void closing_leaves_nothing_in_memory_and_no_checkpoint() throws IOException {
    try (DatasetSnapshot snapshot = snapshot(twoTastes((user, movie) -> true))) {
      Set<?> cached = Set.copyOf(cached());
      TrainingParameters checkpointed =
          new TrainingParameters(new StarModel(2, 11, 0.1, 5, 5), QUICK.ranking(), 10, 1);
      try (TrainedModel model = trainer.train(snapshot, checkpointed, TrainingListener.SILENT)) {
        assertThat(viewers(model)).isNotEmpty();
      }
      assertThat(cached()).isEqualTo(cached);
    }
    Path checkpoints = Path.of(java.net.URI.create(SPARK.sparkContext().getCheckpointDir().get()));
    try (Stream<Path> left = Files.list(checkpoints)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void one_viewer_or_none_is_no_error() throws IOException {
    for (List<Rated> ratings : List.of(List.<Rated>of(), List.of(new Rated(1, 1, 4)))) {
      try (DatasetSnapshot snapshot = snapshot(ratings);
          TrainedModel model = trainer.train(snapshot, QUICK, TrainingListener.SILENT)) {
        assertThat(factors(model)).hasSize(ratings.size());
        assertThat(viewers(model)).hasSize(ratings.size());
        Evaluation evaluation =
            trainer.evaluate(snapshot.temporalHoldout(), QUICK, TrainingListener.SILENT);
        assertThat(evaluation.testRatings()).isZero();
        assertThat(evaluation.stars().rmse()).isZero();
      }
    }
  }

  @Test
  void what_comes_from_another_source_is_refused() {
    Fold foreign = () -> "foreign";
    assertThatThrownBy(() -> trainer.evaluate(foreign, QUICK, TrainingListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trainer.train(null, QUICK, TrainingListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Even viewers give the first half of the movies five stars, odd ones the second. */
  private static List<Rated> twoTastes(BiPredicate<Integer, Integer> rated) {
    List<Rated> ratings = new ArrayList<>();
    for (int user = 1; user <= VIEWERS; user++) {
      int from = user % 2 == 0 ? 1 : 21;
      for (int movie = from; movie < from + 20; movie++) {
        if (rated.test(user, movie)) {
          ratings.add(new Rated(user, movie, 5));
        }
      }
    }
    return ratings;
  }

  private static double[][] gaussians(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new double[] {0.8 * random.nextGaussian(), 0.8 * random.nextGaussian()})
        .toArray(double[][]::new);
  }

  private static SparkFold fold(List<Rated> training, List<Rated> test, int movies) {
    return new SparkFold(
        "planted",
        Rated.rows(training),
        Rated.rows(test),
        Rated.catalogue(movies, id -> Set.of("War")));
  }

  private DatasetSnapshot snapshot(List<Rated> ratings) throws IOException {
    List<String> lines = new ArrayList<>(List.of("userId,movieId,rating,timestamp"));
    ratings.forEach(
        r -> lines.add("%d,%d,%s,%d".formatted(r.user(), r.movie(), r.stars(), 880_000_000)));
    Files.write(folder.resolve("ratings.csv"), lines);
    List<String> movies = new ArrayList<>(List.of("movieId,title,genres"));
    IntStream.rangeClosed(1, MOVIES).forEach(i -> movies.add(i + ",Movie (2000),War"));
    Files.write(folder.resolve("movies.csv"), movies);
    return MovieLens.snapshot(MovieLens.files(folder, Layout.CSV, List.of()));
  }

  private static Map<MovieId, MovieFactors> factors(TrainedModel model) {
    Map<MovieId, MovieFactors> factors = new HashMap<>();
    try (Stream<MovieFactors> movies = model.movies()) {
      movies.forEach(movie -> factors.put(movie.movie(), movie));
    }
    return factors;
  }

  private static List<LearntViewer> viewers(TrainedModel model) {
    try (Stream<LearntViewer> viewers = model.viewers()) {
      return viewers.toList();
    }
  }

  private static List<MovieId> bruteForce(
      LearntViewer viewer, Map<MovieId, MovieFactors> movies, Set<MovieId> seen) {
    Comparator<MovieId> best =
        Comparator.comparing(id -> -product(viewer.ranking(), movies.get(id).ranking()));
    return movies.keySet().stream()
        .filter(id -> !seen.contains(id))
        .sorted(best.thenComparing(Comparator.naturalOrder()))
        .limit(QUICK.recommendations())
        .toList();
  }

  private static float product(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static Set<?> cached() {
    return scala.jdk.javaapi.CollectionConverters.asJava(SPARK.sparkContext().getPersistentRDDs())
        .keySet();
  }
}
