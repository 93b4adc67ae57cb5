package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.IncompleteGenerationException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
   * @throws IncompleteGenerationException if the generation is not whole
   */
  void verify(GenerationId generation) {
    refuse(lack(generation));
  }

  /**
   * @throws IncompleteGenerationException if the generation has not as many documents as were
   *     written
   */
  void verify(GenerationId generation, Counts written) {
    refuse(lack(generation, Optional.of(written)));
  }

  /** What the generation lacks, in a sentence; empty if it is whole. */
  Optional<String> lack(GenerationId generation) {
    return lack(generation, read(generation));
  }

  private Optional<String> lack(GenerationId generation, Optional<Counts> written) {
    Map<GenerationIndex, Long> found = new EnumMap<>(GenerationIndex.class);
    Set<GenerationIndex> missing = EnumSet.noneOf(GenerationIndex.class);
    for (GenerationIndex index : GenerationIndex.values()) {
      count(index, generation)
          .ifPresentOrElse(count -> found.put(index, count), () -> missing.add(index));
    }
    if (found.isEmpty()) {
      return Optional.of("The generation %s is not stored.".formatted(generation));
    }
    if (!missing.isEmpty()) {
      String titles =
          missing.stream().map(GenerationIndex::title).collect(Collectors.joining(" and "));
      return Optional.of(notWhole(generation, "it has no index of " + titles));
    }
    if (written.isEmpty()) {
      return Optional.of(notWhole(generation, "it was not written to the end"));
    }
    Counts counts =
        new Counts(
            found.get(GenerationIndex.MOVIES),
            found.get(GenerationIndex.RATINGS),
            found.get(GenerationIndex.RECOMMENDATIONS));
    return written
        .filter(expected -> !expected.equals(counts))
        .map(expected -> notWhole(generation, difference(counts, expected)));
  }

  private static String difference(Counts found, Counts written) {
    return "it has %,d of %,d movies, %,d of %,d ratings and %,d of %,d viewers"
        .formatted(
            found.movies(),
            written.movies(),
            found.ratings(),
            written.ratings(),
            found.viewers(),
            written.viewers());
  }

  private static String notWhole(GenerationId generation, String why) {
    return "The generation %s is not whole: %s.".formatted(generation, why);
  }

  private static void refuse(Optional<String> lack) {
    lack.ifPresent(
        sentence -> {
          throw new IncompleteGenerationException(sentence);
        });
  }

  private Optional<Counts> read(GenerationId generation) {
    return transport
        .callIfFound("GET", movies(generation) + "/_mapping?filter_path=*.mappings._meta")
        .map(answer -> answer.findPath(SEALED))
        .filter(JsonNode::isObject)
        .map(FiguresJson::counts);
  }

  /** How many documents can be searched now; empty if there is no such index. */
  private Optional<Long> count(GenerationIndex index, GenerationId generation) {
    return transport
        .callIfFound("GET", Search.countPath(names.of(index, generation)))
        .map(answer -> answer.path("hits").path("total").path("value").asLong());
  }

  private String movies(GenerationId generation) {
    return "/" + names.of(GenerationIndex.MOVIES, generation);
  }
}
