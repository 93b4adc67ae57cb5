package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.adapters.spark.sample.SampleDataset;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an empty folder to a recommendation, and on: what an operator lives through on the first
 * day.
 */
@TestMethodOrder(OrderAnnotation.class)
class MainJobIT {
  private static final Duration FIRST_START = Duration.ofMinutes(5);
  private static final Duration TRAINING = Duration.ofMinutes(3);

  /** Ten thousand in the profile long-tests. */
  private static final int FUZZED_REQUESTS = Integer.getInteger("fuzzed.requests", 1_000);

  @TempDir static Path home;
  private static RunningCinephile cinephile;

  @BeforeAll
  static void start_in_an_empty_folder() {
    cinephile = RunningCinephile.serve(home).awaitReady(FIRST_START);
  }

  @AfterAll
  static void stop() {
    cinephile.close();
  }

  @Test
  @Order(1)
  void the_first_start_trains_on_the_sample_and_says_what_to_do_next() {
    assertThat(cinephile.output())
        .contains("Sourcing: ", "Evaluating: ", "Training", "Publishing: ", "Activating")
        .contains("http://localhost:" + cinephile.port())
        .contains("curl ")
        .contains(home.resolve("keys/admin.key").toString());
    assertThat(cinephile.get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void a_title_answers_with_movies_of_its_kind() {
    JsonNode answer = cinephile.json("/api/v1/recommendations?title=the+matrx&limit=10");

    assertThat(answer.path("match").path("title").asText()).contains("Matrix");
    assertThat(answer.path("audience").path("fans").asInt()).isPositive();
    assertThat(answer.path("recommendations")).hasSize(10);
    long scienceFiction =
        IntStream.range(0, 10)
            .filter(i -> answer.path("recommendations").path(i).toString().contains("Sci-Fi"))
            .count();
    assertThat(scienceFiction).isGreaterThanOrEqualTo(5);
  }

  @Test
  @Order(3)
  void the_admin_key_is_for_its_owner_alone_and_shown_once() throws IOException {
    Path key = home.resolve("keys/admin.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(cinephile.output().split(cinephile.adminKey(), -1)).hasSize(2);
    assertThat(Files.readString(home.resolve("keys/api-keys")))
        .doesNotContain(cinephile.adminKey());
    assertThat(cinephile.get("/api/v1/admin/training-runs").statusCode()).isEqualTo(401);
  }

  /** Before anything is learnt anew: the files of the sample still tell all ratings. */
  @Test
  @Order(3)
  void each_panel_of_the_dashboards_shows_what_the_data_say() throws IOException {
    Path sample = Files.createDirectory(home.resolve("sample-again"));
    SampleDataset.write(sample);
    new DashboardsInUse(cinephile).assertTheyShow(SourceFiles.in(sample));
  }

  @Test
  @Order(4)
  void somebody_new_rates_movies_and_the_next_answer_knows() {
    JsonNode stranger = recommendedTo("newcomer");
    assertThat(sources(stranger)).containsOnly("popular");

    for (JsonNode movie : cinephile.json("/api/v1/movies?genre=animation&limit=5").path("movies")) {
      assertThat(cinephile.rate("newcomer", movie.path("id").asInt(), 5).statusCode())
          .isEqualTo(200);
    }

    JsonNode known = recommendedTo("newcomer");
    assertThat(sources(known)).containsOnly("fold-in");
    assertThat(known.toString().split("Animation", -1).length)
        .isGreaterThan(stranger.toString().split("Animation", -1).length);
    assertThat(ratingsOf("newcomer")).isEqualTo(5);
  }

  /** The other one is asked so often that it knows by itself who has not rated anything. */
  @Test
  @Order(4)
  void a_rating_through_one_server_is_in_the_next_answer_of_another() throws Exception {
    int movie =
        cinephile.json("/api/v1/movies?genre=animation").path("movies").path(0).path("id").asInt();
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try (RunningCinephile other =
        RunningCinephile.serveBeside(cinephile, home.resolve("beside"), Map.of())
            .awaitReady(Duration.ofMinutes(1))) {
      Instant end = Instant.now().plusSeconds(8);
      Future<?> asked =
          asking.submit(
              () -> {
                while (Instant.now().isBefore(end)) {
                  assertThat(answerOf(other, "nobody").statusCode()).isEqualTo(200);
                }
              });
      for (int guest = 1; Instant.now().isBefore(end); guest++) {
        String user = "guest-" + guest;
        assertThat(sources(RunningCinephile.json(answerOf(other, user)))).containsOnly("popular");
        assertThat(cinephile.rate(user, movie, 5).statusCode()).isEqualTo(200);
        assertThat(sources(RunningCinephile.json(answerOf(other, user)))).containsOnly("fold-in");
      }
      asked.get();
    } finally {
      asking.shutdownNow();
    }
  }

  private static JsonNode recommendedTo(String user) {
    return RunningCinephile.json(answerTo(user));
  }

  private static HttpResponse<String> answerTo(String user) {
    return answerOf(cinephile, user);
  }

  private static HttpResponse<String> answerOf(RunningCinephile server, String user) {
    return server.asAdmin("/api/v1/users/%s/recommendations?limit=10".formatted(user));
  }

  private static List<String> sources(JsonNode answer) {
    return answer.path("recommendations").findValuesAsText("source");
  }

  private static int ratingsOf(String user) {
    return ratedBy(user).path("total").asInt();
  }

  private static JsonNode ratedBy(String user) {
    HttpResponse<String> ratings = cinephile.asAdmin("/api/v1/users/%s/ratings".formatted(user));
    assertThat(ratings.statusCode()).as(ratings.body()).isEqualTo(200);
    return RunningCinephile.json(ratings);
  }

  @Test
  @Order(5)
  void fifty_triggers_at_once_start_one_run_and_the_server_goes_on_answering() throws Exception {
    String before = cinephile.json("/api/v1/movies/popular?limit=1").path("generation").asText();
    ExecutorService clients = Executors.newFixedThreadPool(50);
    List<Future<HttpResponse<String>>> answers =
        IntStream.range(0, 50)
            .mapToObj(i -> clients.submit(() -> cinephile.trigger("{}")))
            .toList();
    Set<String> named = new HashSet<>();
    String started = null;
    int accepted = 0;
    for (Future<HttpResponse<String>> answer : answers) {
      HttpResponse<String> response = answer.get();
      if (response.statusCode() == 202) {
        accepted++;
        started = RunningCinephile.json(response).path("id").asText();
        assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith(started);
      } else {
        assertThat(response.statusCode()).isEqualTo(409);
        named.add(response.body().replaceAll("(?s).*(run-\\d{8}-\\d{6}-[0-9a-f]{4}).*", "$1"));
      }
    }
    clients.shutdown();
    assertThat(accepted).isEqualTo(1);
    assertThat(named).containsExactly(started);

    Set<String> generations = new HashSet<>();
    while (!List.of("succeeded", "failed")
        .contains(cinephile.run(started).path("state").asText())) {
      generations.add(cinephile.json("/api/v1/movies/popular?limit=1").path("generation").asText());
      Thread.sleep(100);
    }
    assertThat(cinephile.run(started).path("state").asText()).isEqualTo("succeeded");
    assertThat(generations).contains(before);
    RunningCinephile.await(
        "the new generation",
        Duration.ofSeconds(5),
        () ->
            !cinephile
                .json("/api/v1/movies/popular?limit=1")
                .path("generation")
                .asText()
                .equals(before));
    // The run has learnt from what was rated since the first one.
    assertThat(sources(recommendedTo("newcomer"))).containsOnly("als");
  }

  @Test
  @Order(6)
  void a_run_on_data_that_are_not_there_fails_and_says_so() {
    assertThat(errorOfARunOn(home.resolve("no-such-folder"))).contains("no-such-folder");
    assertThat(cinephile.title("matrix", 1).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(6)
  void a_run_on_one_viewer_or_on_mostly_broken_lines_fails_and_says_why() throws IOException {
    Path folder = Files.createDirectories(home.resolve("one-viewer"));
    // A movie that nobody has rated live: those ratings would be learnt from, too.
    Files.writeString(
        folder.resolve("movies.csv"), "movieId,title,genres\n999999,Heat (1995),Crime\n");
    Files.writeString(
        folder.resolve("ratings.csv"),
        "userId,movieId,rating,timestamp\n1,999999,4.0,1000000000\n");
    assertThat(errorOfARunOn(folder)).contains("one viewer");

    Files.writeString(
        folder.resolve("ratings.csv"),
        "userId,movieId,rating,timestamp\n1,999999,4.0,1000000000\n2,999999,5.0,1000000000\nbroken\n");
    assertThat(errorOfARunOn(folder)).contains("33.3 %").contains("UNPARSABLE_RATING=1");
    assertThat(cinephile.title("matrix", 1).statusCode()).isEqualTo(200);
  }

  private static String errorOfARunOn(Path dataset) {
    String body = "{\"dataset\":\"%s\"}".formatted(dataset);
    String id = RunningCinephile.json(cinephile.trigger(body)).path("id").asText();
    JsonNode run = cinephile.awaitRun(id, TRAINING);
    assertThat(run.path("state").asText()).isEqualTo("failed");
    return run.path("reason").asText();
  }

  /** Skipped where {@code scripts/fuzz --install} has not been run. */
  @Test
  @Order(6)
  void thousands_of_requests_that_nobody_would_send_are_answered_in_order() throws Exception {
    Path root = Path.of("../..").toRealPath();
    assumeThat(root.resolve("target/fuzzing/bin/schemathesis")).exists();

    Process fuzzer =
        new ProcessBuilder(
                root.resolve("scripts/fuzz").toString(),
                "http://127.0.0.1:" + cinephile.port(),
                cinephile.adminKey(),
                "" + FUZZED_REQUESTS)
            .redirectErrorStream(true)
            .start();
    String report = new String(fuzzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(fuzzer.waitFor()).as(report).isZero();
    Matcher made = Pattern.compile("fuzz: (\\d+) requests").matcher(report);
    assertThat(made.find()).as(report).isTrue();
    assertThat(Integer.parseInt(made.group(1))).isGreaterThanOrEqualTo(FUZZED_REQUESTS);
    assertThat(cinephile.output()).doesNotContain("Unexpected error");
  }

  @Test
  @Order(7)
  void while_elasticsearch_is_dead_what_is_known_is_answered_and_nothing_acknowledged_is_lost() {
    cinephile.title("matrix", 1);
    recommendedTo("newcomer");
    int rated = cinephile.json("/api/v1/movies?limit=1&genre=western").at("/movies/0/id").asInt();
    int before = ratingsOf("newcomer");
    assertThat(cinephile.rate("newcomer", rated, 4.5).statusCode()).isEqualTo(200);
    cinephile.descendantsNamed("org.elasticsearch").forEach(ProcessHandle::destroyForcibly);

    assertThat(RunningCinephile.json(cinephile.title("matrix", 1)).path("stale").asBoolean())
        .isTrue();
    assertThat(recommendedTo("newcomer").path("stale").asBoolean()).isTrue();
    assertThat(cinephile.get("/api/v1/movies/popular").statusCode()).isEqualTo(200);
    assertUnavailable(cinephile.title("never asked for before", 1));
    assertUnavailable(cinephile.rate("newcomer", rated, 1));
    assertThat(cinephile.get("/q/health/ready").statusCode()).isEqualTo(503);
    assertThat(cinephile.get("/q/health/live").statusCode()).isEqualTo(200);

    RunningCinephile.await(
        "the answers to come back",
        Duration.ofMinutes(2),
        () -> isFresh(cinephile.title("casablanca", 1)) && isFresh(answerTo("newcomer")));
    assertThat(ratingsOf("newcomer")).isEqualTo(before + 1);
    assertThat(recommendedTo("newcomer").has("stale")).isFalse();
  }

  /** Indices come back one by one, and answers are makeshifts until the last of them has. */
  private static boolean isFresh(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && !RunningCinephile.json(answer).has("stale");
  }

  private static void assertUnavailable(HttpResponse<String> outage) {
    assertThat(outage.statusCode()).isEqualTo(503);
    assertThat(outage.headers().firstValue("Retry-After")).isPresent();
    assertThat(outage.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  @Order(8)
  void another_server_cannot_take_its_port_nor_its_home() {
    try (RunningCinephile samePort =
        RunningCinephile.start(
            home.resolveSibling(home.getFileName() + "-other"),
            cinephile.port(),
            "--port",
            "" + cinephile.port())) {
      assertThat(samePort.awaitEnd(Duration.ofMinutes(1))).isEqualTo(1);
      assertThat(samePort.output()).contains("" + cinephile.port()).contains("--port");
    }
    try (RunningCinephile sameHome = RunningCinephile.serve(home)) {
      assertThat(sameHome.awaitEnd(Duration.ofMinutes(1))).isEqualTo(1);
      assertThat(sameHome.output()).contains(home.toString()).doesNotContain("\tat ");
    }
  }

  @Test
  @Order(9)
  void ctrl_c_leaves_no_process_and_the_second_start_is_ready_without_training() {
    List<ProcessHandle> children = cinephile.descendants();
    assertThat(children).isNotEmpty();

    cinephile.signal("INT");
    cinephile.awaitEnd(Duration.ofMinutes(1));
    RunningCinephile.await(
        "its children to end",
        Duration.ofSeconds(10),
        () -> children.stream().noneMatch(ProcessHandle::isAlive));

    cinephile = RunningCinephile.serve(home).awaitReady(Duration.ofMinutes(1));
    assertThat(cinephile.output()).contains("Serving").doesNotContain("Evaluating");
    assertThat(cinephile.title("toy story", 3).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(10)
  void pseudonyms_are_brought_under_another_key_and_nobody_notices() {
    Trace former = Trace.ofPseudonym("newcomer", home);
    assertThat(former.indices()).contains("cinephile-live-ratings");
    List<JsonNode> before = answersTo("newcomer");
    cinephile.close();

    try (RunningCinephile rotation = RunningCinephile.start(home, 0, "pseudonyms", "rotate")) {
      assertThat(rotation.awaitEnd(Duration.ofMinutes(2))).as(rotation.output()).isZero();
    }

    cinephile = RunningCinephile.serve(home).awaitReady(Duration.ofMinutes(1));
    assertThat(answersTo("newcomer")).isEqualTo(before);
    assertThat(former.indices()).isEmpty();
    assertThat(former.files()).isEmpty();
    HttpResponse<String> trail = cinephile.asAdmin("/api/v1/governance/audit?verify=full");
    assertThat(RunningCinephile.json(trail).findPath("whole").asBoolean()).isTrue();
  }

  private static List<JsonNode> answersTo(String user) {
    return List.of(recommendedTo(user).path("recommendations"), ratedBy(user));
  }

  @Test
  @Order(11)
  void kill_nine_leaves_no_process_either() {
    List<ProcessHandle> children = cinephile.descendants();

    cinephile.signal("KILL");

    RunningCinephile.await(
        "its children to end",
        Duration.ofSeconds(30),
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }
}
