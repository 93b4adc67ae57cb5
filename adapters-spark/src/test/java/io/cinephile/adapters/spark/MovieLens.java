package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.FoldFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Files for the source, without looking for them. */
final class MovieLens {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  private MovieLens() {}

  /** The official 100K data set; skips the test where it is not there. */
  static DatasetFiles official100k() {
    Path folder = home().resolve("ml-100k");
    List<FoldFiles> folds =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                n ->
                    new FoldFiles(
                        "u" + n,
                        folder.resolve("u" + n + ".base"),
                        folder.resolve("u" + n + ".test")))
            .toList();
    return files(folder, Layout.TABS, folds);
  }

  private static Path home() {
    String home = System.getenv("MOVIELENS_HOME");
    assumeThat(home).as("MOVIELENS_HOME").isNotNull();
    return Path.of(home);
  }

  static DatasetFiles files(Path folder, Layout layout, List<FoldFiles> folds) {
    return new DatasetFiles(
        new DatasetIdentity("hand-made", layout.label(), "0".repeat(64)),
        layout,
        folder.resolve(layout.ratingsFile()),
        folder.resolve(layout.moviesFile()),
        folds);
  }

  static SparkRatingSource source(DatasetFiles files) {
    return new SparkRatingSource(SharedSession.get(), (location, progress) -> files, CLOCK);
  }

  static DatasetSnapshot snapshot(DatasetFiles files) {
    return source(files).snapshot(DatasetLocation.SAMPLE, SourcingListener.SILENT);
  }
}
