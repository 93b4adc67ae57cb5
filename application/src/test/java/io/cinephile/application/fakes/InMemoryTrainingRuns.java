package io.cinephile.application.fakes;

import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    Optional<TrainingRun> unused = endDeserted();
    renew(run);
    return new Claim.Granted(run);
  }

  @Override
  public synchronized Optional<TrainingRun> endDeserted() {
    Optional<TrainingRun> deserted =
        held.filter(mine -> unfinished().isEmpty()).map(mine -> abandoned(runs.get(mine.run())));
    deserted.ifPresent(this::renew);
    return deserted;
  }

  private TrainingRun abandoned(TrainingRun run) {
    if (run.cancelWanted()) {
      return run.cancelled(clock.instant());
    }
    boolean queued = run.state() == State.QUEUED;
    return run.failed(clock.instant(), queued ? NOBODY_TOOK_IT_UP : LEASE_RAN_OUT);
  }

  @Override
  public synchronized Optional<TrainingRun> take(RunId id) {
    Optional<TrainingRun> mine =
        unfinished()
            .filter(run -> run.id().equals(id) && run.state() == State.QUEUED)
            .map(run -> run.at(run.progress()));
    mine.ifPresent(this::renew);
    return mine;
  }

  @Override
  public synchronized void update(TrainingRun run) {
    if (held.filter(mine -> mine.run().equals(run.id())).isEmpty()) {
      throw new LeaseLostException(run.id());
    }
    renew(runs.get(run.id()).cancelWanted() ? run.wantedToEnd() : run);
  }

  private void renew(TrainingRun run) {
    runs.put(run.id(), run);
    held =
        run.state().isFinal()
            ? Optional.empty()
            : Optional.of(new Lease(run.id(), clock.instant().plus(lease)));
  }

  @Override
  public synchronized Optional<TrainingRun> cancel(RunId id) {
    Optional<TrainingRun> known = find(id);
    if (known.filter(run -> !run.state().isFinal()).isEmpty()) {
      return known;
    }
    TrainingRun wanted = known.get().wantedToEnd();
    if (wanted.state() == State.RUNNING && unfinished().isPresent()) {
      runs.put(id, wanted);
    } else {
      renew(wanted.cancelled(clock.instant()));
    }
    return find(id);
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
  public synchronized long countBefore(Instant time, Collection<RunId> spared) {
    return runs.values().stream().filter(run -> endedBefore(run, time, spared)).count();
  }

  @Override
  public synchronized long removeBefore(Instant time, Collection<RunId> spared) {
    long count = countBefore(time, spared);
    runs.values().removeIf(run -> endedBefore(run, time, spared));
    return count;
  }

  private static boolean endedBefore(TrainingRun run, Instant time, Collection<RunId> spared) {
    return run.finishedAt().filter(end -> end.isBefore(time)).isPresent()
        && !spared.contains(run.id());
  }

  @Override
  public synchronized Optional<TrainingRun> unfinished() {
    return held.filter(mine -> clock.instant().isBefore(mine.until()))
        .map(mine -> runs.get(mine.run()));
  }
}
