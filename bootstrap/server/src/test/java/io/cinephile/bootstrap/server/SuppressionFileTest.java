package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.SuppressionCopy.Entry;
import io.cinephile.domain.rating.KeyId;
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
  private static final KeyId KEY = new KeyId("0a1b2c3d");
  private static final KeyId OTHER = new KeyId("4e5f6071");

  @TempDir Path folder;
  private Path file;
  private SuppressionFile copy;

  @BeforeEach
  void name() {
    file = folder.resolve("home").resolve("suppressions");
    copy = new SuppressionFile(file, KEY);
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

    assertThat(new SuppressionFile(file, KEY).entries())
        .containsExactly(entry(2), entry(1), entry(3));
  }

  @Test
  void saysWhichKeyItsPseudonymsHangOn() throws IOException {
    assertThat(copy.key()).contains(KEY);
    copy.add(List.of(entry(1)));
    assertThat(new SuppressionFile(file, OTHER).key()).contains(KEY);

    Files.writeString(file, Files.readString(file).replaceFirst("key .*\n", ""));
    assertThat(copy.entries()).containsExactly(entry(1));
    assertThat(copy.key()).isEmpty();
  }

  @Test
  void putsOtherPseudonymsUnderAnotherKeyInTheirPlace() throws IOException {
    copy.add(List.of(entry(2), entry(1)));
    copy.rewrite(OTHER, viewer -> new Pseudonym(viewer.value().replace("viewer", "ranked")));

    copy = new SuppressionFile(file, OTHER);
    assertThat(copy.key()).contains(OTHER);
    assertThat(copy.entries())
        .extracting(Entry::receipt, Entry::requested)
        .containsExactly(
            tuple(entry(2).receipt(), entry(2).requested()),
            tuple(entry(1).receipt(), entry(1).requested()));
    assertThat(Files.readString(file)).doesNotContain(entry(1).viewer().value());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
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
