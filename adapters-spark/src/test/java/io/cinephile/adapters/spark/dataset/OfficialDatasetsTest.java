package io.cinephile.adapters.spark.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cinephile.adapters.spark.dataset.DatasetFiles.FoldFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real files, where the environment variable MOVIELENS_HOME tells their folder. */
class OfficialDatasetsTest {
  @TempDir Path cache;

  @Test
  void oneHundredThousandBringsFiveFolds() {
    DatasetFiles found = locate("ml-100k");

    assertThat(found.layout()).isEqualTo(Layout.TABS);
    assertThat(found.folds())
        .extracting(FoldFiles::name)
        .containsExactly("u1", "u2", "u3", "u4", "u5");
    assertThat(found.identity().sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void latestSmallIsCsvWithoutFolds() {
    DatasetFiles found = locate("ml-latest-small");

    assertThat(found.layout()).isEqualTo(Layout.CSV);
    assertThat(found.folds()).isEmpty();
    assertThat(found.ratings()).isRegularFile();
  }

  private DatasetFiles locate(String name) {
    String home = System.getenv("MOVIELENS_HOME");
    assumeTrue(home != null, "MOVIELENS_HOME is not set");
    Path folder = Path.of(home, name);
    assumeTrue(Files.isDirectory(folder), "MOVIELENS_HOME has no " + name);
    return new CachingDatasetLocator(cache, CachingDatasetLocator.GROUPLENS, to -> {})
        .locate(new DatasetLocation(folder.toString()), SourcingListener.SILENT);
  }
}
