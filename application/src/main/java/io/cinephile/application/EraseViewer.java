package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.DeletedBytes;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.Receipt;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.ReceiptKey;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Erases viewers (GDPR Art. 17). First the viewer is suppressed, durably; from then on nothing is
 * stored, learnt or answered of them. Then everything is looked through and deleted, and again when
 * every server has had the time to learn of it; then the bytes of what was deleted leave the disk.
 * The last two are done for all together who were erased within a short time. Each step may be done
 * any number of times, by any server: whatever is left unfinished is taken up by {@link #resume}.
 * Safe for use by several threads.
 */
public final class EraseViewer {
  /** In so long a time every server has looked who is suppressed. */
  public static final Duration SETTLING = Duration.ofSeconds(2);

  /**
   * A burst of erasures is over when none has been asked for that long. They are then looked
   * through and expunged together, since that costs the store as much for one as for all. Not
   * shorter than {@link #SETTLING}.
   */
  public static final Duration QUIET = Duration.ofSeconds(10);

  /** A burst that does not end makes nobody wait longer. */
  public static final Duration LONGEST_BURST = Duration.ofMinutes(1);

  /** So many unfinished erasures are taken up at once. */
  private static final int MOST_AT_ONCE = 1_000;

  private final Suppressions suppressions;
  private final Places places;
  private final Process process;
  private final Pseudonymiser pseudonymiser;
  private final ReceiptKey key;
  private final ErasurePass pass;
  private final Clock clock;

  /** Where something of a viewer may be stored. */
  public record Places(
      RecommendationStore store, LiveRatings live, Consents consents, DeletedBytes bytes) {}

  /**
   * What this process knows of suppressions, and remembers of viewers.
   *
   * @param memory forgets what it has remembered of a viewer
   * @param receipts names that nobody can guess
   */
  public record Process(
      Permissions permissions,
      KeepSuppressions keep,
      Consumer<Pseudonym> memory,
      Supplier<ReceiptId> receipts) {}

  public EraseViewer(
      Suppressions suppressions,
      Places places,
      Process process,
      Pseudonymiser pseudonymiser,
      ReceiptKey key,
      Clock clock) {
    this.suppressions = suppressions;
    this.places = places;
    this.process = process;
    this.pseudonymiser = pseudonymiser;
    this.key = key;
    this.pass = new ErasurePass(places, suppressions, clock);
    this.clock = clock;
  }

  /**
   * Erases a viewer, known or not, and does the first pass before it returns. To ask for it again
   * changes nothing.
   *
   * @return the receipt as far as the erasure is
   * @throws StoreUnavailableException if the viewer could not be suppressed, or the first pass was
   *     broken off; in the latter case it is taken up again by itself
   */
  public Receipt erase(UserId user) {
    Pseudonym viewer = pseudonymiser.of(user);
    Erasure erasure =
        suppressions.begin(Erasure.begun(viewer, process.receipts().get(), clock.instant()));
    process.permissions().refresh();
    process.memory().accept(viewer);
    Erasure passed = erasure.firstPass().isPresent() ? erasure : passOnce(erasure);
    process.keep().look();
    return receipt(passed);
  }

  /** The receipt of that name, as far as the erasure is; empty where there is none. */
  public Optional<Receipt> find(ReceiptId receipt) {
    return suppressions.find(receipt).map(this::receipt);
  }

  /** The public key that receipts are verified by, as PEM. */
  public String publicKey() {
    return key.publicPem();
  }

  /**
   * Goes on with erasures that are not complete. May take minutes where much is stored.
   *
   * @throws StoreUnavailableException if the store does not answer; what was done is kept
   */
  public void resume() {
    Instant now = clock.instant();
    List<Erasure> passed = new ArrayList<>();
    for (Erasure erasure : suppressions.unfinished(MOST_AT_ONCE)) {
      process.memory().accept(erasure.viewer());
      passed.add(erasure.firstPass().isPresent() ? erasure : passOnce(erasure));
    }
    List<Pseudonym> settled =
        passed.stream()
            .filter(erasure -> isPast(erasure, SETTLING, now))
            .map(Erasure::viewer)
            .toList();
    boolean over =
        passed.stream().allMatch(erasure -> isPast(erasure, QUIET, now))
            || passed.stream().anyMatch(erasure -> isPast(erasure, LONGEST_BURST, now));
    if (over && !settled.isEmpty() && pass.over(settled, Pass.SECOND) && places.bytes().expunge()) {
      settled.forEach(
          viewer -> suppressions.change(viewer, former -> former.completed(clock.instant())));
    }
  }

  private static boolean isPast(Erasure erasure, Duration time, Instant now) {
    return erasure.firstPass().filter(first -> !now.isBefore(first.plus(time))).isPresent();
  }

  private Erasure passOnce(Erasure erasure) {
    pass.over(List.of(erasure.viewer()), Pass.FIRST);
    return suppressions.change(erasure.viewer(), former -> former.passedOnce(clock.instant()));
  }

  private Receipt receipt(Erasure erasure) {
    return Receipt.of(erasure, key);
  }
}
