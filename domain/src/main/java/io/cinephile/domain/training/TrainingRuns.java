package io.cinephile.domain.training;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which training runs were there, and may another one begin? Out-port. At most one run is
 * unfinished at any time, whoever asks: it holds a lease that its trainer renews, and that runs out
 * by itself when nobody renews it. Implementations are safe for use by several threads and
 * processes and throw {@link io.cinephile.domain.StoreUnavailableException} when the store does not
 * answer.
 */
public interface TrainingRuns {
  /** The error of a run whose trainer stopped renewing the lease. */
  String LEASE_RAN_OUT = "The trainer stopped reporting, and the lease ran out.";

  /** The error of a run that no trainer took up while it held the lease. */
  String NOBODY_TOOK_IT_UP =
      "No trainer took the run up. Is one started that waits for runs, or may the server start one?";

  /**
   * Claims the lease and records the run, unless another run holds the lease. A run whose lease ran
   * out is recorded as failed, or as cancelled where that was wanted.
   */
  Claim begin(TrainingRun run);

  /**
   * Takes up a queued run that holds the lease: it is {@code RUNNING} from now on. Of several that
   * ask, one gets it.
   *
   * @return the run as it is now; empty if it is not queued, or does not hold the lease
   */
  Optional<TrainingRun> take(RunId id);

  /**
   * Records a run's new state and, unless it is final, renews its lease; a final state gives the
   * lease back. A wish to cancel the run is kept, whatever the given state says of it.
   *
   * @throws LeaseLostException if the run does not hold the lease; nothing is recorded
   */
  void update(TrainingRun run);

  /**
   * Records the wish that the run end. A queued run is {@code CANCELLED} at once and gives its
   * lease back; a running one goes on until its trainer sees the wish.
   *
   * @return the run as it is now, which has ended already where it was over; empty if there is no
   *     such run
   */
  Optional<TrainingRun> cancel(RunId id);

  Optional<TrainingRun> find(RunId id);

  /** The newest first. */
  List<TrainingRun> latest(int limit);

  /** How many {@link #removeBefore} would remove. */
  long countBefore(Instant time, Collection<RunId> spared);

  /**
   * Forgets runs that ended before that time.
   *
   * @param spared stay known all the same
   * @return how many
   */
  long removeBefore(Instant time, Collection<RunId> spared);

  /**
   * Records the end of a run whose lease ran out, as {@link #begin} would: its trainer is dead, or
   * none took it up. Of several that ask, one does it.
   *
   * @return the run as it has ended now; empty if there was none, or somebody else was faster
   */
  Optional<TrainingRun> endDeserted();

  /** The run that holds the lease, if one does and the lease has not run out. */
  Optional<TrainingRun> unfinished();

  /** The answer to the wish to begin a run. */
  sealed interface Claim {
    record Granted(TrainingRun run) implements Claim {}

    /** Another run is at work. */
    record Refused(RunId running) implements Claim {}
  }

  /** The lease ran out or went to another run: whoever meets this stops, and publishes nothing. */
  final class LeaseLostException extends RuntimeException {
    public LeaseLostException(RunId run) {
      super("The run %s no longer holds the lease.".formatted(run));
    }
  }
}
