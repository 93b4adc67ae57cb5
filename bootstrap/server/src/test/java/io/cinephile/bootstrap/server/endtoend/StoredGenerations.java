package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

  /** Whether nothing lacks of a generation with such indices. */
  static boolean isWhole(Set<String> indices) {
    return indices.equals(WHOLE);
  }

  private static JsonNode get(Path home, String path) {
    Path elasticsearch = home.resolve("elasticsearch");
    try {
      String password = Files.readString(elasticsearch.resolve("password")).strip();
      String basic =
          Base64.getEncoder()
              .encodeToString(("cinephile:" + password).getBytes(StandardCharsets.UTF_8));
      URI uri = URI.create("http://127.0.0.1:" + port(elasticsearch) + path);
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Authorization", "Basic " + basic).build();
      return new ObjectMapper()
          .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
