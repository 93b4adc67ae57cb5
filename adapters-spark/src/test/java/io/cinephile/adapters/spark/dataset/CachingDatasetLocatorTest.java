package io.cinephile.adapters.spark.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cinephile.adapters.spark.dataset.DatasetFiles.FoldFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingDatasetLocatorTest {
  /** Nothing listens there: whoever asks the network fails. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  @TempDir Path folder;

  private final AtomicInteger samplesWritten = new AtomicInteger();

  @Test
  void aFolderWithCsvIsOfTheLayoutLatest() {
    Path home = dataset("mine", TinyDatasets.latest());

    DatasetFiles found = locate(home.toString());

    assertThat(found.layout()).isEqualTo(Layout.CSV);
    assertThat(found.ratings()).isEqualTo(home.resolve("ratings.csv"));
    assertThat(found.movies()).isEqualTo(home.resolve("movies.csv"));
    assertThat(found.folds()).isEmpty();
    assertThat(found.identity().name()).isEqualTo("mine");
    assertThat(found.identity().layout()).isEqualTo("latest");
  }

  @Test
  void aFolderWithDoubleColonsIsOfTheLayoutOfOneMillion() {
    DatasetFiles found = locate(dataset("mine", TinyDatasets.oneMillion()).toString());

    assertThat(found.layout()).isEqualTo(Layout.DOUBLE_COLONS);
    assertThat(found.ratings()).hasFileName("ratings.dat");
    assertThat(found.movies()).hasFileName("movies.dat");
  }

  @Test
  void aFolderWithTabsIsOfTheLayoutOfOneHundredThousand() {
    DatasetFiles found = locate(dataset("mine", TinyDatasets.hundredThousand()).toString());

    assertThat(found.layout()).isEqualTo(Layout.TABS);
    assertThat(found.ratings()).hasFileName("u.data");
    assertThat(found.movies()).hasFileName("u.item");
  }

  @Test
  void theHashIsOverRatingsAndThenMovies() throws Exception {
    Map<String, String> files = TinyDatasets.latest();
    String both = files.get("ratings.csv") + files.get("movies.csv");
    byte[] expected =
        MessageDigest.getInstance("SHA-256").digest(both.getBytes(StandardCharsets.UTF_8));

    assertThat(locate(dataset("mine", files).toString()).identity().sha256())
        .isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void eachFileThatIsReadIsKnownByItsNameSizeAndHash() throws Exception {
    Map<String, String> files = TinyDatasets.latest();
    List<DatasetFile> expected = new ArrayList<>();
    for (String name : List.of("ratings.csv", "movies.csv")) {
      byte[] content = files.get(name).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      expected.add(new DatasetFile(name, content.length, HexFormat.of().formatHex(hash)));
    }

    assertThat(locate(dataset("mine", files).toString()).identity().files()).isEqualTo(expected);
  }

  @Test
  void aFoldIsFoundWhereBothOfItsFilesAre() throws IOException {
    Path home = dataset("mine", TinyDatasets.hundredThousand());
    for (String file : List.of("u2.base", "u2.test", "u1.base", "u1.test", "u3.base", "ua.base")) {
      Files.writeString(home.resolve(file), "1\t1\t4\t881250949\n");
    }

    assertThat(locate(home.toString()).folds())
        .containsExactly(
            new FoldFiles("u1", home.resolve("u1.base"), home.resolve("u1.test")),
            new FoldFiles("u2", home.resolve("u2.base"), home.resolve("u2.test")));
  }

  @Test
  void theFilesMayLieInTheOneSubfolder() throws IOException {
    Path home = dataset("outer/ml-1m", TinyDatasets.oneMillion());
    Files.createDirectories(folder.resolve("outer/notes"));

    DatasetFiles found = locate(folder.resolve("outer").toString());

    assertThat(found.ratings()).isEqualTo(home.resolve("ratings.dat"));
    assertThat(found.identity().name()).isEqualTo("outer");
  }

  @Test
  void twoSubfoldersWithDataSetsAreRefused() {
    dataset("outer/a", TinyDatasets.oneMillion());
    dataset("outer/b", TinyDatasets.latest());

    assertRefused(folder.resolve("outer").toString(), "holds 2 data sets (a, b");
  }

  @Test
  void twoLayoutsInOneFolderAreRefused() {
    dataset("mine", TinyDatasets.oneMillion());
    Path home = dataset("mine", TinyDatasets.latest());

    assertRefused(home.toString(), "more than one data set: ratings.dat and ratings.csv");
  }

  @Test
  void filesInAFolderOfTheUserMayBeLinks() throws IOException {
    Path home = dataset("mine", TinyDatasets.latest());
    Path links = Files.createDirectory(folder.resolve("links"));
    for (String file : List.of("ratings.csv", "movies.csv")) {
      Files.createSymbolicLink(links.resolve(file), home.resolve(file));
    }

    assertThat(locate(links.toString()).identity().sha256())
        .isEqualTo(locate(home.toString()).identity().sha256());
  }

  @Test
  void aFolderWithoutRatingsIsRefusedNamingTheMissingFile() throws IOException {
    Path home = dataset("mine", TinyDatasets.latest());
    Files.delete(home.resolve("ratings.csv"));

    assertRefused(home.toString(), home.toString(), "no ratings: ratings.csv is missing");
  }

  @Test
  void aFolderWithoutMoviesIsRefusedNamingTheMissingFile() throws IOException {
    Path home = dataset("mine", TinyDatasets.hundredThousand());
    Files.delete(home.resolve("u.item"));

    assertRefused(home.toString(), "has u.data, but no movies: u.item is missing");
  }

  @Test
  void anEmptyFolderIsRefusedSayingWhatWasLookedFor() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertRefused(empty.toString(), "looked for u.data, ratings.dat, ratings.csv");
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("ratings.csv"), "1,1,4,0");

    assertRefused(file.toString(), "is a file, but not a .zip");
  }

  @Test
  void anUnknownNameIsRefusedListingTheNamesAndWhatWasLookedFor() {
    assertRefused(
        "netflix",
        "no data set 'netflix'",
        Path.of("netflix").toAbsolutePath().toString(),
        "sample, ml-100k, ml-1m, ml-10m, ml-20m, ml-25m, ml-32m, ml-latest, ml-latest-small");
  }

  @ParameterizedTest
  @CsvSource({
    "ml-10k, ml-100k",
    "ML-25M, ml-25m",
    "ml25m, ml-25m",
    "ml-latest-smal, ml-latest-small",
    "smaple, sample"
  })
  void aSlipOfTheFingerIsToldFromAnUnknownName(String typed, String meant) {
    Throwable refusal = catchThrowable(() -> locate(typed));

    assertThat(refusal)
        .isInstanceOf(DatasetRefusedException.class)
        .hasMessageContaining("Did you mean '%s'?", meant);
  }

  @Test
  void nothingIsSuggestedForSomethingElse() {
    assertThat(catchThrowable(() -> locate("netflix"))).hasMessageNotContaining("Did you mean");
  }

  @Test
  void whatCannotBeAPathIsRefusedLikeAnyName() {
    assertRefused("a\0b", "There is no data set");
  }

  @Test
  void theSampleIsWrittenOnceAndThenReused() {
    DatasetFiles first = locate("sample");
    DatasetFiles second = locate("sample");

    assertThat(second).isEqualTo(first);
    assertThat(first.identity().name()).isEqualTo("sample");
    assertThat(first.ratings()).startsWith(cache());
    assertThat(samplesWritten).hasValue(1);
  }

  @Test
  void aNewVersionOfTheSampleIsWrittenAgain() {
    locate("sample");
    SampleWriter newer =
        new SampleWriter() {
          @Override
          public void write(Path to) {
            TinyDatasets.write(to, TinyDatasets.oneMillion());
          }

          @Override
          public String version() {
            return "2";
          }
        };

    DatasetFiles found =
        new CachingDatasetLocator(cache(), NOWHERE, newer)
            .locate(DatasetLocation.SAMPLE, SourcingListener.SILENT);

    assertThat(found.layout()).isEqualTo(Layout.DOUBLE_COLONS);
  }

  @Test
  void aSampleThatBrokeOffIsNotFoundByTheNextCall() {
    SampleWriter breaking =
        to -> {
          Files.writeString(to.resolve("ratings.csv"), "half");
          throw new IOException("No space left on device");
        };

    assertThatThrownBy(
            () ->
                new CachingDatasetLocator(cache(), NOWHERE, breaking)
                    .locate(DatasetLocation.SAMPLE, SourcingListener.SILENT))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("the disk is full");

    assertThat(locate("sample").layout()).isEqualTo(Layout.CSV);
  }

  @Test
  void theRestOfAKilledRunIsNoObstacle() throws IOException {
    Path rest = Files.createDirectories(cache().resolve("sample-1.unfinished/deeper"));
    Files.writeString(rest.resolve("half"), "half");

    assertThat(locate("sample").layout()).isEqualTo(Layout.CSV);
    assertThat(cache().resolve("sample-1.unfinished")).doesNotExist();
  }

  @Test
  void aCacheThatCannotBeWrittenIsToldWithItsPath() throws IOException {
    Files.writeString(cache(), "a file where the cache should be");

    assertThatThrownBy(() -> locate("sample"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining(cache().toString())
        .hasMessageContaining("a file is in the way of a folder");
  }

  @Test
  void aZipIsUnpackedOnceUnderItsNameAndHash() {
    Path zip =
        CraftedZip.of("ml-100k/", TinyDatasets.hundredThousand()).at(folder.resolve("My Zip.ZIP"));

    DatasetFiles first = locate(zip.toString());
    first.ratings().toFile().setLastModified(1_000_000_000_000L);
    DatasetFiles second = locate(zip.toString());

    assertThat(second).isEqualTo(first);
    assertThat(first.identity().name()).isEqualTo("My Zip");
    assertThat(first.ratings().getParent().getFileName().toString()).matches("My_Zip-[0-9a-f]{12}");
    assertThat(first.ratings().toFile().lastModified()).isEqualTo(1_000_000_000_000L);
  }

  @Test
  void theSameDataHaveTheSameHashFromAFolderAndFromAZip() {
    Path home = dataset("mine", TinyDatasets.latest());
    Path zip = CraftedZip.of("x/", TinyDatasets.latest()).at(folder.resolve("mine.zip"));

    assertThat(locate(zip.toString()).identity()).isEqualTo(locate(home.toString()).identity());
  }

  @Test
  void progressRunsFromNothingToAll() {
    List<Double> fractions = new ArrayList<>();

    locator()
        .locate(
            new DatasetLocation(dataset("mine", TinyDatasets.latest()).toString()),
            (activity, fraction) -> fractions.add(fraction));

    assertThat(fractions).isSorted().endsWith(1.0).hasSizeLessThanOrEqualTo(102);
  }

  @ParameterizedTest
  @CsvSource({"file:///tmp/", "ftp://example.org/", "datasets"})
  void downloadsComeFromTheWebOnly(String address) {
    assertThatThrownBy(
            () -> new CachingDatasetLocator(cache(), URI.create(address), this::writeSample))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("downloads must be an http or https address");
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private CachingDatasetLocator locator() {
    return new CachingDatasetLocator(cache(), NOWHERE, this::writeSample);
  }

  private DatasetFiles locate(String location) {
    return locator().locate(new DatasetLocation(location), SourcingListener.SILENT);
  }

  private void writeSample(Path to) {
    samplesWritten.incrementAndGet();
    TinyDatasets.write(to, TinyDatasets.latest());
  }

  private Path dataset(String name, Map<String, String> files) {
    Path home = folder.resolve(name);
    TinyDatasets.write(home, files);
    return home;
  }

  private void assertRefused(String location, String... parts) {
    Throwable refusal = catchThrowable(() -> locate(location));
    assertThat(refusal).isInstanceOf(DatasetRefusedException.class);
    assertThat(refusal.getMessage()).contains(parts);
  }
}
