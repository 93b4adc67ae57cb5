package io.cinephile.bootstrap.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseTest {
  @Test
  void the_version_is_the_builds() {
    assertThat(Release.version()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(Release.versionAndCommit())
        .matches("\\d+\\.\\d+\\.\\d+( \\([0-9a-z.-]+\\))?")
        .startsWith(Release.version());
  }
}
