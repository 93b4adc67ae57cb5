package io.cinephile.adapters.elasticsearch;

import io.cinephile.adapters.elasticsearch.TrainingLease.Held;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/**
 * Keeps the run at work in the lease document, and of every run a document of its own for whoever
 * looks back. The lease is written first, by compare-and-set; the run's own document follows it
 * under the lease's version, so that a late copy never replaces a newer one. A process that dies
 * between the two leaves an old copy, which the next claim mends before it takes the lease. The
 * clocks of all processes have to agree to a few seconds. Safe for use by several threads and
 * processes.
 */
public final class ElasticsearchTrainingRuns implements TrainingRuns {
  /** How long a run may be silent. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

  private final StandingIndex leases;
  private final StandingIndex runs;
  private final TrainingLease lease;
  private final Clock clock;
  private final Duration duration;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param duration of the lease from each update on
   */
  public ElasticsearchTrainingRuns(
      RestClient client, String prefix, Clock clock, Duration duration) {
    JsonTransport transport = new JsonTransport(client);
    IndexNames names = new IndexNames(prefix);
    this.leases = new StandingIndex(transport, names, "lease");
    this.runs = new StandingIndex(transport, names, "runs");
    this.lease = new TrainingLease(leases);
    this.clock = clock;
    this.duration = duration;
  }

  /** Makes the indices unless they are there; the first write would do so too. */
  public void prepare() {
    leases.prepare();
    runs.prepare();
  }

  @Override
  public Claim begin(TrainingRun run) {
    // Before the first look, too: of an index that somebody else is making nothing can be read.
    prepare();
    while (true) {
      Optional<Held> last = lease.read();
      if (last.filter(held -> held.isRunningAt(clock.instant())).isPresent()) {
        return new Claim.Refused(last.get().run().id());
      }
      Optional<Held> mine =
          last.isEmpty()
              ? lease.create(run, leaseEnd())
              : settled(last.get()).flatMap(held -> lease.replace(held, run, leaseEnd()));
      if (mine.isPresent()) {
        record(mine.get());
        return new Claim.Granted(run);
      }
      // Somebody else was faster: look at what they made of it.
    }
  }

  @Override
  public void update(TrainingRun run) {
    while (true) {
      Held held =
          lease
              .read()
              .filter(last -> last.run().id().equals(run.id()) && !last.isFinal())
              .orElseThrow(() -> new LeaseLostException(run.id()));
      Optional<Held> updated = lease.replace(held, run, leaseEnd());
      if (updated.isPresent()) {
        record(updated.get());
        return;
      }
    }
  }

  @Override
  public Optional<TrainingRun> find(RunId id) {
    return runs.get(id.value()).map(answer -> RunJson.read(answer.path("_source")));
  }

  @Override
  public List<TrainingRun> latest(int limit) {
    return runs.latest("requested_at", "id", limit).map(RunJson::read).toList();
  }

  @Override
  public Optional<TrainingRun> unfinished() {
    return lease.read().filter(held -> held.isRunningAt(clock.instant())).map(Held::run);
  }

  /** The last run, ended and recorded; empty if the lease changed meanwhile. */
  private Optional<Held> settled(Held last) {
    Optional<Held> ended =
        last.isFinal()
            ? Optional.of(last)
            : lease.replace(last, last.run().failed(clock.instant(), LEASE_RAN_OUT), last.until());
    ended.ifPresent(this::record);
    return ended;
  }

  /** Does nothing where the same or a newer state is recorded already. */
  private void record(Held held) {
    runs.put(
        held.run().id().value(),
        "&version_type=external&version=" + held.version(),
        RunJson.of(held.run()));
  }

  private Instant leaseEnd() {
    return clock.instant().plus(duration);
  }
}
