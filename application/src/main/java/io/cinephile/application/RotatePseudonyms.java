package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.Anchorage;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.cinephile.domain.rotation.KeyRing;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyState.Rotation;
import io.cinephile.domain.rotation.KeyStates;
import io.cinephile.domain.rotation.PseudonymChange;
import io.cinephile.domain.rotation.PseudonymStore;
import io.cinephile.domain.rotation.PseudonymStore.Place;
import io.cinephile.domain.rotation.Rekeying;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Brings all that is stored under pseudonyms under another key, while no server and no training run
 * is at work. Each step may be done any number of times, and the former key is forgotten last: a
 * rotation that was broken off anywhere goes on when it is asked for again. Used by one thread.
 */
public final class RotatePseudonyms {
  private static final Actor ACTOR = Actor.command("pseudonyms");

  private static final String COPY = "suppressions in the home folder";

  /** Seconds after which the rotation says again that it is at work. */
  private static final long RENEWAL = KeyState.LEASE.toSeconds() / 3;

  private final Keys keys;
  private final Places places;
  private final Trail trail;
  private final TrainingRuns runs;
  private final Clock clock;
  private volatile Optional<KeyRefusedException> lost = Optional.empty();

  /**
   * Which keys there are, and which is in use.
   *
   * @param process names this process, unlike all others
   */
  public record Keys(KeyRing ring, KeyStates states, String process) {}

  /** Where pseudonyms are. */
  public record Places(PseudonymStore store, SuppressionCopy copy) {}

  /** The audit trail, which is sealed anew. */
  public record Trail(
      AuditTrail trail,
      AuditChain chain,
      Anchorage anchorage,
      InspectAudit inspection,
      RecordAction record) {}

  /** Is told how far it is. */
  public interface Progress {
    /**
     * Is told after each portion.
     *
     * @param place that is being rewritten
     * @param written documents so far
     */
    void written(String place, long written);
  }

  /**
   * What was done.
   *
   * @param documents that were rewritten by this call
   */
  public record Outcome(KeyId from, KeyId to, long documents) {}

  public RotatePseudonyms(Keys keys, Places places, Trail trail, TrainingRuns runs, Clock clock) {
    this.keys = keys;
    this.places = places;
    this.trail = trail;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * Rotates to a new key, or finishes the rotation that was broken off. When this returns, nothing
   * that is stored hangs on another key than the new one, and the former one is forgotten.
   *
   * @throws KeyRefusedException if somebody else is at work, the audit trail is not whole, or
   *     something hangs on a key that is not at hand; nothing was changed unless the message says
   *     so
   * @throws StoreUnavailableException if the store does not answer; to be called again
   */
  public Outcome rotate(Progress progress) {
    KeyId from = keys.ring.current();
    Optional<Rotation> unfinished = keys.states.find().flatMap(KeyState::rotation);
    KeyId to = unfinished.map(Rotation::to).orElseGet(keys.ring::prepareNext);
    requireKeys(to);
    hold(to);
    ScheduledExecutorService holding = Executors.newSingleThreadScheduledExecutor(Holder::new);
    try {
      ScheduledFuture<?> unused =
          holding.scheduleAtFixedRate(() -> holdOn(to), RENEWAL, RENEWAL, TimeUnit.SECONDS);
      requireNoRun(unfinished.isEmpty());
      requireWholeTrail(to, unfinished.isEmpty());
      return new Outcome(from, to, rotate(from, to, progress));
    } finally {
      holding.shutdownNow();
    }
  }

  private static final class Holder extends Thread {
    Holder(Runnable task) {
      super(task, "rotation");
      setDaemon(true);
    }
  }

  private long rotate(KeyId from, KeyId to, Progress progress) {
    if (places.store.places().stream().noneMatch(place -> place.isUnder(to))) {
      record(from, to);
    }
    long documents = rewritePlaces(to, progress);
    rekeying(COPY, places.copy.key(), to)
        .ifPresent(rekeying -> places.copy.rewrite(to, rekeying::pseudonym));
    anchor();
    keys.ring.use(to);
    keys.states.change(KeyState.of(to), KeyState::rotated);
    return documents;
  }

  private void requireKeys(KeyId to) {
    places.store.places().forEach(place -> requireKey(place.name(), place.key(), to));
    requireKey(COPY, places.copy.key(), to);
  }

  private void requireKey(String what, Optional<KeyId> from, KeyId to) {
    boolean unused = rekeying(what, from, to).isPresent();
  }

  /**
   * Empty where nothing is to be done.
   *
   * @param from empty for the first key of the installation
   */
  private Optional<Rekeying> rekeying(String what, Optional<KeyId> from, KeyId to) {
    KeyId former = from.orElseGet(keys.ring::first);
    if (former.equals(to)) {
      return Optional.empty();
    }
    Optional<Rekeying> found = keys.ring.rekeying(former, to);
    if (found.isEmpty()) {
      throw new KeyRefusedException(
          "The place '%s' is to be brought from the key %s under the key %s, and one of the two is not at hand. Put its file into the folder of keys, or remove what hangs on it; see docs/privacy/rotation.md."
              .formatted(what, former, to));
    }
    return found;
  }

  private void hold(KeyId to) {
    Instant now = clock.instant();
    keys.states.change(
        KeyState.of(keys.ring.current()), state -> state.rotating(to, keys.process, now));
  }

  /** An outage is sat out as long as the lease lasts; the next time may be better. */
  private void holdOn(KeyId to) {
    try {
      hold(to);
    } catch (StoreUnavailableException e) {
      // The writing meets it as well.
    } catch (KeyRefusedException e) {
      lost = Optional.of(e);
      throw e;
    }
  }

  private void requireNoRun(boolean fresh) {
    if (runs.unfinished().isPresent()) {
      refuse(
          "A training run is at work. Wait for its end, or cancel it; then start the rotation again.",
          fresh);
    }
  }

  /** A trail that was tampered with would look genuine once it is sealed anew. */
  private void requireWholeTrail(KeyId to, boolean fresh) {
    boolean sealedAnew =
        places.store.places().stream()
            .anyMatch(place -> place.name().equals(PseudonymStore.TRAIL) && place.isUnder(to));
    if (!sealedAnew && trail.inspection.verifyWhole() instanceof Broken broken) {
      refuse(
          "The audit trail has been tampered with, and is not sealed anew. %s See docs/privacy/audit.md for what to do."
              .formatted(broken.sentence()),
          fresh);
    }
  }

  /**
   * @param fresh whether nothing was done yet, so that servers may go on with the former key
   */
  private void refuse(String why, boolean fresh) {
    if (fresh) {
      keys.states.change(KeyState.of(keys.ring.current()), KeyState::abandoned);
    }
    throw new KeyRefusedException(why);
  }

  /** With the head of the trail as it was, which nobody could compare with anything otherwise. */
  private void record(KeyId from, KeyId to) {
    String head =
        trail
            .trail
            .latest()
            .map(last -> " trail=%d seal=%s".formatted(last.sequence(), last.seal()))
            .orElse("");
    trail.record.record(
        ACTOR,
        AuditAction.PSEUDONYMS_ROTATED,
        Optional.empty(),
        "from=%s to=%s%s".formatted(from, to, head));
  }

  private long rewritePlaces(KeyId to, Progress progress) {
    long documents = 0;
    // The trail last: until something else is done, the entry may have to be written once more.
    List<Place> inOrder = new ArrayList<>(places.store.places());
    inOrder.sort(Comparator.comparing(place -> place.name().equals(PseudonymStore.TRAIL)));
    for (Place place : inOrder) {
      Optional<Rekeying> rekeying = rekeying(place.name(), place.key(), to);
      PseudonymChange change =
          rekeying.map(keys -> PseudonymChange.of(keys, trail.chain)).orElse(PseudonymChange.NONE);
      documents += places.store.rewrite(place, to, change, told(place, progress));
    }
    if (!places.store.places().stream().allMatch(place -> place.isUnder(to))) {
      throw new KeyRefusedException(
          "Somebody wrote to the store during the rotation. Stop all servers and trainers, and start it again.");
    }
    return documents;
  }

  private LongConsumer told(Place place, Progress progress) {
    return written -> {
      lost.ifPresent(
          reason -> {
            throw reason;
          });
      progress.written(place.name(), written);
    };
  }

  /** The seals are others now; the number of the last entry must not be a smaller one. */
  private void anchor() {
    Optional<Anchor> last = trail.trail.latest();
    long anchored = trail.anchorage.last().map(Anchor::sequence).orElse(0L);
    if (last.isPresent() && last.get().sequence() >= anchored) {
      trail.anchorage.replace(last.get());
    }
    if (new InspectAudit(trail.trail, trail.chain, trail.anchorage).verifyWhole()
        instanceof Broken broken) {
      throw new KeyRefusedException(
          "The audit trail was tampered with during the rotation. %s See docs/privacy/audit.md for what to do."
              .formatted(broken.sentence()));
    }
  }
}
