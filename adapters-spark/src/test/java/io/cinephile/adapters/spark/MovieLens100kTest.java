package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MovieLens100kTest {
  @Test
  void is_read_whole() {
    DatasetFiles files = MovieLens.official100k();
    SparkRatingSource source = MovieLens.source(files);
    long start = System.nanoTime();
    try (DatasetSnapshot snapshot =
        source.snapshot(DatasetLocation.SAMPLE, SourcingListener.SILENT)) {
      System.out.println("snapshot " + (System.nanoTime() - start) / 1_000_000);
      assertThat(snapshot.quality().ratingsKept()).isEqualTo(100_000);
      assertThat(snapshot.quality().moviesKept()).isEqualTo(1_682);
      assertThat(snapshot.quality().viewers()).isEqualTo(943);
      SparkModelTrainer trainer = new SparkModelTrainer(SharedSession.get());
      for (Fold fold : List.of(source.folds(snapshot).get(0), snapshot.temporalHoldout())) {
        start = System.nanoTime();
        Evaluation evaluation =
            trainer.evaluate(
                fold, TrainingParameters.DEFAULT, (a, f) -> System.out.println(a + " " + f));
        System.out.println("evaluate " + (System.nanoTime() - start) / 1_000_000);
        System.out.println(evaluation);
      }
      start = System.nanoTime();
      try (TrainedModel model = trainer.train(snapshot, TrainingParameters.DEFAULT, (a, f) -> {})) {
        System.out.println("train " + (System.nanoTime() - start) / 1_000_000);
        start = System.nanoTime();
        try (Stream<LearntViewer> viewers = model.viewers()) {
          System.out.println(viewers.mapToInt(v -> v.recommendations().size()).summaryStatistics());
        }
        System.out.println("viewers " + (System.nanoTime() - start) / 1_000_000);
      }
    }
  }
}
