package io.cinephile.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.cinephile.bootstrap.server.endtoend.RunningCinephile;
import io.cinephile.bootstrap.server.endtoend.TasteDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do with the page of a packaged server, by clicking, in a real browser. What earlier
 * tests leave behind, later ones use: one server and two trainings have to be enough.
 */
@TestMethodOrder(OrderAnnotation.class)
class PageIT {
  private static final Duration FIRST_START = Duration.ofMinutes(5);
  private static final double A_TRAINING_MS = 300_000;
  private static final int MOST_BYTES = 100 * 1024;
  private static final double MOST_MS = 1000;

  /** Every view, as its address tells it, with the key of an administrator. */
  private static final List<String> VIEWS =
      List.of(
          "/",
          "/?title=the+matrix",
          "/movies/1",
          "/viewers",
          "/dashboard",
          "/admin",
          "/admin/models",
          "/admin/audit",
          "/admin/receipts");

  @TempDir static Path home;
  private static Chromium chromium;
  private static RunningCinephile cinephile;

  /** Of the viewer who was erased. */
  private static String receipt;

  @BeforeAll
  static void start() {
    assumeThat(Chromium.executable()).as(Chromium.MISSING).isPresent();
    chromium = Chromium.start(Chromium.executable().orElseThrow());
    cinephile = RunningCinephile.serve(home).awaitReady(FIRST_START);
  }

  @AfterAll
  static void stop() {
    if (cinephile != null) {
      cinephile.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Visit visit(Look look) {
    return new Visit(chromium.browser(), "http://localhost:" + cinephile.port(), look);
  }

  private static Visit visit() {
    return visit(Look.DESKTOP);
  }

  private static Visit visitWithKey(Look look) {
    return visit(look).open("/").enter(cinephile.adminKey());
  }

  @Test
  @Order(1)
  void the_first_page_is_small_and_soon_there() {
    double soonest = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      try (Visit visit = visit()) {
        visit.page().addInitScript(Timing.UNTIL_THE_FIELD_IS_THERE);
        visit.open("/").settled();
        soonest = Math.min(soonest, Timing.fieldThere(visit.page()));
        assertThat(Timing.bytes(visit.page())).isBetween(1_000, MOST_BYTES);
      }
    }
    assertThat(soonest).isLessThan(MOST_MS);
    System.out.printf("The first page takes %.0f ms.%n", soonest);
  }

  @Test
  @Order(2)
  void a_title_is_suggested_while_typing_and_its_audience_recommends() {
    try (Visit visit = visit()) {
      visit.open("/");
      Locator field = visit.role(AriaRole.COMBOBOX, "A film that you like");
      field.pressSequentially("the matr");
      assertThat(visit.role(AriaRole.OPTION, Pattern.compile("The Matrix")).first()).isVisible();
      visit.accessible();
      field.press("ArrowDown");
      field.press("Enter");

      assertThat(visit.heading("For those who liked The Matrix")).isVisible();
      Locator recommended = visit.region("For those who liked The Matrix");
      assertThat(recommended.getByText(Pattern.compile("viewers rated it"))).isVisible();
      assertThat(recommended.getByRole(AriaRole.LISTITEM)).hasCount(12);
      assertThat(recommended.locator(".why")).hasCount(12);
      visit.accessible();
    }
  }

  @Test
  @Order(2)
  void a_title_that_nobody_knows_is_met_with_others() {
    try (Visit visit = visit()) {
      visit.open("/");
      visit.role(AriaRole.COMBOBOX, "A film that you like").fill("qwertyuiop");
      visit.button("Recommend").click();
      assertThat(visit.page().getByText("No film is called “qwertyuiop”.")).isVisible();
      visit.accessible().expectComplaint("404");
    }
  }

  @Test
  @Order(3)
  void a_visitor_rates_and_the_list_changes_at_once_and_the_browser_remembers() {
    try (Visit visit = visit()) {
      visit.open("/").settled();
      Locator first = visit.region("Give a few stars").getByRole(AriaRole.LISTITEM).first();
      String title = first.getByRole(AriaRole.LINK).textContent().strip();
      first.getByLabel("5 stars").click(anyway());

      Locator yours = visit.region("Your programme");
      assertThat(yours.getByText("From one rating.")).isVisible();
      assertThat(yours.getByRole(AriaRole.LINK, linked(title))).hasCount(0);
      assertThat(yours.getByText(Pattern.compile("Because you rated"))).not().hasCount(0);
      assertThat(visit.region("Your stars").getByRole(AriaRole.LINK, linked(title))).isVisible();
      visit.settled().accessible();

      visit.page().reload();
      assertThat(visit.region("Your stars").getByRole(AriaRole.LINK, linked(title))).isVisible();
      visit.button("Forget all my stars").click();
      assertThat(visit.heading("Give a few stars")).isVisible();
    }
  }

  @Test
  @Order(3)
  void genres_years_and_diversity_narrow_and_mix_the_list() {
    try (Visit visit = visit()) {
      visit.open("/?title=the+matrix").settled();
      Locator listed = visit.region("For those who liked The Matrix").locator(".movies h3 a");
      List<String> all = listed.allTextContents();

      visit.page().getByText("Genres, years, diversity").click();
      visit.role(AriaRole.CHECKBOX, "Horror").check(forced());
      visit.page().waitForURL(Pattern.compile("genre=Horror"));
      assertThat(listed.first()).not().hasText(all.get(0));
      visit.settled();
      assertThat(credits(visit)).isNotEmpty().allMatch(line -> line.contains("Horror"));

      visit.button("Show everything").click();
      assertThat(listed.first()).hasText(all.get(0));
      visit.role(AriaRole.SLIDER, "Diversity").fill("1");
      visit.page().waitForURL(Pattern.compile("diversity=1"));
      visit.settled();
      assertThat(listed.allTextContents()).isNotEqualTo(all);

      visit.page().getByLabel("From", exactly()).fill("2010");
      visit.page().waitForURL(Pattern.compile("from=2010"));
      visit.settled();
      assertThat(credits(visit))
          .isNotEmpty()
          .allMatch(line -> Integer.parseInt(line.strip().substring(0, 4)) >= 2010);
      visit.accessible();
    }
  }

  /** Year and genres of each movie that the audience recommends. */
  private static List<String> credits(Visit visit) {
    return visit
        .region("For those who liked The Matrix")
        .locator(".movies .card > div > p.soft:first-of-type")
        .allTextContents();
  }

  @Test
  @Order(4)
  void a_movie_has_a_page_of_its_own() {
    try (Visit visit = visit()) {
      visit.open("/?title=the+matrix").settled();
      visit
          .region("For those who liked The Matrix")
          .getByRole(AriaRole.LINK, linked("The Matrix"))
          .first()
          .click();
      assertThat(visit.page().locator("h1")).hasText("The Matrix");
      assertThat(visit.region("How it was rated").getByRole(AriaRole.ROW)).not().hasCount(0);
      assertThat(visit.region("What resembles it").getByRole(AriaRole.LISTITEM)).hasCount(12);
      visit.accessible();
    }
  }

  @Test
  @Order(5)
  void a_viewer_is_recommended_to_rates_decides_takes_along_and_is_erased() {
    assertThat(cinephile.rate("guest", 1, 5).statusCode()).isEqualTo(200);
    try (Visit visit = visit()) {
      visit.open("/viewers");
      visit.accessible();
      visit.page().getByLabel("Viewer's id").fill("guest");
      visit.page().getByLabel("API key or token").fill(cinephile.adminKey());
      visit.button("Open").click();
      assertThat(visit.heading("Viewer guest")).isVisible();
      assertThat(visit.page()).hasURL(Pattern.compile("#/viewers$"));
      visit.accessible();

      Locator first = visit.region("Recommended").getByRole(AriaRole.LISTITEM).first();
      String title = first.getByRole(AriaRole.LINK).textContent().strip();
      first.getByLabel("4 stars").click(anyway());
      assertThat(visit.region("Rated").getByRole(AriaRole.LINK, linked(title))).isVisible();
      visit.settled();

      Download download =
          visit.page().waitForDownload(() -> visit.button("Download as JSON").click());
      assertThat(download.suggestedFilename()).isEqualTo("cinephile-data.json");

      visit.role(AriaRole.CHECKBOX, Pattern.compile("Personalisation")).uncheck();
      assertThat(visit.page().getByText("Personalisation is switched off. These")).isVisible();
      visit.role(AriaRole.CHECKBOX, Pattern.compile("Personalisation")).check();
      visit.button("Restrict the data").click();
      assertThat(visit.page().getByText("Restricted since")).isVisible();
      visit.button("Lift the restriction").click();
      assertThat(visit.button("Restrict the data")).isVisible();
      visit.settled();

      visit.button("Erase this viewer…").click();
      visit.accessible();
      assertThat(visit.button("Erase for good")).isDisabled();
      visit.page().getByLabel("Type “erase” to go on").fill("erase");
      visit.button("Erase for good").click();
      assertThat(visit.heading("Receipt of the erasure")).isVisible();
      receipt =
          visit
              .page()
              .locator("pre")
              .textContent()
              .replaceAll("(?s).*\"receipt\": \"([0-9a-f]{32})\".*", "$1");
      assertThat(receipt).hasSize(32);
      visit.accessible();
    }
  }

  @Test
  @Order(6)
  void the_dashboard_draws_what_all_viewers_rated_and_tells_it_in_tables() {
    JsonNode figures = cinephile.json("/api/v1/statistics?limit=10&fewestRatings=20");
    try (Visit visit = visit()) {
      visit.open("/").role(AriaRole.LINK, "Dashboard").click();
      assertThat(visit.page().locator("drawn-chart canvas")).hasCount(8);
      for (Locator summary : visit.page().locator("main summary").all()) {
        summary.click();
      }
      assertThat(visit.region("The most rated movies").first().getByRole(AriaRole.ROW).nth(1))
          .containsText(figures.at("/popular/0/title").asText());
      assertThat(visit.region("Genres").first().getByRole(AriaRole.ROW))
          .hasCount(1 + figures.path("genres").size());
      assertThat(visit.region("How many stars are given").first().getByRole(AriaRole.ROW))
          .hasCount(11);
      assertThat(visit.region("The highest means").first().getByRole(AriaRole.ROW).nth(1))
          .containsText(figures.at("/best/0/title").asText());
      assertThat(visit.region("How well the model ranks").first()).containsText("NDCG@10");
      Locator activity = visit.region("When viewers were active").first();
      assertThat(activity.getByRole(AriaRole.ROW)).hasCount(1 + figures.path("activity").size());
      visit.accessible();

      activity.getByLabel("By year").check(forced());
      visit.settled();
      assertThat(activity.getByRole(AriaRole.ROW))
          .hasCount(1 + cinephile.json("/api/v1/statistics?activity=year").path("activity").size());
      visit.page().getByLabel("Only movies with so many ratings or more").fill("100000");
      visit.page().keyboard().press("Tab");
      assertThat(visit.page().getByText("No movie has so many ratings.")).isVisible();
    }
  }

  @Test
  @Order(7)
  void the_administration_wants_a_valid_key() {
    try (Visit visit = visit()) {
      visit.open("/admin");
      visit.page().getByLabel("API key or token").fill("wrong");
      visit.button("Open").click();
      assertThat(visit.page().getByRole(AriaRole.ALERT)).containsText("does not know this key");
      visit.accessible().expectComplaint("401");
      visit.page().getByLabel("API key or token").fill(cinephile.adminKey());
      visit.button("Open").click();
      assertThat(visit.heading("Latest runs")).isVisible();
      visit.button("Forget the key").click();
      assertThat(visit.page()).hasURL(Pattern.compile("#/$"));
      assertThat(visit.page().evaluate("() => sessionStorage.length")).isEqualTo(0);
    }
  }

  @Test
  @Order(8)
  void a_run_is_begun_watched_and_cancelled() {
    try (Visit visit = visitWithKey(Look.DESKTOP)) {
      visit.open("/admin");
      visit.button("Start").click();
      assertThat(visit.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
      visit.button("Cancel the run").click();
      assertThat(state(visit)).hasText("Cancelled", new HasTextOptions().setTimeout(60_000));
      visit.accessible();
    }
  }

  @Test
  @Order(9)
  void a_run_is_watched_live_to_its_end_and_its_figures_appear() throws IOException {
    Path dataset = home.resolve("taste");
    TasteDataset.write(dataset, 7);
    try (Visit visit = visitWithKey(Look.DESKTOP)) {
      visit.open("/admin");
      visit.page().getByLabel("Data set", exactly()).fill(dataset.toString());
      visit.page().locator("summary").click();
      visit.page().getByLabel("Seed").fill("7");
      visit.page().getByLabel("Star model: iterations").fill("2");
      visit.page().getByLabel("Ranking model: iterations").fill("2");
      visit.page().getByLabel("Have it served whatever the quality gate says").check();
      visit.button("Start").click();

      assertThat(state(visit)).hasText("Running", new HasTextOptions().setTimeout(60_000));
      assertThat(visit.page().locator("[aria-current=step]")).containsText("%");
      visit.accessible();
      assertThat(state(visit))
          .hasText(
              "Succeeded: its model is served", new HasTextOptions().setTimeout(A_TRAINING_MS));
      assertThat(visit.page().getByText("NDCG@10", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      visit.accessible();
    }
  }

  private static Locator state(Visit visit) {
    return visit.page().locator(".state");
  }

  @Test
  @Order(10)
  void two_models_stand_side_by_side_and_the_former_is_put_back() {
    String serving = cinephile.json("/api/v1/statistics").path("generation").asText();
    try (Visit visit = visitWithKey(Look.DESKTOP)) {
      visit.open("/admin/models");
      Locator comparison = visit.region("Side by side").first();
      assertThat(comparison.getByRole(AriaRole.COLUMNHEADER)).hasCount(2);
      assertThat(comparison.getByRole(AriaRole.ROW, row("NDCG@10"))).containsText("baseline");
      assertThat(comparison.getByRole(AriaRole.ROW, row("Star model")))
          .containsText("iterations: 2");
      visit.accessible();

      Locator activate = visit.role(AriaRole.BUTTON, Pattern.compile("^Activate \\d"));
      String former = activate.getAttribute("aria-label").replace("Activate ", "");
      activate.click();
      visit.accessible();
      visit.button("Cancel").click();
      assertThat(generationServed()).isEqualTo(serving);
      activate.click();
      visit.button("Activate it").click();
      assertThat(visit.role(AriaRole.ROW, Pattern.compile("^" + former + " serving"))).isVisible();
      assertThat(former).isNotEqualTo(serving);
    }
  }

  private static String generationServed() {
    return RunningCinephile.json(cinephile.asAdmin("/api/v1/admin/models"))
        .findParents("standing")
        .stream()
        .filter(model -> model.path("standing").asText().equals("serving"))
        .map(model -> model.path("generation").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(11)
  void the_audit_trail_tells_who_did_what_and_is_verified() {
    try (Visit visit = visitWithKey(Look.DESKTOP)) {
      visit.open("/admin/audit");
      Locator trail = visit.region("Audit trail");
      for (String action :
          List.of("generation-activated", "training-started", "training-cancelled")) {
        assertThat(trail.getByText(action).first()).isVisible();
      }
      visit.button("Verify all of it").click();
      assertThat(
              visit
                  .page()
                  .locator("main .notice")
                  .getByText("Nothing was tampered with, from entry 1"))
          .isVisible();
      visit.accessible();
    }
  }

  @Test
  @Order(11)
  void a_receipt_is_found_by_its_number_and_its_signature_verified() {
    try (Visit visit = visitWithKey(Look.DESKTOP)) {
      visit.open("/admin/receipts");
      visit.page().getByLabel("Number of the receipt").fill(receipt);
      visit.button("Look it up").click();
      assertThat(visit.page().locator("main .notice"))
          .hasText("The signature is genuine (Ed25519).");
      assertThat(visit.page().getByRole(AriaRole.TABLE)).containsText("live ratings");
      visit.accessible();
    }
  }

  @Test
  @Order(12)
  void every_view_suits_every_screen_theme_and_language() {
    Look.everyPair()
        .forEach(
            look -> {
              try (Visit visit = visitWithKey(look)) {
                VIEWS.forEach(view -> visit.open(view).accessible());
              }
            });
  }

  @Test
  @Order(12)
  void language_and_theme_are_chosen_and_remembered() {
    try (Visit visit = visit()) {
      visit.open("/");
      visit.page().getByLabel("Language").selectOption("fr");
      assertThat(visit.page().locator("html")).hasAttribute("lang", "fr");
      visit.button("Couleurs sombres").click();
      assertThat(visit.page().locator("html")).hasAttribute("data-theme", "dark");
      visit.page().reload();
      assertThat(visit.role(AriaRole.LINK, "Tableau de bord")).isVisible();
      assertThat(visit.page().locator("html")).hasAttribute("data-theme", "dark");
    }
  }

  @Test
  @Order(12)
  void pages_for_people_about_data_are_accessible_too() {
    try (Visit visit = visit()) {
      for (String page : List.of("recommender", "catalogue", "lineage")) {
        visit
            .page()
            .navigate("http://localhost:%d/api/v1/governance/%s".formatted(cinephile.port(), page));
        visit.accessible();
      }
    }
  }

  private static Locator.ClickOptions anyway() {
    return new Locator.ClickOptions().setForce(true);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  /** Radio buttons that show as stars or chips lie under what people see. */
  private static Locator.CheckOptions forced() {
    return new Locator.CheckOptions().setForce(true);
  }

  private static Locator.GetByRoleOptions linked(String title) {
    return new Locator.GetByRoleOptions().setName(title).setExact(true);
  }

  private static Locator.GetByRoleOptions row(String name) {
    return new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name));
  }
}
