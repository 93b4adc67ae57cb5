package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far the erasure of a viewer is (GDPR Art. 17). The viewer is suppressed from its beginning
 * on.
 *
 * @param receipt the name under which others may read of it
 * @param deletions what was found and deleted so far, in that order
 * @param firstPass when everything had been looked through for the first time; whatever a server
 *     stored meanwhile that did not know of the erasure is met by the second pass
 * @param completed when nothing was left but what the movies' factors of earlier generations learnt
 * @param learntWith generations that are stored and whose movies' factors, counts and means were
 *     learnt with the viewer's ratings among all others, or may have been
 * @param learntWithout the first generation that was served afterwards and learnt without them
 */
public record Erasure(
    Pseudonym viewer,
    ReceiptId receipt,
    Instant requested,
    List<Deletion> deletions,
    Optional<Instant> firstPass,
    Optional<Instant> completed,
    List<GenerationId> learntWith,
    Optional<GenerationId> learntWithout) {

  public Erasure {
    deletions = List.copyOf(deletions);
    learntWith = List.copyOf(learntWith);
  }

  /** When something was looked for. */
  public enum Pass {
    FIRST,
    /** Once all servers knew. */
    SECOND,
    /** After the erasure was complete: it came back, with a copy that was restored. */
    LATER
  }

  /**
   * Something that was found and deleted. It is recorded before it is deleted, so that a crash
   * between the two does not lose it.
   *
   * @param from "live ratings", "ratings of generation …", for people
   * @param items how many, from 1
   */
  public record Deletion(String from, Pass pass, long items, Instant time) {}

  public static Erasure begun(Pseudonym viewer, ReceiptId receipt, Instant now) {
    return new Erasure(
        viewer,
        receipt,
        now,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /**
   * With one more deletion, unless it was recorded: each pass deletes from each place once, however
   * often it is begun. What comes back later may come back several times.
   */
  public Erasure with(Deletion deletion) {
    boolean recorded =
        deletion.pass() != Pass.LATER
            && deletions.stream()
                .anyMatch(
                    former ->
                        former.from().equals(deletion.from()) && former.pass() == deletion.pass());
    return recorded
        ? this
        : changed(appended(deletions, deletion), firstPass, completed, learntWith, learntWithout);
  }

  /** Once the first pass is over; nothing changes where it was over before. */
  public Erasure passedOnce(Instant now) {
    return changed(
        deletions, firstPass.or(() -> Optional.of(now)), completed, learntWith, learntWithout);
  }

  /** Once nothing is left; nothing changes where it was complete before. */
  public Erasure completed(Instant now) {
    return changed(
        deletions, firstPass, completed.or(() -> Optional.of(now)), learntWith, learntWithout);
  }

  /** With a generation that learnt from the viewer, or may have. */
  public Erasure learntWith(GenerationId generation) {
    return learntWith.contains(generation)
        ? this
        : changed(deletions, firstPass, completed, appended(learntWith, generation), learntWithout);
  }

  /** Without generations that are not stored any more: what they learnt went with them. */
  public Erasure unlearnt(Predicate<GenerationId> gone) {
    return changed(
        deletions,
        firstPass,
        completed,
        learntWith.stream().filter(gone.negate()).toList(),
        learntWithout);
  }

  /** Once that generation is served; nothing changes where it, or an earlier one, learnt so. */
  public Erasure served(GenerationId generation) {
    return learntWithout.isPresent() || learntWith.contains(generation)
        ? this
        : changed(deletions, firstPass, completed, learntWith, Optional.of(generation));
  }

  /** Whether nothing remains to be done or said: the receipt changes no more by itself. */
  public boolean isSettled() {
    return completed.isPresent() && learntWith.isEmpty() && learntWithout.isPresent();
  }

  private static <T> List<T> appended(List<T> all, T one) {
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  private Erasure changed(
      List<Deletion> deletions,
      Optional<Instant> firstPass,
      Optional<Instant> completed,
      List<GenerationId> learntWith,
      Optional<GenerationId> learntWithout) {
    return new Erasure(
        viewer, receipt, requested, deletions, firstPass, completed, learntWith, learntWithout);
  }
}
