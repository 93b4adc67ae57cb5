package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.kibana.PanelQuery.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The dashboards of an installation that has trained once. Makes requests of every kind that they
 * tell of, and compares what they show with the files of the data set, with the documents, and with
 * what was asked; as somebody who has but the roles that are shipped.
 */
final class DashboardsInUse {
  private static final String VIEWER = "who-looks-at-nothing";
  private static final String LAST = "/api/v1/movies/{id}/similar";

  private final RunningCinephile cinephile;
  private final ElasticsearchSession store;

  DashboardsInUse(RunningCinephile cinephile) {
    this.cinephile = cinephile;
    this.store = new ElasticsearchSession(cinephile);
  }

  void assertTheyShow(SourceFiles files) {
    ElasticsearchSession viewer = ElasticsearchSession.as(cinephile, "anna", "cinephile-viewer");
    for (String hidden : List.of("audit", "consents", "suppressions", "recommendations")) {
      assertThat(viewer.status("cinephile-" + hidden)).as(hidden).isEqualTo(403);
    }
    assertMoviesAndViewers(files, new ShownFigures(viewer));
    ElasticsearchSession both =
        ElasticsearchSession.as(cinephile, "otto", "cinephile-viewer", "cinephile-rights-viewer");
    askForEverything();
    RunningCinephile.await(
        "the second role", Duration.ofSeconds(30), () -> both.status("cinephile-audit") == 200);
    assertPerformance(new ShownFigures(both));
  }

  private void assertMoviesAndViewers(SourceFiles files, ShownFigures shown) {
    Pseudonymiser pseudonymiser =
        new Pseudonymiser(new Home(cinephile.home()).pseudonymKey().bytes());
    Map<String, List<Row>> expected = new FiguresOfFiles(files, pseudonymiser).byPanel();
    String dashboard = "cinephile-movies-and-viewers";
    shown.assertEqual(dashboard, expected);

    store.put("cinephile-ratings", "uncounted", uncounted());
    try {
      shown.assertEqual(dashboard, expected);
    } finally {
      store.remove("cinephile-ratings", "uncounted");
    }
  }

  /** A rating of somebody who refuses statistics; no panel may show a trace of it. */
  private static String uncounted() {
    return """
        {"viewer": "AAAAAAAAAAAAAAAAAAAAAA", "movie": 1, "stars": 0.5, "counted": false,
         "time": "1996-01-01T00:00:00Z", "title": "Refused", "genres": ["Refused"]}
        """;
  }

  private void assertPerformance(ShownFigures shown) {
    RunningCinephile.await(
        "the last request to be recorded",
        Duration.ofSeconds(30),
        () ->
            store.all("cinephile-events").stream()
                .anyMatch(event -> event.path("route").asText().equals(LAST)));
    Map<String, List<Row>> expected =
        new FiguresOfEvents(
                store.all("cinephile-events"),
                store.all("cinephile-models"),
                store.all("cinephile-runs"),
                store.all("cinephile-audit"))
            .byPanel();

    shown.assertEqual("cinephile-performance", expected);

    assertThat(expected.get("routes"))
        .extracting(Row::keys)
        .contains(
            List.of("/api/v1/recommendations", "GET"),
            List.of("/api/v1/users/{id}", "DELETE"),
            List.of(LAST, "GET"));
    assertThat(expected.get("sources"))
        .extracting(row -> row.keys().get(0))
        .contains("audience", "als", "popular");
    assertThat(expected.get("rights"))
        .extracting(row -> row.keys().get(0), row -> row.figures().get(0))
        .containsExactly(
            tuple("CONSENT_CHANGED", 2.0),
            tuple("DATA_EXPORTED", 1.0),
            tuple("VIEWER_ERASED", 1.0));
  }

  private void askForEverything() {
    JsonNode popular = cinephile.json("/api/v1/movies/popular?limit=3");
    int movie = popular.path("movies").path(0).path("id").asInt();
    String title = popular.path("movies").path(0).path("title").asText();
    assertThat(cinephile.title(title, 10).statusCode()).isEqualTo(200);
    assertThat(cinephile.title("xqzwvk kjhqx", 10).statusCode()).isEqualTo(404);
    cinephile.asAdmin("/api/v1/users/1/recommendations?limit=10");
    cinephile.asAdmin("/api/v1/users/%s/recommendations?limit=10".formatted(VIEWER));
    String user = "/api/v1/users/" + VIEWER;
    String consent = user + "/consents/statistics";
    assertThat(cinephile.putAsAdmin(consent, "{\"allowed\": false}").statusCode()).isEqualTo(200);
    assertThat(cinephile.putAsAdmin(consent, "{\"allowed\": true}").statusCode()).isEqualTo(200);
    assertThat(cinephile.asAdmin(user + "/data").statusCode()).isEqualTo(200);
    assertThat(cinephile.deleteAsAdmin(user).statusCode()).isBetween(200, 299);
    cinephile.json("/api/v1/movies/%d/similar?limit=3".formatted(movie));
  }
}
