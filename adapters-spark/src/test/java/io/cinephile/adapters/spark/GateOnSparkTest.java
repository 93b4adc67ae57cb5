package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.adapters.spark.sample.SampleDataset;
import io.cinephile.adapters.spark.sample.SampleParameters;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.gate.QualityGate;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.gate.ViewerScores;
import io.cinephile.domain.gate.ViewerScores.Scores;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the gate says of models that were really learnt, whatever the seed. */
class GateOnSparkTest {
  private static final GenerationId SERVED = new GenerationId("20261122-161500-3f9a");

  /** Twenty in the profile long-tests. */
  private static final int SEEDS = Integer.getInteger("gate.seeds", 8);

  private static final StarModel SMALL_STARS = new StarModel(8, 8, 0.14, 3, 5);
  private static final RankingModel SMALL_RANKING = new RankingModel(16, 4, 0.2, 1);
  private static final StarModel WEAK_STARS = new StarModel(1, 1, 0.14, 3, 5);
  private static final RankingModel WEAK_RANKING = new RankingModel(1, 1, 0.2, 1);

  private final SparkModelTrainer trainer = new SparkModelTrainer(SharedSession.get(), 1);
  private final QualityGate gate = new QualityGate(QualityGate.DEFAULT_TOLERANCE);

  @Nested
  class OnTheSample extends Cases {
    @TempDir static Path folder;

    OnTheSample() {
      super(SEEDS, SMALL_STARS, SMALL_RANKING);
    }

    @Override
    DatasetFiles files() throws IOException {
      SampleDataset.write(folder, new SampleParameters(300, 51, 18_951_228L));
      return MovieLens.files(folder, Layout.CSV, List.of());
    }
  }

  /** The same cases on real data and with the models of production, which takes its time. */
  @Nested
  @Tag("long")
  class OnMovieLens100k extends Cases {
    OnMovieLens100k() {
      super(1, StarModel.DEFAULT, RankingModel.DEFAULT);
    }

    @Override
    DatasetFiles files() {
      return MovieLens.official100k();
    }
  }

  @TestInstance(Lifecycle.PER_CLASS)
  abstract class Cases {
    private final int seeds;
    private final StarModel goodStars;
    private final RankingModel goodRanking;
    private Dataset<Row> movies;
    private List<Rated> training;
    private List<Rated> test;
    private HoldoutModel good;
    private List<Contest> equals;

    Cases(int seeds, StarModel goodStars, RankingModel goodRanking) {
      this.seeds = seeds;
      this.goodStars = goodStars;
      this.goodRanking = goodRanking;
    }

    abstract DatasetFiles files() throws IOException;

    @BeforeAll
    void serve() throws IOException {
      try (DatasetSnapshot snapshot = MovieLens.snapshot(files())) {
        SparkFold fold = (SparkFold) snapshot.temporalHoldout();
        training = rated(fold.training());
        test = rated(fold.test());
        // Outlives the snapshot.
        movies =
            SharedSession.get()
                .createDataFrame(
                    fold.movies().select("id", "genres").collectAsList(),
                    fold.movies().select("id", "genres").schema());
      }
      good = contest(training, test, goodStars, goodRanking, 42, Optional.empty()).model();
      equals =
          seeds()
              .mapToObj(
                  seed -> contest(training, test, goodStars, goodRanking, seed, Optional.of(good)))
              .toList();
    }

    private LongStream seeds() {
      return LongStream.rangeClosed(1, seeds);
    }

    private LongStream someSeeds() {
      return seeds().limit(5);
    }

    private Contest contest(
        List<Rated> training,
        List<Rated> test,
        StarModel stars,
        RankingModel ranking,
        long seed,
        Optional<HoldoutModel> serving) {
      return trainer.contest(
          new SparkFold("holdout", Rated.rows(training), Rated.rows(test), movies),
          new TrainingParameters(stars, ranking, 10, seed),
          serving,
          TrainingListener.SILENT);
    }

    private List<Rated> all() {
      return Stream.concat(training.stream(), test.stream()).toList();
    }

    /** The training part comes first. */
    private ViewerScores ofWhole(
        List<Rated> all, StarModel stars, RankingModel ranking, long seed) {
      return contest(
              all.subList(0, training.size()),
              all.subList(training.size(), all.size()),
              stars,
              ranking,
              seed,
              Optional.empty())
          .scores();
    }

    private ViewerScores beside(Optional<Scores> served, ViewerScores scores) {
      return new ViewerScores(scores.heldOut(), scores.candidate(), scores.baseline(), served);
    }

    private Verdict verdict(ViewerScores scores) {
      return gate.judge(scores, scores.serving().map(any -> SERVED), List.of(), 7);
    }

    @Test
    void the_same_recipe_with_another_seed_passes() {
      assertThat(equals).extracting(contest -> verdict(contest.scores())).allMatch(Verdict::passed);
    }

    @Test
    void a_better_model_passes_in_the_place_of_a_weak_one_and_not_the_reverse() {
      Contest weak = contest(training, test, WEAK_STARS, WEAK_RANKING, 42, Optional.of(good));
      assertThat(refused(verdict(weak.scores()))).contains("NDCG_AT_10 SERVING", "RMSE SERVING");

      // What a served model does on a fold does not depend on who competes with it.
      Optional<Scores> served =
          contest(training, test, WEAK_STARS, WEAK_RANKING, 43, Optional.of(weak.model()))
              .scores()
              .serving();
      assertThat(equals)
          .extracting(contest -> verdict(beside(served, contest.scores())))
          .allMatch(Verdict::passed);
    }

    @Test
    void a_model_of_shuffled_ratings_is_refused() {
      // What is served knows the viewers' true ratings; folded in by shuffled ones, it suffers too.
      Optional<Scores> served = equals.get(0).scores().serving();
      assertThat(seeds())
          .allSatisfy(
              seed -> {
                Random random = new Random(seed);
                List<Rated> shuffled =
                    withStarsOfOthers(withMoviesOfOthers(training, random), random);
                ViewerScores scores =
                    contest(shuffled, test, goodStars, goodRanking, seed, Optional.of(good))
                        .scores();
                assertThat(refused(verdict(scores))).contains("NDCG_AT_10 POPULARITY");
                assertThat(refused(verdict(beside(served, scores))))
                    .contains("NDCG_AT_10 SERVING", "RMSE SERVING", "NDCG_AT_10 POPULARITY");
              });
    }

    @Test
    void where_nobody_watches_by_taste_popularity_is_not_beaten() {
      assertThat(someSeeds())
          .allSatisfy(
              seed -> {
                List<Rated> shuffled = withMoviesOfOthers(all(), new Random(seed));
                Verdict verdict = verdict(ofWhole(shuffled, WEAK_STARS, goodRanking, seed));
                assertThat(refused(verdict)).contains("NDCG_AT_10 POPULARITY");
              });
    }

    @Test
    void where_nobody_rates_by_taste_mean_and_offsets_are_not_beaten() {
      assertThat(someSeeds())
          .allSatisfy(
              seed -> {
                List<Rated> shuffled = withStarsOfOthers(all(), new Random(seed));
                Verdict verdict = verdict(ofWhole(shuffled, goodStars, WEAK_RANKING, seed));
                assertThat(refused(verdict)).contains("RMSE BIASES");
              });
    }
  }

  /** The comparisons that speak against the candidate. */
  private static List<String> refused(Verdict verdict) {
    return verdict.comparisons().stream()
        .filter(comparison -> !comparison.acceptable())
        .map(comparison -> comparison.measure() + " " + comparison.reference())
        .toList();
  }

  private static List<Rated> rated(Dataset<Row> ratings) {
    return ratings.select("user", "movie", "stars").collectAsList().stream()
        .map(row -> new Rated(row.getInt(0), row.getInt(1), row.getFloat(2)))
        .sorted(Comparator.comparingInt(Rated::user).thenComparingInt(Rated::movie))
        .toList();
  }

  /**
   * Any two ratings swap movies, ten times over, unless a viewer would then have rated a movie
   * twice. All viewers keep their number of ratings, and so do all movies.
   */
  private static List<Rated> withMoviesOfOthers(List<Rated> ratings, Random random) {
    List<Rated> swapped = new ArrayList<>(ratings);
    Set<Long> pairs = new HashSet<>();
    ratings.forEach(each -> pairs.add(pair(each, each)));
    for (int swap = 0; swap < 10 * ratings.size(); swap++) {
      int i = random.nextInt(ratings.size());
      int j = random.nextInt(ratings.size());
      Rated one = swapped.get(i);
      Rated other = swapped.get(j);
      if (!pairs.contains(pair(one, other)) && !pairs.contains(pair(other, one))) {
        pairs.removeAll(List.of(pair(one, one), pair(other, other)));
        pairs.addAll(List.of(pair(one, other), pair(other, one)));
        swapped.set(i, new Rated(one.user(), other.movie(), one.stars()));
        swapped.set(j, new Rated(other.user(), one.movie(), other.stars()));
      }
    }
    return swapped;
  }

  private static long pair(Rated viewer, Rated movie) {
    return ((long) viewer.user() << 32) + movie.movie();
  }

  private static List<Rated> withStarsOfOthers(List<Rated> ratings, Random random) {
    List<Double> stars = new ArrayList<>(ratings.stream().map(Rated::stars).toList());
    Collections.shuffle(stars, random);
    return IntStream.range(0, ratings.size())
        .mapToObj(i -> new Rated(ratings.get(i).user(), ratings.get(i).movie(), stars.get(i)))
        .toList();
  }
}
