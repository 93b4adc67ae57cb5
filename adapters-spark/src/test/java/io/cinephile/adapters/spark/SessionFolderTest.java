package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFolderTest {
  @TempDir Path work;

  @Test
  void closing_removes_all_that_is_in_it() throws IOException {
    Path path;
    try (SessionFolder folder = SessionFolder.open(work)) {
      path = folder.path();
      Files.createDirectories(path.resolve("spark/blocks"));
      Files.writeString(path.resolve("spark/blocks/1"), "data");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void what_a_dead_session_left_is_removed_by_the_next() throws IOException {
    Path dead = Files.createDirectories(work.resolve("session-1/spark")).getParent();
    Files.createFile(dead.resolve("in-use"));

    try (SessionFolder folder = SessionFolder.open(work)) {
      assertThat(dead).doesNotExist();
      assertThat(folder.path()).isDirectory();
    }
  }

  @Test
  void what_a_living_session_uses_stays() {
    try (SessionFolder first = SessionFolder.open(work);
        SessionFolder second = SessionFolder.open(work)) {
      assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
    }
  }
}
