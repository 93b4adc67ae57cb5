package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class KibanaCommandTest {
  @TempDir Path folder;

  private final List<String> imports = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer kibana;

  private record Outcome(int exit, String out, String err) {}

  @BeforeEach
  void start() throws IOException {
    kibana = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kibana.createContext(
        "/api/status",
        exchange -> answer(exchange, "{\"status\":{\"overall\":{\"level\":\"available\"}}}"));
    kibana.createContext(
        "/api/saved_objects/_import",
        exchange -> {
          authorizations.add("" + exchange.getRequestHeaders().getFirst("Authorization"));
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          imports.add(body);
          long count = body.lines().filter(line -> line.startsWith("{")).count();
          answer(exchange, "{\"success\":true,\"successCount\":%d}".formatted(count));
        });
    kibana.start();
  }

  @AfterEach
  void stop() {
    kibana.stop(0);
    System.clearProperty("cinephile.kibana.password");
    System.clearProperty("cinephile.kibana.api-key");
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.sendResponseHeaders(200, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  private Outcome runImport(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Cinephile.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String url = "http://127.0.0.1:" + kibana.getAddress().getPort();
    String[] all =
        Stream.concat(Stream.of("kibana", "import", "--url", url), Stream.of(arguments))
            .toArray(String[]::new);
    return new Outcome(command.execute(all), out.toString(), err.toString());
  }

  @Test
  void it_imports_the_language_that_was_asked_for_and_says_how_much() {
    Outcome outcome = runImport("--language", "fr");

    assertThat(outcome.exit).as(outcome.err).isZero();
    assertThat(outcome.out).contains("Imported 8 objects into http://127.0.0.1:");
    assertThat(imports.get(0)).contains("films et spectateurs").doesNotContain("viewers-en");
    assertThat(authorizations).containsExactly("null");
  }

  @Test
  void who_asks_is_read_from_a_file_or_the_environment() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "S0VZ\n");
    assertThat(runImport("--language", "en", "--api-key-file", key.toString()).exit).isZero();

    System.setProperty("cinephile.kibana.password", "secret");
    assertThat(runImport("--language", "en", "--user", "anna").exit).isZero();

    assertThat(authorizations).containsExactly("ApiKey S0VZ", "Basic YW5uYTpzZWNyZXQ=");
  }

  @ParameterizedTest
  @CsvSource({
    "--language de, --language",
    "--wait 5, Missing required option: '--language",
    "--language en --user anna, a user needs a password",
    "--language en --password-file KEY, a password a user",
    "--language en --user anna --password-file KEY --api-key-file KEY, name one",
    "--language en --api-key-file missing, missing cannot be read",
    "--language en --password secret, Unknown option",
  })
  void what_cannot_be_done_is_told_in_a_line(String arguments, String message) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "S0VZ\n");
    Outcome outcome = runImport(arguments.replace("KEY", key.toString()).split(" "));

    assertThat(outcome.exit).isNotZero();
    assertThat(outcome.err).contains(message).doesNotContain("\tat ");
    assertThat(imports).isEmpty();
  }

  @Test
  void a_refusal_of_kibana_is_told_in_a_line() {
    kibana.removeContext("/api/saved_objects/_import");

    Outcome outcome = runImport("--language", "en");

    assertThat(outcome.exit).isEqualTo(1);
    assertThat(outcome.err).contains("Kibana refused the import").doesNotContain("\tat ");
  }
}
