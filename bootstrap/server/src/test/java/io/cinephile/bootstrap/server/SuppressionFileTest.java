package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.SuppressionCopy.Entry;
import io.cinephile.domain.rating.Pseudonym;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionFileTest {
  @TempDir Path folder;
  private Path file;
  private SuppressionFile copy;

  @BeforeEach
  void name() {
    file = folder.resolve("home").resolve("suppressions");
    copy = new SuppressionFile(file);
  }

  private static Entry entry(int n) {
    return new Entry(
        new Pseudonym("viewer_%015d".formatted(n)),
        new ReceiptId("%032x".formatted(n)),
        Instant.parse("2026-11-22T16:15:00.123Z").plusSeconds(n));
  }

  @Test
  void holdsNobodyAtFirst() {
    assertThat(copy.entries()).isEmpty();
  }

  @Test
  void keepsEachViewerOnceInTheOrderInWhichTheyWereAdded() {
    copy.add(List.of(entry(2), entry(1)));
    copy.add(List.of(entry(1), entry(3), entry(3)));

    assertThat(new SuppressionFile(file).entries()).containsExactly(entry(2), entry(1), entry(3));
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    copy.add(List.of(entry(1)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void survivesALineThatWasBrokenOff() throws IOException {
    copy.add(List.of(entry(1)));
    Files.writeString(file, "\nviewer_0000", StandardOpenOption.APPEND);
    copy.add(List.of(entry(2)));

    assertThat(copy.entries()).containsExactly(entry(1), entry(2));
  }
}
