package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.adapters.spark.MllibAls.Settings;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.gate.ViewerScores.Scores;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.FoldIn;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.RankingMetrics;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final SparkSession SPARK = SharedSession.get();
  private static final StarModel STARS = new StarModel(3, 4, 0.1, 3, 5);
  private static final RankingModel RANKING = new RankingModel(4, 4, 0.2, 1.5);
  private static final TrainingParameters PARAMETERS =
      new TrainingParameters(STARS, RANKING, 10, 42);

  /** Nobody rated the last five. */
  private static final int MOVIES = 50;

  /** The last but one likes nothing, and nothing but the holdout is known of the last. */
  private static final int VIEWERS = 72;

  private static final int GRUMPY = 71;
  private static final int COLD = 72;

  private final SparkModelTrainer trainer = new SparkModelTrainer(SPARK);
  private final List<Rated> training = new ArrayList<>();
  private final List<Rated> test = new ArrayList<>();

  ContestTest() {
    Random random = new Random(8);
    for (int user = 1; user <= VIEWERS; user++) {
      for (int movie = 1; movie <= MOVIES - 5; movie++) {
        if (random.nextInt(movie + 20) < 20) {
          double stars = (1 + random.nextInt(user == GRUMPY ? 4 : 10)) / 2.0;
          boolean heldOut = user == COLD || random.nextInt(4) == 0;
          (heldOut ? test : training).add(new Rated(user, movie, stars));
        }
      }
    }
  }

  @Test
  void folding_in_gives_the_viewers_the_vectors_that_mllib_learnt() {
    MllibAls als = new MllibAls(SPARK, 2);
    try (TrainingSet set = TrainingSet.of(fold().training(), fold().movies())) {
      assertThatFoldingInFinds(
          als,
          set.viewers(),
          new Settings(3, 4, 0.1, OptionalDouble.empty(), 42),
          movies -> FoldIn.explicit(3, 0.1));
      assertThatFoldingInFinds(
          als,
          set.viewers().mapValues(ViewerRatings::rankingSignals),
          new Settings(3, 4, 0.1, OptionalDouble.of(2), 42),
          movies -> FoldIn.implicit(3, 0.1, 2, movies));
    }
  }

  private interface Folding {
    FoldIn over(List<float[]> movies);
  }

  private static void assertThatFoldingInFinds(
      MllibAls als,
      JavaPairRDD<Integer, ViewerRatings> observations,
      Settings settings,
      Folding folding) {
    try (Factors factors = als.fit(observations, MOVIES, settings)) {
      FoldIn foldIn =
          folding.over(Arrays.stream(factors.movies()).filter(v -> v.length > 0).toList());
      Map<Integer, float[]> learnt = factors.viewers().collectAsMap();
      assertThat(learnt).hasSizeGreaterThanOrEqualTo(VIEWERS - 2);
      for (ViewerRatings viewer : observations.values().collect()) {
        if (learnt.containsKey(viewer.user())) {
          List<float[]> movies =
              IntStream.of(viewer.movies()).mapToObj(movie -> factors.movies()[movie]).toList();
          assertThat(foldIn.vector(movies, viewer.values()))
              .containsExactly(learnt.get(viewer.user()), within(1e-3f));
        }
      }
    }
  }

  @Test
  void a_model_that_competes_with_itself_gets_the_same_scores() {
    Contest alone = contest(Optional.empty(), TrainingListener.SILENT);
    Contest contest = contest(Optional.of(alone.model()), TrainingListener.SILENT);

    assertThat(alone.serving()).isEmpty();
    assertThat(alone.scores().serving()).isEmpty();
    Scores candidate = contest.scores().candidate();
    Scores serving = contest.scores().serving().orElseThrow();
    assertThat(contest.scores().viewers()).isEqualTo((int) asked().count());
    assertThat(serving.ndcgAt10()).containsExactly(candidate.ndcgAt10(), within(1e-6));
    assertThat(serving.squaredErrors()).containsExactly(candidate.squaredErrors(), within(1e-3));
    assertThat(contest.serving().orElseThrow())
        .usingRecursiveComparison()
        .withComparatorForType(closeTo(1e-4), Double.class)
        .isEqualTo(contest.candidate());
  }

  @Test
  void scores_and_evaluation_tell_the_same() {
    Contest contest = contest(Optional.empty(), TrainingListener.SILENT);
    Evaluation evaluation = contest.candidate();
    Scores scores = contest.scores().candidate();

    assertThat(IntStream.of(contest.scores().heldOut()).sum())
        .isEqualTo((int) evaluation.testRatings())
        .isEqualTo(test.size());
    assertThat(evaluation.meanStars())
        .isCloseTo(
            training.stream().mapToDouble(Rated::stars).average().orElseThrow(), within(1e-9));
    assertThat(contest.model().meanStars()).isEqualTo(evaluation.meanStars());
    assertThat(contest.model().parameters()).isEqualTo(PARAMETERS);
    assertThat(contest.model().movies()).hasSize(MOVIES - 5);
    assertThat(Arrays.stream(scores.ndcgAt10()).filter(x -> !Double.isNaN(x)).average())
        .hasValueCloseTo(evaluation.ranking().ndcgAt10(), within(1e-12));
    assertThat(Math.sqrt(Arrays.stream(scores.squaredErrors()).sum() / test.size()))
        .isCloseTo(evaluation.stars().rmse(), within(1e-12));
    assertThat(
            Math.sqrt(
                Arrays.stream(contest.scores().baseline().squaredErrors()).sum() / test.size()))
        .isCloseTo(evaluation.biases().rmse(), within(1e-12));
  }

  @Test
  void the_serving_model_is_judged_as_if_it_had_known_the_viewers() {
    HoldoutModel served = servedEarlier();
    Contest contest = contest(Optional.of(served), TrainingListener.SILENT);

    Scores scores = contest.scores().serving().orElseThrow();
    List<Expected> expected = asked().mapToObj(user -> new Expected(served, user)).toList();
    assertThat(scores.squaredErrors())
        .containsExactly(
            expected.stream().mapToDouble(Expected::squaredErrors).toArray(), within(1e-3));
    assertThat(scores.ndcgAt10())
        .containsExactly(expected.stream().mapToDouble(Expected::ndcg).toArray(), within(1e-9));
  }

  @Test
  void popularity_is_judged_by_every_measure() {
    RankingQuality popularity =
        contest(Optional.empty(), TrainingListener.SILENT).candidate().popularity();

    assertThat(popularity.ndcgAt10())
        .isCloseTo(mean((list, liked) -> RankingMetrics.ndcg(list, liked, 10)), within(1e-9));
    assertThat(popularity.mapAt20())
        .isCloseTo(
            mean((list, liked) -> RankingMetrics.averagePrecision(list, liked, 20)), within(1e-9));
    assertThat(popularity.noveltyAt10())
        .isCloseTo(
            mean(
                (list, liked) ->
                    list.stream()
                            .limit(10)
                            .mapToDouble(movie -> -Math.log((double) raters(movie) / (VIEWERS - 1)))
                            .average()
                            .orElseThrow()
                        / Math.log(2)),
            within(1e-9));
    assertThat(popularity.diversityAt10())
        .isCloseTo(
            mean(
                (list, liked) ->
                    RankingMetrics.diversity(
                        list.stream().limit(10).map(ContestTest::genres).toList())),
            within(1e-9));
  }

  @Test
  void progress_grows_to_one_and_nothing_stays_in_memory() {
    Set<?> before = Set.copyOf(cached());
    List<Double> fractions = new ArrayList<>();
    contest(Optional.of(servedEarlier()), (activity, fraction) -> fractions.add(fraction));

    assertThat(fractions).isSorted().allMatch(fraction -> fraction >= 0 && fraction <= 1);
    assertThat(fractions.get(fractions.size() - 1)).isEqualTo(1);
    assertThat(cached()).isEqualTo(before);
  }

  /**
   * A model of other parameters that knows no movie above 40, one that has left the catalogue, and
   * one that it could not rank.
   */
  private static HoldoutModel servedEarlier() {
    Random random = new Random(4);
    Map<MovieId, MovieFactors> movies = new HashMap<>();
    for (int id : IntStream.concat(IntStream.rangeClosed(1, 40), IntStream.of(900)).toArray()) {
      float[] stars = gaussian(random, 4);
      stars[3] = 1;
      float[] ranking = id == 7 ? new float[0] : gaussian(random, 5);
      movies.put(new MovieId(id), new MovieFactors(new MovieId(id), ranking, stars));
    }
    return new HoldoutModel(
        new TrainingParameters(
            new StarModel(2, 1, 0.3, 9, 7), new RankingModel(5, 1, 0.4, 2.5), 10, 1),
        3.1,
        movies);
  }

  /** What the serving model would have done for a viewer, in plain words. */
  private final class Expected {
    private final HoldoutModel served;
    private final int user;
    private final List<Rated> known;
    private final double expected;

    Expected(HoldoutModel served, int user) {
      this.served = served;
      this.user = user;
      List<Rated> rated = training.stream().filter(rating -> rating.user() == user).toList();
      double sum =
          rated.stream().mapToDouble(r -> r.stars() - served.meanStars() - offset(r.movie())).sum();
      this.expected =
          served.meanStars() + sum / (rated.size() + served.parameters().stars().viewerDamping());
      this.known = rated.stream().filter(r -> factors(r.movie()).isPresent()).toList();
    }

    private Optional<MovieFactors> factors(int movie) {
      return Optional.ofNullable(served.movies().get(new MovieId(movie)));
    }

    private double offset(int movie) {
      return factors(movie).map(learnt -> (double) learnt.stars()[2]).orElse(0.0);
    }

    private float[] taste(int movie) {
      return factors(movie).map(learnt -> Arrays.copyOf(learnt.stars(), 2)).orElse(new float[2]);
    }

    double squaredErrors() {
      float[] residuals = new float[known.size()];
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] = (float) (known.get(i).stars() - expected - offset(known.get(i).movie()));
      }
      float[] viewer =
          FoldIn.explicit(2, 0.3)
              .vector(known.stream().map(r -> taste(r.movie())).toList(), residuals);
      return test.stream()
          .filter(rating -> rating.user() == user)
          .mapToDouble(
              rating -> {
                double stars =
                    expected + offset(rating.movie()) + product(viewer, taste(rating.movie()));
                return Math.pow(rating.stars() - Stars.clamp(stars), 2);
              })
          .sum();
    }

    double ndcg() {
      Set<Integer> liked = liked(user);
      return liked.isEmpty() ? Double.NaN : RankingMetrics.ndcg(ranked(), liked, 10);
    }

    private List<Integer> ranked() {
      List<Rated> telling =
          known.stream()
              .filter(r -> r.stars() > 2.5 && factors(r.movie()).get().ranking().length > 0)
              .toList();
      if (telling.isEmpty()) {
        return popular(user);
      }
      float[] strengths = new float[telling.size()];
      IntStream.range(0, strengths.length)
          .forEach(i -> strengths[i] = (float) telling.get(i).stars() - 2.5f);
      List<float[]> all =
          served.movies().values().stream()
              .map(MovieFactors::ranking)
              .filter(vector -> vector.length > 0)
              .toList();
      float[] viewer =
          FoldIn.implicit(5, 0.4, 2.5, all)
              .vector(
                  telling.stream().map(r -> factors(r.movie()).get().ranking()).toList(),
                  strengths);
      return unseen(user)
          .filter(movie -> factors(movie).filter(m -> m.ranking().length > 0).isPresent())
          .boxed()
          .sorted(Comparator.comparing(movie -> -product(viewer, factors(movie).get().ranking())))
          .toList();
    }
  }

  private Contest contest(Optional<HoldoutModel> serving, TrainingListener listener) {
    return trainer.contest(fold(), PARAMETERS, serving, listener);
  }

  /** The viewers with held-out ratings, in their order. */
  private IntStream asked() {
    return test.stream().mapToInt(Rated::user).distinct().sorted();
  }

  private IntStream unseen(int user) {
    Set<Integer> seen =
        training.stream()
            .filter(rating -> rating.user() == user)
            .map(Rated::movie)
            .collect(Collectors.toSet());
    return IntStream.rangeClosed(1, MOVIES).filter(movie -> !seen.contains(movie));
  }

  private Set<Integer> liked(int user) {
    return test.stream()
        .filter(rating -> rating.user() == user && rating.stars() >= 4)
        .map(Rated::movie)
        .collect(Collectors.toSet());
  }

  private long raters(int movie) {
    return training.stream().filter(rating -> rating.movie() == movie).count();
  }

  private List<Integer> popular(int user) {
    return unseen(user)
        .boxed()
        .sorted(Comparator.comparing((Integer movie) -> -raters(movie)))
        .limit(20)
        .toList();
  }

  private interface Measure {
    double of(List<Integer> list, Set<Integer> liked);
  }

  /** Of the lists by popularity of those who like something of the holdout. */
  private double mean(Measure measure) {
    return asked()
        .filter(user -> !liked(user).isEmpty())
        .mapToDouble(user -> measure.of(popular(user), liked(user)))
        .average()
        .orElseThrow();
  }

  private static Comparator<Double> closeTo(double precision) {
    return (a, b) -> Math.abs(a - b) <= precision ? 0 : Double.compare(a, b);
  }

  private static Set<String> genres(int movie) {
    return switch (movie % 4) {
      case 0 -> Set.of();
      case 1 -> Set.of("War");
      case 2 -> Set.of("War", "Drama");
      default -> Set.of("Comedy");
    };
  }

  private SparkFold fold() {
    return new SparkFold(
        "planted",
        Rated.rows(training),
        Rated.rows(test),
        Rated.catalogue(MOVIES, ContestTest::genres));
  }

  private static Set<Integer> cached() {
    return JavaSparkContext.fromSparkContext(SPARK.sparkContext()).getPersistentRDDs().keySet();
  }

  private static float[] gaussian(Random random, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) (0.5 * random.nextGaussian());
    }
    return vector;
  }

  private static double product(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }
}
