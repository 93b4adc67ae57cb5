package io.cinephile.application.fakes;

import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps runs in memory; passes the same contract suite as the real store. */
public final class InMemoryTrainingRuns implements TrainingRuns {
  private final Map<RunId, TrainingRun> runs = new LinkedHashMap<>();
  private final Clock clock;
  private final Duration lease;
  private Optional<Lease> held = Optional.empty();

  private record Lease(RunId run, Instant until) {}

  public InMemoryTrainingRuns(Clock clock, Duration lease) {
    this.clock = clock;
    this.lease = lease;
  }

  @Override
  public synchronized Claim begin(TrainingRun run) {
    Optional<TrainingRun> atWork = unfinished();
    if (atWork.isPresent()) {
      return new Claim.Refused(atWork.get().id());
    }
    held.map(dead -> runs.get(dead.run()))
        .ifPresent(dead -> runs.put(dead.id(), dead.failed(clock.instant(), LEASE_RAN_OUT)));
    runs.put(run.id(), run);
    held = Optional.of(new Lease(run.id(), clock.instant().plus(lease)));
    return new Claim.Granted(run);
  }

  @Override
  public synchronized void update(TrainingRun run) {
    if (held.filter(mine -> mine.run().equals(run.id())).isEmpty()) {
      throw new LeaseLostException(run.id());
    }
    runs.put(run.id(), run);
    held =
        run.state().isFinal()
            ? Optional.empty()
            : Optional.of(new Lease(run.id(), clock.instant().plus(lease)));
  }

  @Override
  public synchronized Optional<TrainingRun> find(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized List<TrainingRun> latest(int limit) {
    List<TrainingRun> all = new ArrayList<>(runs.values());
    all.sort(Comparator.comparing(TrainingRun::requestedAt).reversed());
    return all.subList(0, Math.min(limit, all.size()));
  }

  @Override
  public synchronized Optional<TrainingRun> unfinished() {
    return held.filter(mine -> clock.instant().isBefore(mine.until()))
        .map(mine -> runs.get(mine.run()));
  }
}
