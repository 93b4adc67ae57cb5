package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with unusual ratings is erased while everybody is served and a training run is at work;
 * afterwards everything that was written is searched. The data set itself lies outside of the home:
 * it is the operator's.
 */
@TestMethodOrder(OrderAnnotation.class)
class ErasureIT {
  private static final long SEED = 20261123;

  /** Found nowhere by chance. */
  private static final int CANARY = 1_847_265_093;

  private static final String USER = "/api/v1/users/" + CANARY;

  /** Between the requests of others, who share the machine with the run. */
  private static final int BREATH_MILLIS = 100;

  /** Never heard of. */
  private static final String STRANGER = "nobody-has-this-id";

  /** What keeps the erasure and proves it. */
  private static final String SUPPRESSIONS = "cinephile-suppressions";

  private static final String AUDIT = "cinephile-audit";

  /** Most of the time of such a run is Spark's own start. */
  private static final String QUICK_RUN =
      """
      {"dataset": "%s", "stars": {"rank": 8, "iterations": 3},
       "ranking": {"rank": 8, "iterations": 3}}
      """;

  @TempDir static Path folder;
  private static TasteDataset data;
  private static RunningCinephile cinephile;
  private static Trace id;
  private static Trace pseudonym;
  private static String first;
  private static String link;
  private static String duringErasure;
  private static String afterErasure;

  /** What a snapshot would have that was made before the erasure. */
  private static final List<JsonNode> KEPT = new ArrayList<>();

  private static JsonNode keptSeal;

  /** All that was printed by servers that have ended. */
  private static String printed = "";

  @BeforeAll
  static void start() throws IOException {
    data = TasteDataset.write(folder.resolve("tastes"), SEED);
    data.plant(CANARY);
    Path home = folder.resolve("home");
    cinephile =
        RunningCinephile.serve(home, "--dataset", data.folder().toString())
            .awaitReady(Duration.ofMinutes(5));
    id = Trace.ofId("" + CANARY, home);
    pseudonym = Trace.ofPseudonym("" + CANARY, home);
    first = cinephile.generation();
  }

  @AfterAll
  static void stop() {
    cinephile.close();
  }

  @Test
  @Order(1)
  void whoever_is_asked_about_is_named_in_no_refusal_and_in_nothing_that_is_written() {
    String user = "canary-9x7k3v2w";
    Trace plain = Trace.ofId(user, cinephile.home());
    Trace pseudonymous = Trace.ofPseudonym(user, cinephile.home());

    EveryOperation asked = new EveryOperation(cinephile, user).ask();

    assertThat(asked.answers()).isGreaterThan(200);
    assertThat(asked.refusals()).hasSizeGreaterThan(80).noneMatch(plain::isIn);
    assertThat(plain.files()).isEmpty();
    assertThat(pseudonymous.indices()).containsExactly(AUDIT, SUPPRESSIONS);
    assertNothingIsSaidOf(plain);
    assertNothingIsSaidOf(pseudonymous);
  }

  @Test
  @Order(2)
  void before_the_erasure_there_is_something_to_be_found() {
    for (int movie = 100; movie < 105; movie++) {
      assertThat(cinephile.rate("" + CANARY, movie, 0.5).statusCode()).isEqualTo(200);
    }
    allow("statistics", false);
    allow("statistics", true);
    // So that whatever remembers has something to remember.
    answersAbout("" + CANARY);
    cinephile.title("film 8", 20);

    Set<String> indices =
        Set.of(
            "cinephile-live-ratings",
            "cinephile-consents",
            "cinephile-ratings-" + first,
            "cinephile-recommendations-" + first);
    assertThat(pseudonym.indices()).containsAll(indices);
    assertThat(pseudonym.files(AUDIT)).anyMatch(file -> file.startsWith("elasticsearch/data/"));
    indices.forEach(
        index ->
            StoredDocuments.of(cinephile.home(), index).stream()
                .filter(document -> pseudonym.isIn(document.toString()))
                .forEach(KEPT::add));
    keptSeal = seal(first);
    assertThat(KEPT).hasSizeGreaterThan(40);
  }

  @Test
  @Order(3)
  void somebody_is_erased_while_others_are_served_and_a_run_is_at_work() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(1);
    AtomicBoolean done = new AtomicBoolean();
    Future<List<Integer>> others = clients.submit(asking(done));
    String run =
        RunningCinephile.json(cinephile.postAsAdmin("/api/v1/admin/training-runs?force=true", "{}"))
            .path("id")
            .asText();
    duringErasure = run.replace("run-", "");
    RunningCinephile.await(
        "the run to learn from everybody",
        Duration.ofMinutes(2),
        () -> cinephile.run(run).at("/progress/stage").asText().equals("training"));

    HttpResponse<String> erasure = cinephile.deleteAsAdmin(USER);

    assertThat(cinephile.run(run).path("state").asText()).isEqualTo("running");
    assertThat(erasure.statusCode()).isEqualTo(202);
    link = RunningCinephile.json(erasure).path("link").asText();
    assertThat(pseudonym.indices()).containsExactly(AUDIT, SUPPRESSIONS);
    assertIsAStranger();
    JsonNode ended = cinephile.awaitRun(run, Duration.ofMinutes(3));
    done.set(true);
    assertThat(ended.path("state").asText()).isEqualTo("succeeded");
    cinephile.awaitServed(duringErasure);
    assertThat(others.get()).hasSizeGreaterThan(20).containsOnly(200);
    clients.shutdown();
    assertThat(pseudonym.indices()).containsExactly(AUDIT, SUPPRESSIONS);
    assertIsAStranger();
  }

  @Test
  @Order(4)
  void to_import_the_same_files_again_brings_nobody_back() {
    afterErasure = cinephile.trainByForce(QUICK_RUN.formatted(data.folder()));

    assertThat(cinephile.run("run-" + afterErasure).at("/figures/dataQuality/viewers").asInt())
        .isEqualTo(TasteDataset.VIEWERS);
    RunningCinephile.await(
        "the erasure to be complete", Duration.ofSeconds(90), () -> receiptSays("complete"));
    RunningCinephile.await(
        "the receipt to name the next generation",
        Duration.ofSeconds(10),
        () -> receipt().path("learntWithout").asText().equals(afterErasure));
    assertThat(receipt().path("learntWith"))
        .extracting(JsonNode::asText)
        .containsExactly(first, duringErasure);
  }

  @Test
  @Order(5)
  void no_document_file_answer_log_or_metric_holds_a_trace_and_the_receipt_verifies()
      throws Exception {
    assertThat(pseudonym.indices()).containsExactly(AUDIT, SUPPRESSIONS);
    assertThat(id.indices()).isEmpty();
    assertThat(pseudonym.files(AUDIT, SUPPRESSIONS)).containsExactly("suppressions");
    assertThat(id.files()).isEmpty();
    assertNothingIsSaidOf(id);
    assertNothingIsSaidOf(pseudonym);
    assertIsAStranger();
    assertThat(isSigned(receiptAnswer())).isTrue();
    assertThat(receiptAnswer().toString()).doesNotContain(pseudonym.toString());
  }

  @Test
  @Order(6)
  void a_restored_copy_brings_nobody_back_even_if_the_server_is_killed_at_once() {
    Path home = cinephile.home();
    // What a snapshot from before brings: everything of the user, and nothing of the erasure.
    StoredDocuments.restore(home, KEPT);
    LocalNodeAccess.send(
        home,
        "PUT",
        "/cinephile-movies-%s/_mapping".formatted(first),
        "{\"_meta\":%s}".formatted(keptSeal));
    LocalNodeAccess.send(
        home, "DELETE", "/%s/_doc/%s?refresh=true".formatted(SUPPRESSIONS, pseudonym), "");
    RunningCinephile.await(
        "the suppression to be put back",
        Duration.ofSeconds(10),
        () -> pseudonym.indices().contains(SUPPRESSIONS));

    cinephile.signal("KILL");
    cinephile.awaitEnd(Duration.ofSeconds(10));
    printed += cinephile.output();
    cinephile =
        RunningCinephile.serve(home, "--dataset", data.folder().toString())
            .awaitReady(Duration.ofMinutes(1));

    RunningCinephile.await(
        "everything to be deleted again",
        Duration.ofSeconds(30),
        () -> pseudonym.indices().equals(Set.of(AUDIT, SUPPRESSIONS)));
    assertIsAStranger();
    assertThat(RunningCinephile.json(cinephile.deleteAsAdmin(USER)).path("link").asText())
        .isEqualTo(link);
    assertThat(receipt().path("learntWith"))
        .extracting(JsonNode::asText)
        .containsExactly(first, duringErasure);
    assertThat(
            RunningCinephile.json(cinephile.asAdmin("/api/v1/admin/models/" + first))
                .path("standing")
                .asText())
        .isEqualTo("stored");
  }

  @Test
  @Order(7)
  void the_next_model_is_the_one_that_is_learnt_from_data_without_the_user() throws IOException {
    TasteDataset others = TasteDataset.write(folder.resolve("others"), SEED);

    String reference = cinephile.trainByForce(QUICK_RUN.formatted(others.folder()));

    for (String kind : List.of("movies", "ratings", "recommendations")) {
      assertThat(contents(kind, afterErasure)).as(kind).isEqualTo(contents(kind, reference));
      // Whereas the one that was learnt with the user differs.
      assertThat(contents("movies", duringErasure)).isNotEqualTo(contents("movies", reference));
    }
  }

  private static Map<String, JsonNode> contents(String kind, String generation) {
    return StoredDocuments.contents(
        cinephile.home(), "cinephile-%s-%s".formatted(kind, generation));
  }

  private static void allow(String purpose, boolean allowed) {
    HttpResponse<String> answer =
        cinephile.ask("PUT", USER + "/consents/" + purpose, "{\"allowed\":%s}".formatted(allowed));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /** Asks for others until it is told to stop, and returns how that was answered. */
  private static Callable<List<Integer>> asking(AtomicBoolean done) {
    return () -> {
      List<Integer> statuses = new ArrayList<>();
      for (int n = 0; !done.get(); n++) {
        statuses.add(cinephile.title("film " + (8 + n % 100), 10).statusCode());
        statuses.add(
            cinephile.asAdmin("/api/v1/users/%d/recommendations".formatted(1 + n)).statusCode());
        Thread.sleep(BREATH_MILLIS);
      }
      return statuses;
    };
  }

  /** What every route says of somebody. */
  private static List<String> answersAbout(String user) {
    String own = "/api/v1/users/" + user;
    String several = "{\"users\":[\"%s\"]}".formatted(user);
    return List.of(
            cinephile.asAdmin(own + "/recommendations?limit=20&reasons=3"),
            cinephile.asAdmin(own + "/recommendations?diversity=0.5"),
            cinephile.asAdmin(own + "/recommendations/9/reasons"),
            cinephile.asAdmin(own + "/ratings"),
            cinephile.asAdmin(own + "/consents"),
            cinephile.asAdmin(own + "/data"),
            cinephile.postAsAdmin("/api/v1/recommendations/batch", several),
            cinephile.postAsAdmin("/api/v1/groups/recommendations", several))
        .stream()
        .map(answer -> answer.statusCode() + " " + answer.body())
        .toList();
  }

  /** Nothing tells the user from somebody of whom nothing was ever known. */
  private static void assertIsAStranger() {
    Trace stranger = Trace.ofPseudonym(STRANGER, cinephile.home());
    List<String> expected =
        answersAbout(STRANGER).stream()
            .map(answer -> neutral(answer, STRANGER, stranger.toString()))
            .toList();
    List<String> answers =
        answersAbout("" + CANARY).stream()
            .map(answer -> neutral(answer, id.toString(), pseudonym.toString()))
            .toList();
    assertThat(answers).isEqualTo(expected);
    assertThat(cinephile.rate("" + CANARY, 8, 5).statusCode()).isEqualTo(410);
  }

  /**
   * Without what an answer repeats of the question, the time of an export, and the word that tells
   * whoever asks why nothing is personal.
   */
  private static String neutral(String answer, String user, String viewer) {
    return answer
        .replace("\"" + user + "\"", "\"user\"")
        .replace(viewer, "pseudonym")
        .replace("\"notPersonalised\":\"erased\",", "")
        .replaceAll("\"exported\":\"[^\"]+\"", "\"exported\":\"now\"");
  }

  private static void assertNothingIsSaidOf(Trace trace) {
    assertThat(printed + cinephile.output()).doesNotContain(trace.toString());
    assertThat(cinephile.get("/q/metrics").body())
        .contains("http_server_requests")
        .doesNotContain(trace.toString());
    for (String page : List.of("training-runs?limit=100", "models?limit=100")) {
      assertThat(cinephile.asAdmin("/api/v1/admin/" + page).body())
          .doesNotContain(trace.toString());
    }
    for (String page : List.of("lineage", "catalogue", "recommender", "retention")) {
      assertThat(cinephile.asAdmin("/api/v1/governance/" + page).body())
          .doesNotContain(trace.toString());
    }
    assertThat(trace.isInClusterState()).isFalse();
  }

  private static JsonNode seal(String generation) {
    return LocalNodeAccess.get(
            cinephile.home(), "/cinephile-movies-%s/_mapping".formatted(generation))
        .findPath("_meta");
  }

  private static JsonNode receiptAnswer() {
    return RunningCinephile.json(cinephile.asAdmin(link));
  }

  private static JsonNode receipt() {
    return receiptAnswer().path("receipt");
  }

  private static boolean receiptSays(String state) {
    return receipt().path("state").asText().equals(state);
  }

  /** As docs/privacy/erasure.md tells to. */
  private static boolean isSigned(JsonNode answer) throws GeneralSecurityException, IOException {
    String pem = cinephile.get("/api/v1/governance/erasures/key").body();
    ObjectMapper sorting =
        JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    Map<?, ?> receipt = sorting.treeToValue(answer.path("receipt"), Map.class);
    Signature verifying = Signature.getInstance("Ed25519");
    verifying.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")))));
    verifying.update(sorting.writeValueAsString(receipt).getBytes(StandardCharsets.UTF_8));
    return verifying.verify(Base64.getDecoder().decode(answer.path("signature").asText()));
  }
}
