package io.cinephile.adapters.elasticsearch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Where Cinephile is run by root: the server is not, and still reaches a home such as /root/data.
 */
class ServerBelowAFolderOfRootsTest {

  @AfterAll
  static void removeInstallations() throws IOException {
    TestHomes.removeInstallations();
  }

  @Test
  void runsAsNobodyAndReachesAHomeThatOnlyRootCanEnter() throws Exception {
    assumeTrue(ServerUser.ofThisProcess() instanceof ServerUser.Nobody, "needs root");
    Path closed = TestHomes.fresh("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path home = closed.resolve("home");

    try (var server = LocalElasticsearch.launch(SharedElasticsearch.testSettings(home))) {
      server.awaitReady(Duration.ofMinutes(3));

      assertThat(ProcessesBelow.usersNaming(home)).isNotEmpty().isSubsetOf("nobody", "65534");
    }
    assertThat(ProcessesBelow.commandLinesNaming(home)).isEmpty();
  }

  @Test
  void takesNoCapabilityWhereItNeedsNone() {
    ServerUser user = ServerUser.ofThisProcess();
    assumeTrue(user instanceof ServerUser.Nobody, "needs root");

    assertThat(user.prefix(List.of(Path.of("/bin/sh"))))
        .containsExactly("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  }
}
