package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the erasure of a viewer is (GDPR Art. 17).
 *
 * @param deletions what was deleted so far, in that order
 * @param completed when nothing was left but what the movies' factors of earlier generations learnt
 * @param learntWith generations that were stored then, and whose movie factors were learnt with the
 *     viewer's ratings among all others
 * @param learntWithout the first generation that was activated afterwards and learnt without them
 */
public record Erasure(
    Pseudonym viewer,
    Instant requested,
    List<Deletion> deletions,
    Optional<Instant> completed,
    List<GenerationId> learntWith,
    Optional<GenerationId> learntWithout) {

  public Erasure {
    deletions = List.copyOf(deletions);
    learntWith = List.copyOf(learntWith);
  }

  /**
   * Something that was deleted.
   *
   * @param from "live ratings", "ratings of generation …", for people
   * @param items how many
   */
  public record Deletion(String from, long items, Instant time) {}

  public static Erasure requested(Pseudonym viewer, Instant now) {
    return new Erasure(viewer, now, List.of(), Optional.empty(), List.of(), Optional.empty());
  }

  public Erasure with(Deletion deletion) {
    List<Deletion> all = new ArrayList<>(deletions);
    all.add(deletion);
    return new Erasure(viewer, requested, all, completed, learntWith, learntWithout);
  }
}
