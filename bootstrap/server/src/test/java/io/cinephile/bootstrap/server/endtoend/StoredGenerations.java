package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
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
    for (JsonNode index :
        LocalNodeAccess.get(cinephile.home(), "/_cat/indices/cinephile-*?format=json&h=index")) {
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
    JsonNode aliases =
        LocalNodeAccess.get(
            cinephile.home(), "/_cat/aliases/cinephile-*?format=json&h=index,alias");
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
    LocalNodeAccess.send(cinephile.home(), "DELETE", "/" + index, "");
  }

  /** Whether nothing lacks of a generation with such indices. */
  static boolean isWhole(Set<String> indices) {
    return indices.equals(WHOLE);
  }
}
