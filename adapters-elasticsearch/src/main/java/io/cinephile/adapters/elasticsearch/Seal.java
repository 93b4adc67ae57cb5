package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.util.Optional;

/**
 * Says of a generation that it was written to the end, and how many documents it has. It lies in
 * the metadata of the movies' mapping, where another process finds it.
 */
final class Seal {
  private static final String SEALED = "sealed";

  private final JsonTransport transport;
  private final IndexNames names;

  Seal(JsonTransport transport, IndexNames names) {
    this.transport = transport;
    this.names = names;
  }

  void put(GenerationId generation, Counts counts) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.putObject("_meta").set(SEALED, FiguresJson.counts(counts));
    transport.call("PUT", movies(generation) + "/_mapping", body);
  }

  /**
   * @throws IllegalStateException if the generation is not whole; the message says what lacks
   */
  void verify(GenerationId generation) {
    Counts sealed =
        read(generation)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The generation %s is not whole: it was not written to the end."
                            .formatted(generation)));
    requireEqual(generation, sealed, count(generation));
  }

  /** How many documents can be searched now. */
  Counts count(GenerationId generation) {
    return new Counts(
        count(GenerationIndex.MOVIES, generation),
        count(GenerationIndex.RATINGS, generation),
        count(GenerationIndex.RECOMMENDATIONS, generation));
  }

  static void requireEqual(GenerationId generation, Counts written, Counts found) {
    if (!written.equals(found)) {
      throw new IllegalStateException(
          "The generation %s is not whole: %s were written, but it has %s."
              .formatted(generation, written, found));
    }
  }

  private Optional<Counts> read(GenerationId generation) {
    return transport
        .callIfFound("GET", movies(generation) + "/_mapping?filter_path=*.mappings._meta")
        .map(answer -> answer.findPath(SEALED))
        .filter(JsonNode::isObject)
        .map(FiguresJson::counts);
  }

  private long count(GenerationIndex index, GenerationId generation) {
    return transport
        .callIfFound("GET", "/" + names.of(index, generation) + "/_count")
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The generation %s is not whole: it has no index of %s."
                        .formatted(generation, index.title())))
        .path("count")
        .asLong();
  }

  private String movies(GenerationId generation) {
    return "/" + names.of(GenerationIndex.MOVIES, generation);
  }
}
