package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.FoldFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.UserId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Files for the source, without looking for them. */
final class MovieLens {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  static final Pseudonymiser PSEUDONYMISER = new Pseudonymiser(new byte[32]);

  /** In which live ratings come. */
  static final Comparator<RatingChange> ORDER =
      Comparator.comparing(RatingChange::viewer).thenComparing(RatingChange::movie);

  private MovieLens() {}

  /** Who has that number in a data set. */
  static Pseudonym viewer(int user) {
    return PSEUDONYMISER.of(new UserId("" + user));
  }

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
    return new SparkRatingSource(
        SharedSession.get(), (location, progress) -> files, PSEUDONYMISER, CLOCK);
  }

  /** Without live ratings. */
  static DatasetSnapshot snapshot(DatasetFiles files) {
    return snapshot(files, List.of());
  }

  /**
   * @param changes in any order
   */
  static DatasetSnapshot snapshot(DatasetFiles files, List<RatingChange> changes) {
    return snapshot(files, changes, Exclusions.NONE);
  }

  /**
   * @param changes in any order
   */
  static DatasetSnapshot snapshot(
      DatasetFiles files, List<RatingChange> changes, Exclusions exclusions) {
    return source(files)
        .snapshot(
            DatasetLocation.SAMPLE,
            () -> changes.stream().sorted(ORDER),
            exclusions,
            SourcingListener.SILENT);
  }
}
