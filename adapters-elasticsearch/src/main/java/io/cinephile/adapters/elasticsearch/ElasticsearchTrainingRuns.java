package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.adapters.elasticsearch.TrainingLease.Held;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/**
 * Keeps the run at work in the lease document, and of every run a document of its own for whoever
 * looks back. The lease is written first, by compare-and-set; the run's own document follows it
 * under the lease's version, so that a late copy never replaces a newer one. A process that dies
 * between the two leaves an old copy, which is mended by the next claim before it takes the lease,
 * and by a wish to cancel the run. The clocks of all processes have to agree to a few seconds. Safe
 * for use by several threads and processes.
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
  public Optional<TrainingRun> take(RunId id) {
    while (true) {
      Optional<Held> queued =
          heldBy(id)
              .filter(held -> held.run().state() == State.QUEUED)
              .filter(held -> held.isRunningAt(clock.instant()));
      if (queued.isEmpty()) {
        return Optional.empty();
      }
      TrainingRun run = queued.get().run();
      Optional<Held> mine = lease.replace(queued.get(), run.at(run.progress()), leaseEnd());
      if (mine.isPresent()) {
        record(mine.get());
        return mine.map(Held::run);
      }
    }
  }

  @Override
  public void update(TrainingRun run) {
    while (true) {
      Held held =
          heldBy(run.id())
              .filter(last -> !last.isFinal())
              .orElseThrow(() -> new LeaseLostException(run.id()));
      TrainingRun next = held.run().cancelWanted() ? run.wantedToEnd() : run;
      Optional<Held> updated = lease.replace(held, next, leaseEnd());
      if (updated.isPresent()) {
        record(updated.get());
        return;
      }
    }
  }

  @Override
  public Optional<TrainingRun> cancel(RunId id) {
    while (true) {
      // Before the lease: a run that is recorded has had the lease, and never gets it again.
      Optional<JsonNode> document = runs.get(id.value());
      Optional<Held> held = heldBy(id);
      Optional<TrainingRun> cancelled =
          held.isPresent() ? cancelled(held.get()) : document.flatMap(this::cancelled);
      if (cancelled.isPresent() || (held.isEmpty() && document.isEmpty())) {
        return cancelled;
      }
    }
  }

  /** Empty if the lease changed meanwhile. */
  private Optional<TrainingRun> cancelled(Held held) {
    TrainingRun wanted = held.run().wantedToEnd();
    boolean atWork = wanted.state() == State.RUNNING && held.isRunningAt(clock.instant());
    Optional<Held> next =
        held.isFinal()
            ? Optional.of(held)
            : lease.replace(
                held, atWork ? wanted : wanted.cancelled(clock.instant()), held.until());
    next.ifPresent(this::record);
    return next.map(Held::run);
  }

  /**
   * The same for a run that the lease tells nothing of any more. Such a run has ended, and is
   * recorded so, unless the lease itself was lost.
   *
   * @return empty if the document changed meanwhile
   */
  private Optional<TrainingRun> cancelled(JsonNode document) {
    TrainingRun run = RunJson.read(document.path("_source"));
    if (run.state().isFinal()) {
      return Optional.of(run);
    }
    TrainingRun ended = run.wantedToEnd().cancelled(clock.instant());
    return record(ended, document.path("_version").asLong() + 1).map(answer -> ended);
  }

  @Override
  public Optional<TrainingRun> find(RunId id) {
    // The run's own document follows the lease by a moment, in which the run would seem deserted.
    return heldBy(id)
        .map(Held::run)
        .or(() -> runs.get(id.value()).map(answer -> RunJson.read(answer.path("_source"))));
  }

  @Override
  public List<TrainingRun> latest(int limit) {
    return runs.latest("requested_at", "id", limit).map(RunJson::read).toList();
  }

  @Override
  public long countBefore(Instant time, Collection<RunId> spared) {
    return runs.count(endedBefore(time, spared));
  }

  @Override
  public long removeBefore(Instant time, Collection<RunId> spared) {
    return runs.remove(endedBefore(time, spared));
  }

  private static ObjectNode endedBefore(Instant time, Collection<RunId> spared) {
    ObjectNode query = JsonTransport.JSON.createObjectNode();
    ObjectNode conditions = query.putObject("bool");
    conditions
        .putObject("filter")
        .putObject("range")
        .putObject("finished_at")
        .put("lt", time.toString());
    ArrayNode ids = conditions.putObject("must_not").putObject("terms").putArray("id");
    spared.forEach(run -> ids.add(run.value()));
    return query;
  }

  @Override
  public Optional<TrainingRun> endDeserted() {
    return lease
        .read()
        .filter(held -> !held.isFinal() && !held.isRunningAt(clock.instant()))
        .flatMap(this::settled)
        .map(Held::run);
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
            : lease.replace(last, abandoned(last.run()), last.until());
    ended.ifPresent(this::record);
    return ended;
  }

  private TrainingRun abandoned(TrainingRun run) {
    if (run.cancelWanted()) {
      return run.cancelled(clock.instant());
    }
    String reason = run.state() == State.QUEUED ? NOBODY_TOOK_IT_UP : LEASE_RAN_OUT;
    return run.failed(clock.instant(), reason);
  }

  private Optional<Held> heldBy(RunId id) {
    return lease.read().filter(held -> held.run().id().equals(id));
  }

  private void record(Held held) {
    record(held.run(), held.version());
  }

  /** Does nothing, and says so, where the same or a newer state is recorded already. */
  private Optional<JsonNode> record(TrainingRun run, long version) {
    String condition = "&version_type=external&version=" + version;
    return runs.put(run.id().value(), condition, RunJson.of(run));
  }

  private Instant leaseEnd() {
    return clock.instant().plus(duration);
  }
}
