package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events of a run, as a caller reads them from the wire. */
@QuarkusTest
@Timeout(60)
class RunStreamTest {
  private static final RunId RUN = new RunId("run-20261122-161500-3f9a");
  private static final String PATH = "/api/v1/admin/training-runs/" + RUN + "/events";
  private static final int ROOM = 32;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Inject TestPorts ports;

  private TrainingRun run;

  @BeforeEach
  void begin() {
    ports.reset();
    run =
        TrainingRun.requested(
            RUN,
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            TestPorts.NOW);
    ports.runs().begin(run);
  }

  @Test
  void tellsAtOnceThenEveryChangeThenTheEndAndCloses() throws Exception {
    HttpResponse<Stream<String>> response = open();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    Iterator<String> lines = response.body().iterator();

    assertThat(lines.next()).isEqualTo("id:1");
    assertThat(lines.next()).isEqualTo("event:progress");
    JsonPath queued = data(lines);
    assertThat(queued.getString("id")).isEqualTo(RUN.value());
    assertThat(queued.getString("state")).isEqualTo("queued");
    assertThat(lines.next()).isEmpty();

    run = run.at(new Progress(Stage.TRAINING, TestPorts.NOW, "iteration 3 of 15", 0.2));
    ports.runs().update(run);
    assertThat(lines.next()).isEqualTo("id:2");
    assertThat(lines.next()).isEqualTo("event:progress");
    assertThat(data(lines).getString("progress.activity")).isEqualTo("iteration 3 of 15");
    assertThat(lines.next()).isEmpty();

    ports.runs().update(run.succeeded(TestPorts.NOW));
    assertThat(lines.next()).isEqualTo("id:3");
    assertThat(lines.next()).isEqualTo("event:ended");
    assertThat(data(lines).getString("state")).isEqualTo("succeeded");
    assertThat(lines.next()).isEmpty();
    assertThat(lines.hasNext()).isFalse();
  }

  @Test
  void tellsOfARunThatIsOverOnce() throws Exception {
    ports.runs().update(run.failed(TestPorts.NOW, "The trainer died.", List.of("OutOfMemory")));
    List<String> lines = open().body().toList();
    assertThat(lines).hasSize(4).startsWith("id:1", "event:ended");
    assertThat(lines.get(2)).contains("\"log\":[\"OutOfMemory\"]");
  }

  @Test
  void refusesMoreStreamsThanThereIsRoomForUntilSomebodyLeaves() throws Exception {
    List<Stream<String>> open = new ArrayList<>();
    for (int i = 0; i < ROOM; i++) {
      Stream<String> lines = open().body();
      open.add(lines);
      assertThat(lines.iterator().next()).isEqualTo("id:1");
    }
    admin().get(PATH).then().spec(problem(503, "too-many-streams")).header("Retry-After", "30");

    open.forEach(Stream::close);

    HttpResponse<Stream<String>> again = open();
    while (again.statusCode() == 503) {
      Thread.sleep(50);
      again = open();
    }
    assertThat(again.statusCode()).isEqualTo(200);
    again.body().close();
  }

  @Test
  void answersAHeadAndKeepsNobodyWaitingForTheEnd() throws Exception {
    HttpRequest head = request().method("HEAD", BodyPublishers.noBody()).build();
    for (int i = 0; i < 2; i++) {
      HttpResponse<Void> response = CLIENT.send(head, BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    }
  }

  @Test
  void refusesAsAProblemWhoeverWantsEvents() {
    admin()
        .accept("text/event-stream")
        .get("/api/v1/admin/training-runs/run-20200101-000000-0000/events")
        .then()
        .spec(problem(404, "unknown-training-run"));
    admin().accept("application/json").get(PATH).then().spec(problem(406, "not-acceptable"));
  }

  private static RequestSpecification admin() {
    return given().header("X-API-Key", TestUseCases.ADMIN_KEY);
  }

  private static JsonPath data(Iterator<String> lines) {
    String line = lines.next();
    assertThat(line).startsWith("data:");
    return JsonPath.from(line.substring("data:".length()));
  }

  private static HttpResponse<Stream<String>> open() throws IOException, InterruptedException {
    return CLIENT.send(request().build(), BodyHandlers.ofLines());
  }

  private static HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + PATH))
        .timeout(Duration.ofSeconds(10))
        .header("X-API-Key", TestUseCases.ADMIN_KEY);
  }
}
