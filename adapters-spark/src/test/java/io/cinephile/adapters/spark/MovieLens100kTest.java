package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The official data set, where {@code MOVIELENS_HOME} tells where it is. */
class MovieLens100kTest {
  private static final TrainingParameters FEW_ITERATIONS =
      new TrainingParameters(
          new StarModel(20, 5, 0.1, 5, 5), new RankingModel(20, 5, 0.1, 10), 10, 42);

  @Test
  void is_read_whole_and_learnt_from() {
    DatasetFiles files = MovieLens.official100k();
    SparkRatingSource source = MovieLens.source(files);
    try (DatasetSnapshot snapshot = MovieLens.snapshot(files)) {
      assertThatItIsWhole(snapshot);
      List<Fold> folds = source.folds(snapshot);
      assertThat(folds).extracting(Fold::name).containsExactly("u1", "u2", "u3", "u4", "u5");

      Evaluation u1 =
          new SparkModelTrainer(SharedSession.get())
              .evaluate(folds.get(0), FEW_ITERATIONS, TrainingListener.SILENT);

      assertThat(u1.trainingRatings()).isEqualTo(80_000);
      assertThat(u1.testRatings()).isEqualTo(20_000);
      assertThat(u1.stars().rmse()).isLessThan(0.95).isLessThan(u1.biases().rmse());
      assertThat(u1.ranking().ndcgAt10()).isGreaterThan(1.3 * u1.popularity().ndcgAt10());
      assertThat(u1.ranking().recallAt20()).isGreaterThan(1.3 * u1.popularity().recallAt20());
    }
  }

  private static void assertThatItIsWhole(DatasetSnapshot snapshot) {
    DataQualityReport quality = snapshot.quality();
    assertThat(quality.ratingsKept()).isEqualTo(100_000);
    assertThat(quality.moviesKept()).isEqualTo(1_682);
    assertThat(quality.viewers()).isEqualTo(943);
    assertThat(quality.faultyShare()).isZero();
    assertThat(quality.refusal()).isEmpty();
    try (Stream<CatalogueEntry> movies = snapshot.movies()) {
      CatalogueEntry first = movies.findFirst().orElseThrow();
      assertThat(first.movie().title()).isEqualTo("Toy Story");
      assertThat(first.movie().year()).isEqualTo(Optional.of(1995));
      assertThat(first.movie().genres()).containsExactly("Animation", "Children's", "Comedy");
      assertThat(first.statistics().ratings()).isEqualTo(452);
    }
  }
}
