package io.cinephile.adapters.spark.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unpacked of an archive, and which archives are refused with nothing left behind. */
class DatasetZipTest {
  private static final ZipLimits SMALL = new ZipLimits(20, 100_000, 50, 10_000);

  @TempDir Path folder;

  static Stream<Map<String, String>> everyLayout() {
    return Stream.of(
        TinyDatasets.latest(), TinyDatasets.oneMillion(), TinyDatasets.hundredThousand());
  }

  @ParameterizedTest
  @MethodSource("everyLayout")
  void everyLayoutIsUnpackedByteForByte(Map<String, String> files) throws IOException {
    DatasetFiles found = locate(CraftedZip.of("ml-x/", files));

    Path home = found.ratings().getParent();
    assertThat(names(home)).containsExactlyInAnyOrderElementsOf(files.keySet());
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(home.resolve(file.getKey())).hasContent(file.getValue());
    }
  }

  @Test
  void theFilesMayLieAtTheTop() {
    assertThat(locate(CraftedZip.of("", TinyDatasets.latest())).layout()).isEqualTo(Layout.CSV);
  }

  @Test
  void onlyWhatIsNeededIsUnpacked() throws IOException {
    CraftedZip zip =
        CraftedZip.of("ml-100k/", TinyDatasets.hundredThousand())
            .with("ml-100k/u1.base", "1\t1\t4\t1\n")
            .with("ml-100k/u1.test", "2\t1\t4\t1\n")
            .with("ml-100k/README", "Read me.")
            .with("ml-100k/u.user", "1|24|M|technician|85711\n")
            .with("ml-100k/mku.sh", "#!/bin/sh\n")
            .with("ml-100k/deeper/u.data", "not this one")
            .with("__MACOSX/ml-100k/._u.data", "nor this one");

    DatasetFiles found = locate(zip);

    assertThat(names(found.ratings().getParent()))
        .containsExactlyInAnyOrder("u.data", "u.item", "u1.base", "u1.test", "README");
    assertThat(found.folds()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.csv",
        "ml/../../evil.csv",
        "/etc/evil.csv",
        "ml/..\\..\\evil.csv",
        "..\\evil.csv",
        "C:/evil.csv",
        "c:evil.csv"
      })
  void aPathThatLeadsOutsideIsRefused(String path) {
    assertRefused(CraftedZip.of("ml/", TinyDatasets.latest()).with(path, "evil"), "dangerous path");

    assertThat(folder.resolve("evil.csv")).doesNotExist();
    assertThat(folder.getParent().resolve("evil.csv")).doesNotExist();
  }

  @Test
  void aBackslashIsRefusedEvenWhereTheLibraryReadsItAsASlash() {
    byte[] zip = CraftedZip.of("", TinyDatasets.latest()).with("ml~tags.csv", "x").bytes();
    for (int at = indexOf(zip, "ml~tags", 0); at >= 0; at = indexOf(zip, "ml~tags", at + 1)) {
      zip[at + 2] = '\\';
    }

    assertRefused(zip, "dangerous path, 'ml/tags.csv'");
  }

  @Test
  void aSymbolicLinkIsRefusedEvenWhereItIsNotNeeded() {
    assertRefused(
        CraftedZip.of("ml/", TinyDatasets.latest()).withLink("ml/tags.csv", "/etc/passwd"),
        "symbolic link, 'ml/tags.csv'");
  }

  @Test
  void ratingsThatAreASymbolicLinkAreRefused() {
    assertRefused(
        new CraftedZip().withLink("ratings.csv", "/etc/passwd").with("movies.csv", "x"),
        "symbolic link, 'ratings.csv'");
  }

  @Test
  void aSpecialFileIsRefused() {
    assertRefused(
        CraftedZip.of("ml/", TinyDatasets.latest()).withPipe("ml/pipe"), "special file, 'ml/pipe'");
  }

  @Test
  void anArchiveInPlaceOfRatingsIsRefused() {
    byte[] inner = CraftedZip.of("", TinyDatasets.latest()).bytes();

    assertRefused(
        new CraftedZip().with("ml/ratings.csv", inner).with("ml/movies.csv", "x"),
        "holds another archive as 'ml/ratings.csv'");
  }

  @Test
  void anArchiveThatOnlyHoldsAnArchiveIsRefused() {
    assertRefused(
        new CraftedZip().with("ml/ratings.csv.gz", "x").with("ml/movies.csv", "x"),
        "another archive, 'ml/ratings.csv.gz': unpack that first");
  }

  @Test
  void aMemberThatIsThereTwiceIsRefused() {
    assertRefused(
        CraftedZip.of("ml/", TinyDatasets.latest()).with("ml/movies.csv", "another one"),
        "has 'ml/movies.csv' twice");
  }

  @Test
  void twoDataSetsAreRefused() {
    assertRefused(
        CraftedZip.of("a/", TinyDatasets.latest()).with("b/ratings.dat", "1::1::4::0"),
        "more than one data set: 'a/ratings.csv' and 'b/ratings.dat'");
  }

  @Test
  void missingRatingsAreNamed() {
    assertRefused(new CraftedZip().with("ml/movies.csv", "x"), "has no ratings: looked for u.data");
  }

  @Test
  void missingMoviesAreNamed() {
    assertRefused(new CraftedZip().with("ml/ratings.csv", "x"), "no movies: movies.csv is missing");
  }

  @Test
  void anArchiveWithoutMembersIsRefused() {
    assertRefused(new CraftedZip(), "has no ratings");
  }

  @Test
  void aMemberThatUnpacksToMuchMoreThanItsSizeIsRefused() {
    assertRefused(
        new CraftedZip().with("ratings.csv", new byte[50_000]).with("movies.csv", "x"),
        "more than 50 times its size");
  }

  @Test
  void smallFilesMayCompressWell() {
    assertThat(
            locate(new CraftedZip().with("ratings.csv", new byte[9_000]).with("movies.csv", "x")))
        .isNotNull();
  }

  @Test
  void moreBytesThanTheLimitAreRefusedByWhatTheArchiveSays() {
    assertRefused(
        new CraftedZip().with("ratings.csv", new byte[60_000]).with("movies.csv", new byte[60_000]),
        "more than 100000 bytes");
  }

  @Test
  void aMemberThatHidesItsSizeIsRefused() {
    byte[] zip = CraftedZip.of("", TinyDatasets.latest()).bytes();
    int header = indexOf(zip, "PK\1\2", 0);
    // The uncompressed size in the list of entries: one byte instead of many.
    Arrays.fill(zip, header + 24, header + 28, (byte) 0);
    zip[header + 24] = 1;

    assertRefused(zip, "is damaged: 'ratings.csv'");
  }

  @Test
  void moreEntriesThanTheLimitAreRefused() {
    CraftedZip zip = CraftedZip.of("", TinyDatasets.latest());
    for (int i = 0; i < 20; i++) {
      zip.with("other" + i, "x");
    }

    assertRefused(zip, "has 22 entries, at most 20");
  }

  @Test
  void farMoreEntriesThanTheLimitAreRefusedBeforeTheListIsRead() {
    CraftedZip zip = CraftedZip.of("", TinyDatasets.latest());
    for (int i = 0; i < 20_000; i++) {
      zip.with("other" + i, new byte[0]);
    }

    assertRefused(zip, "far more than 20 entries");
  }

  @Test
  void aTruncatedArchiveIsRefused() {
    byte[] zip = CraftedZip.of("", TinyDatasets.latest()).bytes();

    assertRefused(Arrays.copyOf(zip, zip.length / 2), "no complete .zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "movieId,title,genres\n", "<html>Not found</html>"})
  void somethingElseIsRefused(String content) {
    assertRefused(content.getBytes(StandardCharsets.UTF_8), "no complete .zip");
  }

  @Test
  void aFlippedBitIsFoundByTheChecksum() {
    byte[] zip =
        new CraftedZip().stored("ratings.csv", "1,1,4.0,0").stored("movies.csv", "x").bytes();
    zip[indexOf(zip, "4.0", 0)] ^= 1;

    assertRefused(zip, "is damaged: 'ratings.csv'");
  }

  @Test
  void brokenCompressedDataAreRefused() {
    byte[] zip = CraftedZip.of("", TinyDatasets.latest()).bytes();
    int data = indexOf(zip, "ratings.csv", 0) + "ratings.csv".length();
    Arrays.fill(zip, data, data + 20, (byte) 0xff);

    assertRefused(zip, "is damaged: 'ratings.csv'");
  }

  @Test
  void anEncryptedArchiveIsRefused() {
    byte[] zip = CraftedZip.of("", TinyDatasets.latest()).bytes();
    for (int at = indexOf(zip, "PK\1\2", 0); at >= 0; at = indexOf(zip, "PK\1\2", at + 1)) {
      zip[at + 8] |= 1;
    }

    assertRefused(zip, "is encrypted: 'ratings.csv' needs a password");
  }

  @Test
  void anUnsupportedCompressionIsRefused() {
    byte[] zip = CraftedZip.of("", TinyDatasets.latest()).bytes();
    zip[indexOf(zip, "PK\1\2", 0) + 10] = 99;

    assertRefused(zip, "with method 99");
  }

  private DatasetFiles locate(CraftedZip zip) {
    return locate(zip.bytes());
  }

  private DatasetFiles locate(byte[] zip) {
    try {
      Path file = Files.write(folder.resolve("given.zip"), zip);
      CachingDatasetLocator locator =
          new CachingDatasetLocator(
              folder.resolve("cache"),
              URI.create("http://127.0.0.1:1/"),
              to -> {},
              SMALL,
              DownloadLimits.DEFAULTS,
              Pause.REAL);
      return locator.locate(new DatasetLocation(file.toString()), SourcingListener.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(CraftedZip zip, String message) {
    assertRefused(zip.bytes(), message);
  }

  private void assertRefused(byte[] zip, String message) {
    assertThat(catchThrowable(() -> locate(zip)))
        .isInstanceOf(DatasetRefusedException.class)
        .hasMessageContaining("given.zip")
        .hasMessageContaining(message);
    assertThat(names(folder)).containsExactlyInAnyOrder("given.zip", "cache");
    assertThat(names(folder.resolve("cache"))).allMatch(name -> name.endsWith(".lock"));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int indexOf(byte[] bytes, String text, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }
}
