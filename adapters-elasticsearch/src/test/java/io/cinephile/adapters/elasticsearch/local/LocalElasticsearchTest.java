package io.cinephile.adapters.elasticsearch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ElasticsearchExtension.class)
class LocalElasticsearchTest {

  private static final Duration START = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterAll
  static void removeInstallations() throws IOException {
    TestHomes.removeInstallations();
  }

  @Test
  void answersItsUser(LocalElasticsearch server) throws Exception {
    HttpResponse<String> health = get(server, "/_cluster/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"status\":\"green\"");
  }

  @Test
  void refusesWhoeverGivesNoPassword(LocalElasticsearch server) throws Exception {
    assertThat(statusWith(server, null)).isEqualTo(401);
  }

  @Test
  void refusesAWrongPasswordAndTheBuiltInUser(LocalElasticsearch server) throws Exception {
    assertThat(statusWith(server, basic(server.username(), "wrong"))).isEqualTo(401);
    assertThat(statusWith(server, basic("elastic", server.password()))).isEqualTo(401);
    assertThat(statusWith(server, basic("elastic", "changeme"))).isEqualTo(401);
  }

  @Test
  void listensOnTheLoopbackAddressOnly(LocalElasticsearch server) throws Exception {
    assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
    assertThat(boundAddresses(get(server, "/_nodes/_local/http,transport").body()))
        .hasSize(2)
        .allMatch(addresses -> addresses.matches("\"127\\.0\\.0\\.1:\\d+\""));
  }

  @Test
  void keepsItsPasswordOutOfCommandLinesAndLogs(LocalElasticsearch server) throws Exception {
    Path folder = sharedHome().resolve("elasticsearch");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile(folder))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(passwordFile(folder)).strip()).isEqualTo(server.password());
    assertThat(server.password()).hasSizeGreaterThanOrEqualTo(43);
    assertThat(Files.readString(folder.resolve("logs/elasticsearch.log")))
        .doesNotContain(server.password());
    assertThat(Files.readString(folder.resolve("console.log"))).doesNotContain(server.password());
    assertThat(ProcessesBelow.commandLinesNaming(folder))
        .isNotEmpty()
        .noneMatch(line -> line.contains(server.password()));
  }

  @Test
  void setsDiskWatermarksInBytes(LocalElasticsearch server) throws Exception {
    String settings =
        get(server, "/_cluster/settings?include_defaults=true&flat_settings=true").body();

    assertThat(settings)
        .contains("\"cluster.routing.allocation.disk.watermark.low\":\"1gb\"")
        .contains("\"cluster.routing.allocation.disk.watermark.high\":\"500mb\"")
        .contains("\"cluster.routing.allocation.disk.watermark.flood_stage\":\"250mb\"");
  }

  @Test
  void leavesHalfOfTheCoresToOthers(LocalElasticsearch server) throws Exception {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    assertThat(get(server, "/_nodes/os?filter_path=nodes.*.os.allocated_processors").body())
        .contains("\"allocated_processors\":%d}".formatted(half));
  }

  @Test
  void refusesASecondServerOnTheSameHomeInOneProcess(LocalElasticsearch server) {
    assertThatThrownBy(() -> LocalElasticsearch.launch(settings(sharedHome())))
        .isInstanceOf(LocalElasticsearchRefusedException.class)
        .hasMessageContaining("already uses " + sharedHome())
        .hasMessageContaining("--home");
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void refusesASecondProcessOnTheSameHome(LocalElasticsearch server) throws Exception {
    ChildJvm child = ChildJvm.launching(sharedHome());

    assertThat(child.nextLine())
        .contains("Another Cinephile (process %d)".formatted(ProcessHandle.current().pid()))
        .contains(sharedHome().toString());
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void keepsDocumentsAndPasswordOverAStopAndLeavesNoProcess() throws Exception {
    Path home = TestHomes.fresh("restart with spaces");
    String password;
    try (LocalElasticsearch first = LocalElasticsearch.launch(settings(home))) {
      first.awaitReady(START);
      password = first.password();
      HttpResponse<String> written =
          send(first, "/films/_doc/1?refresh=true", "PUT", "{\"title\":\"Metropolis\"}");
      assertThat(written.statusCode()).isEqualTo(201);
    }
    assertThat(ProcessesBelow.commandLinesNaming(home)).isEmpty();

    try (LocalElasticsearch second = LocalElasticsearch.launch(settings(home))) {
      second.awaitReady(START);
      assertThat(second.password()).isEqualTo(password);
      assertThat(get(second, "/films/_doc/1").body()).contains("Metropolis");
    }
    assertThat(ProcessesBelow.commandLinesNaming(home)).isEmpty();
  }

  @Test
  void endsWithAParentThatIsKilledAndLetsASuccessorStartAtOnce() throws Exception {
    Path home = TestHomes.fresh("orphan");
    ChildJvm parent = ChildJvm.launching(home);
    assertThat(parent.nextLine()).startsWith("ready");
    assertThat(ProcessesBelow.commandLinesNaming(home)).hasSizeGreaterThanOrEqualTo(3);

    parent.kill();

    // The successor waits for the end of the first; afterwards only its own processes are there.
    try (LocalElasticsearch successor = LocalElasticsearch.launch(settings(home))) {
      assertThat(successor.isAlive()).isTrue();
    }
    ProcessesBelow.awaitNoneNaming(home, Duration.ofSeconds(30));
  }

  @Test
  void reportsTheLastLinesOfAServerThatDiesWhileItStarts() throws IOException {
    Path home = TestHomes.fresh("crash");
    LocalElasticsearchSettings unknownOption =
        settings(home).withJvmOptions(List.of("-XX:NoSuchOption=1"));

    try (LocalElasticsearch server = LocalElasticsearch.launch(unknownOption)) {
      assertThatThrownBy(() -> server.awaitReady(START))
          .isInstanceOf(LocalElasticsearchFailedException.class)
          .hasMessageContaining("ended with exit code")
          .hasMessageContaining("does not know one of the JVM options")
          .hasMessageContaining("NoSuchOption")
          .hasMessageContaining("console.log");
      assertThat(server.isAlive()).isFalse();
    }
  }

  private static List<String> boundAddresses(String nodes) {
    return Pattern.compile("\"bound_address\":\\[([^]]*)]")
        .matcher(nodes)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static LocalElasticsearchSettings settings(Path home) {
    return SharedElasticsearch.testSettings(home);
  }

  private static Path sharedHome() {
    return Path.of("target", "local-elasticsearch").toAbsolutePath();
  }

  private static Path passwordFile(Path folder) {
    return folder.resolve("password");
  }

  private HttpResponse<String> get(LocalElasticsearch server, String path) throws Exception {
    return send(server, path, "GET", "");
  }

  private HttpResponse<String> send(
      LocalElasticsearch server, String path, String method, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .header("Authorization", basic(server.username(), server.password()))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private int statusWith(LocalElasticsearch server, String authorization) throws Exception {
    URI health = server.uri().resolve("/_cluster/health");
    HttpRequest.Builder request = HttpRequest.newBuilder(health);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
