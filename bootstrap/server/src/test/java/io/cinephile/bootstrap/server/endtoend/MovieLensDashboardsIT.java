package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What {@link MainJobIT} asks of the dashboards on the sample, on real ratings. */
@EnabledIfSystemProperty(named = "long-tests", matches = "true")
class MovieLensDashboardsIT {
  @TempDir Path home;

  @Test
  void each_panel_shows_what_the_files_say() throws IOException {
    String collection = System.getenv("MOVIELENS_HOME");
    assumeThat(collection).as("MOVIELENS_HOME").isNotNull();
    Path data = Path.of(collection, "ml-100k");
    assumeThat(data).exists();

    try (RunningCinephile cinephile =
        RunningCinephile.serve(home, "--dataset", data.toString())
            .awaitReady(Duration.ofMinutes(10))) {
      new DashboardsInUse(cinephile).assertTheyShow(SourceFiles.in(data));
    }
  }
}
