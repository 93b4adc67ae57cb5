package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into the Elasticsearch of a running installation, past all of Cinephile's own code. */
final class StoredGenerations {
  private static final Pattern INDEX =
      Pattern.compile("cinephile-(movies|ratings|recommendations)-(\\d{8}-\\d{6}-[0-9a-f]{4})");
  private static final Set<String> WHOLE = Set.of("movies", "ratings", "recommendations");

  private StoredGenerations() {}

  /** Which indices there are of each generation. */
  static Map<String, Set<String>> of(RunningCinephile cinephile) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JsonNode index : get(cinephile.home(), "/_cat/indices/cinephile-*?format=json&h=index")) {
      Matcher name = INDEX.matcher(index.path("index").asText());
      if (name.matches()) {
        found.computeIfAbsent(name.group(2), generation -> new TreeSet<>()).add(name.group(1));
      }
    }
    return found;
  }

  /** The generations that the aliases lead to, by alias; more than one value is a mixture. */
  static Set<String> serving(RunningCinephile cinephile) {
    Set<String> generations = new TreeSet<>();
    JsonNode aliases = get(cinephile.home(), "/_cat/aliases/cinephile-*?format=json&h=index,alias");
    for (JsonNode alias : aliases) {
      Matcher name = INDEX.matcher(alias.path("index").asText());
      if (name.matches()) {
        generations.add(name.group(2));
      }
    }
    return generations;
  }

  /** Removes an index. */
  static void delete(RunningCinephile cinephile, String index) {
    send(cinephile.home(), "DELETE", "/" + index);
  }

  static String password(RunningCinephile cinephile) {
    return password(cinephile.home().resolve("elasticsearch"));
  }

  static String port(RunningCinephile cinephile) {
    try {
      return port(cinephile.home().resolve("elasticsearch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing lacks of a generation with such indices. */
  static boolean isWhole(Set<String> indices) {
    return indices.equals(WHOLE);
  }

  private static JsonNode get(Path home, String path) {
    return send(home, "GET", path);
  }

  private static JsonNode send(Path home, String method, String path) {
    Path elasticsearch = home.resolve("elasticsearch");
    try {
      String basic =
          Base64.getEncoder()
              .encodeToString(
                  ("cinephile:" + password(elasticsearch)).getBytes(StandardCharsets.UTF_8));
      URI uri = URI.create("http://127.0.0.1:" + port(elasticsearch) + path);
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .method(method, BodyPublishers.noBody())
              .header("Authorization", "Basic " + basic)
              .build();
      return new ObjectMapper()
          .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String password(Path elasticsearch) {
    try {
      return Files.readString(elasticsearch.resolve("password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(Path elasticsearch) throws IOException {
    List<String> lines = Files.readAllLines(elasticsearch.resolve("config/elasticsearch.yml"));
    return lines.stream()
        .filter(line -> line.startsWith("http.port"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .orElseThrow();
  }
}
