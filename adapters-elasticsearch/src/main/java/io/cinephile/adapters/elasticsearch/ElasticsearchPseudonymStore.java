package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.PseudonymChange;
import io.cinephile.domain.rotation.PseudonymStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Finds the indices that hold something made of pseudonyms, and rewrites them one by one. Safe for
 * use by several threads.
 */
public final class ElasticsearchPseudonymStore implements PseudonymStore {
  /** To copy or merge some ten million ratings takes longer than a reader would wait. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** The standing indices with something made of pseudonyms in them, and what people call them. */
  private static final Map<String, String> STANDING =
      Map.of(
          "live-ratings", "live ratings",
          "consents", "consents",
          "suppressions", "suppressions",
          "models", "registry of generations",
          "audit", TRAIL);

  private final JsonTransport transport;
  private final IndexNames names;
  private final IndexRewriting rewriting;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   */
  public ElasticsearchPseudonymStore(
      RestClient client, String prefix, PublishingSettings settings) {
    this.transport = new JsonTransport(client, PATIENCE);
    this.names = new IndexNames(prefix);
    this.rewriting = new IndexRewriting(transport, settings);
  }

  @Override
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    found().forEach((index, key) -> places.add(new Place(title(index), key)));
    return places;
  }

  @Override
  public long rewrite(Place place, KeyId to, PseudonymChange change, LongConsumer written) {
    String index =
        found().keySet().stream()
            .filter(name -> title(name).equals(place.name()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("There is no '%s'.".formatted(place.name())));
    UnaryOperator<Stream<JsonNode>> hits =
        place.name().equals(TRAIL)
            ? new RewrittenTrail(change.entries())
            : new RewrittenDocuments(change);
    return rewriting.rewrite(index, names.copyOf(index), to, hits, written);
  }

  /** The indices by their names, also those of which only a copy is there, and their marks. */
  private NavigableMap<String, Optional<KeyId>> found() {
    JsonNode answer =
        transport.call(
            "GET",
            "/" + everything() + "/_mapping?ignore_unavailable=true&" + PseudonymMark.FILTER);
    NavigableMap<String, Optional<KeyId>> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> index : answer.properties()) {
      Optional<KeyId> key = PseudonymMark.of(index.getValue().path("mappings"));
      names
          .original(index.getKey())
          .ifPresentOrElse(
              name -> found.putIfAbsent(name, key), () -> found.put(index.getKey(), key));
    }
    return found;
  }

  private String everything() {
    return Stream.concat(
            STANDING.keySet().stream().sorted().map(names::standing),
            Stream.of(
                names.pattern(GenerationIndex.RATINGS),
                names.pattern(GenerationIndex.RECOMMENDATIONS),
                names.copies()))
        .collect(Collectors.joining(","));
  }

  private String title(String index) {
    String what = index.substring(names.standing("").length());
    return STANDING.getOrDefault(what, what);
  }
}
