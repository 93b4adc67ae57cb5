package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator sees, stops, repeats and undoes. */
@TestMethodOrder(OrderAnnotation.class)
class ModelLifeIT {
  private static final long SEED = 20261122;

  /** Fifty in the profile long-tests. */
  private static final int SWAPS = Integer.getInteger("swaps", 20);

  private static final int CLIENTS = 4;

  /** Long enough for somebody to come in between. */
  private static final String LONG_TRAINING =
      "{\"stars\":{\"iterations\":30},\"ranking\":{\"iterations\":30}}";

  @TempDir static Path home;
  private static TasteDataset data;
  private static RunningCinephile cinephile;

  @BeforeAll
  static void start() throws IOException {
    data = TasteDataset.write(home.resolve("tastes"), SEED);
    cinephile =
        RunningCinephile.serve(home.resolve("first"), "--dataset", data.folder().toString())
            .awaitReady(Duration.ofMinutes(5));
  }

  @AfterAll
  static void stop() {
    cinephile.close();
  }

  @Test
  @Order(1)
  void the_first_generation_passes_the_gate_and_has_a_card() {
    String generation = cinephile.generation();

    JsonNode entry = admin("/api/v1/admin/models/" + generation);
    assertThat(entry.path("standing").asText()).isEqualTo("serving");
    assertThat(entry.path("verdict").path("passed").asBoolean()).isTrue();
    assertThat(entry.path("versions").path("spark").asText()).startsWith("4.");
    assertThat(entry.path("durations").path("training").asText()).startsWith("PT");
    assertThat(cinephile.asAdmin("/api/v1/admin/models/" + generation + "/card").body())
        .contains("intendedUse");
    String markdown =
        cinephile.asAdmin("/api/v1/admin/models/" + generation + "/card", "text/markdown").body();
    assertThat(markdown).startsWith("# ").contains(generation).contains("NDCG@10");
  }

  @Test
  @Order(2)
  void an_equal_model_passes_and_its_run_can_be_followed_live() {
    String before = cinephile.generation();
    String run = cinephile.begin("{}");

    List<JsonNode> events = cinephile.follow(run);

    JsonNode last = events.get(events.size() - 1);
    assertThat(last.path("state").asText()).isEqualTo("succeeded");
    assertThat(last.path("figures").path("verdict").path("serving").asText()).isEqualTo(before);
    assertThat(
            events.stream().map(event -> event.path("progress").path("stage").asText()).distinct())
        .containsSubsequence("evaluating", "publishing", "activating");
    assertThat(events)
        .anySatisfy(event -> assertThat(event.path("remaining").asText()).startsWith("PT"));
    cinephile.awaitServed(run.replace("run-", ""));
  }

  @Test
  @Order(3)
  void a_spoilt_model_is_refused_and_what_is_served_stays() throws IOException {
    String before = cinephile.generation();
    data.spoil(SEED);

    JsonNode run = cinephile.train("{}");

    assertThat(run.path("state").asText()).isEqualTo("refused");
    assertThat(run.path("reason").asText())
        .contains("of the serving generation: worse by")
        .contains("of popularity");
    assertThat(cinephile.generation()).isEqualTo(before);
    String refused = run.path("figures").path("generation").asText();
    JsonNode entry = admin("/api/v1/admin/models/" + refused);
    assertThat(entry.path("standing").asText()).isEqualTo("stored");
    assertThat(entry.path("verdict").path("passed").asBoolean()).isFalse();
    assertThat(cinephile.activate(refused, "").statusCode()).isEqualTo(409);
    assertThat(cinephile.generation()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void force_serves_it_all_the_same_and_is_recorded_and_undone() throws IOException {
    String good = cinephile.generation();
    data.spoil(SEED + 1);

    String forced = cinephile.trainByForce("{}");
    assertThat(admin("/api/v1/admin/models/" + forced).path("forced").asBoolean()).isTrue();

    assertThat(cinephile.activate(good, "").statusCode()).isEqualTo(200);
    cinephile.awaitServed(good);
    data.mend();
  }

  @Test
  @Order(5)
  void what_has_lost_an_index_cannot_be_activated_and_says_why() {
    String served = cinephile.generation();
    String broken = cinephile.trainByForce("{\"seed\":8}");
    assertThat(cinephile.activate(served, "").statusCode()).isEqualTo(200);
    StoredGenerations.delete(cinephile, "cinephile-recommendations-" + broken);

    HttpResponse<String> answer = cinephile.activate(broken, "?force=true");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("it has no index of recommendations");
    assertThat(admin("/api/v1/admin/models/" + broken).path("standing").asText())
        .isEqualTo("incomplete");
    cinephile.awaitServed(served);
  }

  @Test
  @Order(6)
  void swaps_under_load_give_no_error_and_every_answer_is_of_one_generation() throws Exception {
    String one = cinephile.trainByForce("{\"seed\":1,\"ranking\":{\"rank\":8}}");
    Map<String, Map<String, String>> expected = new HashMap<>();
    expected.put(one, answers());
    String other = cinephile.trainByForce("{\"seed\":2}");
    expected.put(other, answers());
    assertThat(expected.get(one)).isNotEqualTo(expected.get(other));

    AtomicBoolean done = new AtomicBoolean();
    Map<String, Long> seen = new ConcurrentHashMap<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    List<Future<Integer>> loads = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      loads.add(clients.submit(load(expected, seen, done)));
    }
    for (int swap = 0; swap < SWAPS; swap++) {
      String next = swap % 2 == 0 ? one : other;
      assertThat(cinephile.activate(next, "").statusCode()).isEqualTo(200);
      Thread.sleep(200);
    }
    done.set(true);
    for (Future<Integer> load : loads) {
      assertThat(load.get()).isGreaterThan(50);
    }
    clients.shutdown();
    assertThat(seen).containsOnlyKeys(one, other);
  }

  /** To evaluate is to learn, as training is: only the profile long-tests does both. */
  private static Stream<String> stages() {
    return Stream.of("waiting", "sourcing", "evaluating", "training", "publishing")
        .filter(stage -> Boolean.getBoolean("long-tests") || !stage.equals("evaluating"));
  }

  @ParameterizedTest
  @MethodSource("stages")
  @Order(7)
  void a_run_cancelled_in_any_stage_ends_within_five_seconds_and_leaves_nothing(String stage) {
    Set<String> served = StoredGenerations.serving(cinephile);
    boolean learning = Set.of("evaluating", "training").contains(stage);
    String run = cinephile.begin(learning ? LONG_TRAINING : "{}");
    RunningCinephile.await(
        "the stage " + stage,
        Duration.ofMinutes(2),
        () -> cinephile.run(run).path("progress").path("stage").asText().equals(stage));

    assertThat(cinephile.deleteAsAdmin("/api/v1/admin/training-runs/" + run).statusCode())
        .isEqualTo(202);

    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    String left = left(run);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      left = left(run);
    }
    assertThat(left).as("left after five seconds").isEmpty();
    assertThat(cinephile.run(run).path("progress").path("stage").asText()).isEqualTo(stage);
    assertThat(StoredGenerations.serving(cinephile)).isEqualTo(served);
    assertThat(cinephile.deleteAsAdmin("/api/v1/admin/training-runs/" + run).statusCode())
        .isEqualTo(409);
  }

  /** What a run that was cancelled should not have left. */
  private static String left(String run) {
    String state = cinephile.run(run).path("state").asText();
    if (!state.equals("cancelled")) {
      return "a run that is " + state;
    }
    if (!cinephile.descendantsNamed(".args").isEmpty()) {
      return "a trainer";
    }
    String generation = run.substring("run-".length());
    return StoredGenerations.of(cinephile).containsKey(generation) ? "indices" : "";
  }

  @Test
  @Order(8)
  void fifty_triggers_at_once_on_two_servers_start_one_run() throws Exception {
    try (RunningCinephile second =
        RunningCinephile.serveBeside(cinephile, home.resolve("second"), Map.of())
            .awaitReady(Duration.ofMinutes(1))) {
      ExecutorService clients = Executors.newFixedThreadPool(50);
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        RunningCinephile asked = i % 2 == 0 ? cinephile : second;
        String body = "{\"dataset\":\"%s\"}".formatted(data.folder());
        answers.add(clients.submit(() -> asked.trigger(body)));
      }
      List<String> started = new ArrayList<>();
      Set<String> named = new HashSet<>();
      for (Future<HttpResponse<String>> answer : answers) {
        HttpResponse<String> response = answer.get();
        JsonNode told = RunningCinephile.json(response);
        if (response.statusCode() == 202) {
          started.add(told.path("id").asText());
        } else {
          assertThat(response.statusCode()).isEqualTo(409);
          named.add(told.path("run").asText());
        }
      }
      clients.shutdown();

      assertThat(started).hasSize(1);
      assertThat(named).containsExactly(started.get(0));
      assertThat(second.awaitRun(started.get(0), Duration.ofMinutes(3)).path("state").asText())
          .isEqualTo("succeeded");
    }
  }

  @Test
  @Order(9)
  void a_schedule_skips_a_run_that_has_nothing_new_to_learn() {
    String served = StoredGenerations.serving(cinephile).iterator().next();
    try (RunningCinephile scheduled =
        RunningCinephile.serveBeside(
                cinephile,
                home.resolve("scheduled"),
                Map.of(
                    "CINEPHILE_TRAINING_SCHEDULE",
                    "0/5 * * * * ?",
                    "CINEPHILE_DATASET",
                    data.folder().toString()))
            .awaitReady(Duration.ofMinutes(1))) {
      RunningCinephile.await(
          "a run to be skipped",
          Duration.ofMinutes(1),
          () -> {
            JsonNode last = admin("/api/v1/admin/training-runs?limit=1").path("runs").path(0);
            return last.path("state").asText().equals("skipped")
                && last.path("reason").asText().contains(served);
          });
    }
    assertThat(StoredGenerations.serving(cinephile)).containsExactly(served);
  }

  /**
   * Asks until it is told to stop, and compares each answer with that of the generation it names.
   */
  private static Callable<Integer> load(
      Map<String, Map<String, String>> expected, Map<String, Long> seen, AtomicBoolean done) {
    return () -> {
      int answers = 0;
      while (!done.get()) {
        for (String path : PATHS) {
          HttpResponse<String> response = cinephile.asAdmin(path);
          assertThat(response.statusCode()).isEqualTo(200);
          String generation = RunningCinephile.json(response).path("generation").asText();
          assertThat(response.body()).isEqualTo(expected.get(generation).get(path));
          seen.merge(generation, 1L, Long::sum);
          answers++;
        }
      }
      return answers;
    };
  }

  private static final List<String> PATHS =
      List.of(
          "/api/v1/recommendations?title=film+8&limit=20",
          "/api/v1/users/17/recommendations?limit=20",
          "/api/v1/movies/9/similar?limit=10",
          "/api/v1/movies/popular?limit=10");

  private static Map<String, String> answers() {
    Map<String, String> answers = new HashMap<>();
    PATHS.forEach(path -> answers.put(path, cinephile.asAdmin(path).body()));
    return answers;
  }

  private static JsonNode admin(String path) {
    return RunningCinephile.json(cinephile.asAdmin(path));
  }
}
