package io.cinephile.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.options.LoadState;
import io.cinephile.bootstrap.server.endtoend.RunningCinephile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures in docs/pictures anew, when scripts/screenshots asks for it. */
@EnabledIfSystemProperty(named = "cinephile.pictures", matches = "write")
class ScreenshotsIT {
  private static final Path PICTURES = Path.of("../../docs/pictures");
  private static final Duration FIRST_START = Duration.ofMinutes(5);

  /** Of which every combination of screen, language and theme is shown, and of which two are. */
  private static final Map<String, String> FULLY =
      new TreeMap<>(Map.of("home", "/?title=the+matrix", "dashboard", "/dashboard"));

  private static final Map<String, String> BRIEFLY =
      new TreeMap<>(
          Map.of(
              "movie",
              "/movies/1",
              "viewer",
              "/viewers",
              "training",
              "/admin",
              "models",
              "/admin/models"));

  @TempDir static Path home;

  @Test
  void shows_every_view() {
    assumeThat(Chromium.executable()).as(Chromium.MISSING).isPresent();
    try (Chromium chromium = Chromium.start(Chromium.executable().orElseThrow());
        RunningCinephile cinephile = RunningCinephile.serve(home).awaitReady(FIRST_START)) {
      assertThat(cinephile.rate("guest", 1, 5).statusCode()).isEqualTo(200);
      Look.all().forEach(look -> show(chromium, cinephile, look, FULLY));
      Stream.of(Look.DESKTOP, Look.PHONE).forEach(look -> show(chromium, cinephile, look, BRIEFLY));
    }
  }

  private static void show(
      Chromium chromium, RunningCinephile cinephile, Look look, Map<String, String> views) {
    try (Visit visit =
        new Visit(chromium.browser(), "http://localhost:" + cinephile.port(), look)) {
      visit.open("/").enter(cinephile.adminKey());
      visit.page().evaluate("() => sessionStorage.setItem('cinephile.viewer', 'guest')");
      views.forEach(
          (name, view) -> {
            // From elsewhere, so that nothing of the former view is left to be seen.
            visit.page().navigate("about:blank");
            visit.open(view).page().waitForLoadState(LoadState.NETWORKIDLE);
            Path picture = PICTURES.resolve("%s-%s.png".formatted(name, look));
            visit.settled().page().screenshot(look.picture().setPath(picture));
          });
    }
  }
}
