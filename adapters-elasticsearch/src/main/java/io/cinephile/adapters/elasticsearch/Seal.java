package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.IncompleteGenerationException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Says of a generation that it was written to the end, and how many documents it has. It lies in
 * the metadata of the movies' mapping, where another process finds it.
 *
 * <p>While viewers are erased from the generation it has fewer documents by and by. That is marked
 * before the first one is deleted, and the seal is put anew after the last: an erasure that is
 * broken off leaves the mark, with which fewer documents are no loss, and the next erasure puts the
 * seal anew.
 */
final class Seal {
  private static final String SEALED = "sealed";
  private static final String ERASING = "erasing";

  private final JsonTransport transport;
  private final IndexNames names;

  Seal(JsonTransport transport, IndexNames names) {
    this.transport = transport;
    this.names = names;
  }

  /**
   * @param counts as they were when it was put
   * @param erasing whether documents of viewers are being deleted, or that was broken off
   */
  private record Sealed(Counts counts, boolean erasing) {

    /** Whether a generation with so many documents is whole. */
    boolean allows(Counts found) {
      return found.equals(counts)
          || (erasing
              && found.movies() == counts.movies()
              && found.ratings() <= counts.ratings()
              && found.viewers() <= counts.viewers());
    }
  }

  void put(GenerationId generation, Counts counts) {
    put(generation, new Sealed(counts, false));
  }

  private void put(GenerationId generation, Sealed seal) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ObjectNode meta = body.putObject("_meta");
    meta.set(SEALED, FiguresJson.counts(seal.counts));
    if (seal.erasing) {
      meta.put(ERASING, true);
    }
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
    refuse(lack(generation, Optional.of(new Sealed(written, false))));
  }

  /** What the generation lacks, in a sentence; empty if it is whole. */
  Optional<String> lack(GenerationId generation) {
    return lack(generation, read(generation));
  }

  /**
   * Deletes documents of viewers from a generation, which is as whole afterwards as before.
   *
   * @param held how many there are to be deleted
   * @param deletion deletes them, so that searches find them no more; may be done again
   * @return false, and nothing is deleted, where the generation is being written
   */
  boolean throughDeletion(GenerationId generation, Supplier<Counts> held, Runnable deletion) {
    Optional<Sealed> found = read(generation);
    if (found.isEmpty()) {
      boolean written = count(GenerationIndex.MOVIES, generation).isPresent();
      if (!written) {
        // Not stored, or what is left of it; there is nothing to be kept whole.
        deletion.run();
      }
      return !written;
    }
    Counts deleted = held.get();
    Sealed last = found.get();
    if (deleted.ratings() == 0 && deleted.viewers() == 0 && !last.erasing) {
      return true;
    }
    if (lack(generation, found).isPresent()) {
      // What was lost before stays lost, and is told so.
      deletion.run();
      Counts counts = last.counts;
      put(
          generation,
          new Counts(
              counts.movies(),
              counts.ratings() - deleted.ratings(),
              counts.viewers() - deleted.viewers()));
      return true;
    }
    put(generation, new Sealed(last.counts, true));
    deletion.run();
    reseal(generation, last.counts.movies());
    return true;
  }

  /** Until it fits: another process may have deleted, and put the seal anew, meanwhile. */
  private void reseal(GenerationId generation, long movies) {
    Counts found;
    do {
      found =
          new Counts(
              movies,
              count(GenerationIndex.RATINGS, generation).orElse(0L),
              count(GenerationIndex.RECOMMENDATIONS, generation).orElse(0L));
      put(generation, found);
    } while (count(GenerationIndex.RATINGS, generation).orElse(0L) != found.ratings()
        || count(GenerationIndex.RECOMMENDATIONS, generation).orElse(0L) != found.viewers());
  }

  private Optional<String> lack(GenerationId generation, Optional<Sealed> written) {
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
        .filter(seal -> !seal.allows(counts))
        .map(seal -> notWhole(generation, difference(counts, seal.counts)));
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

  private Optional<Sealed> read(GenerationId generation) {
    return transport
        .callIfFound("GET", movies(generation) + "/_mapping?filter_path=*.mappings._meta")
        .map(answer -> answer.findPath("_meta"))
        .filter(meta -> meta.path(SEALED).isObject())
        .map(
            meta ->
                new Sealed(FiguresJson.counts(meta.path(SEALED)), meta.path(ERASING).asBoolean()));
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
