package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import io.cinephile.domain.training.TrainingRuns.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that are kept by several processes, one of which may die between two writes. */
final class SeveralProcessesTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();

  @RegisterExtension final TestIndices indices = new TestIndices();

  @Test
  void oneOfManyProcessesThatStartTogetherIsGrantedTheClaim() throws Exception {
    ExecutorService processes = Executors.newFixedThreadPool(8);
    try {
      List<Future<Claim>> answers =
          IntStream.range(0, 8)
              .mapToObj(n -> processes.submit(() -> process().begin(run(n))))
              .toList();
      List<Claim> claims = new ArrayList<>();
      for (Future<Claim> answer : answers) {
        claims.add(answer.get());
      }
      assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
    } finally {
      processes.shutdownNow();
    }
  }

  @Test
  void mendsTheRecordOfARunWhoseProcessDiedBeforeItWroteIt() {
    TrainingRun dead = run(1);
    process().begin(dead);
    indices.transport().call("DELETE", "/" + indices.names().standing("runs"));
    clock.advance(LEASE);

    process().begin(run(2));
    assertThat(process().find(dead.id())).map(TrainingRun::state).contains(State.FAILED);
  }

  @Test
  void neverReplacesANewerRecordByALateOne() {
    TrainingRun run = run(1);
    TrainingRuns here = process();
    here.begin(run);
    String path =
        "/%s/_doc/%s?version_type=external&version=1000"
            .formatted(indices.names().standing("runs"), run.id());
    TrainingRun newer = run.failed(clock.instant(), "recorded by a later holder of the lease");
    indices.transport().call("PUT", path, RunJson.of(newer));

    here.update(run);
    assertThat(RunJson.read(document(run).path("_source"))).isEqualTo(newer);
  }

  @Test
  void readsARunFromTheLeaseWhereItsRecordIsLate() {
    TrainingRun run = run(1);
    process().begin(run);
    JsonNode before = document(run);
    TrainingRun ended = run.succeeded(clock.instant());
    process().update(ended);
    replace(run, before);

    assertThat(process().find(run.id())).contains(ended);
  }

  @Test
  void mendsTheRecordOfARunWhoseProcessDiedBeforeItWroteThatItIsCancelled() {
    TrainingRun run = run(1);
    process().begin(run);
    JsonNode before = document(run);
    process().cancel(run.id());
    replace(run, before);

    TrainingRun cancelled = run.wantedToEnd().cancelled(clock.instant());
    assertThat(process().cancel(run.id())).contains(cancelled);
    assertThat(process().find(run.id())).contains(cancelled);
  }

  @Test
  void cancelsARunThatBeganBeforeItWasRecorded() {
    TrainingRun run = run(1);
    process().begin(run);
    indices.transport().call("DELETE", runs());

    TrainingRun cancelled = run.wantedToEnd().cancelled(clock.instant());
    assertThat(process().cancel(run.id())).contains(cancelled);
    assertThat(process().find(run.id())).contains(cancelled);
    assertThat(process().unfinished()).isEmpty();
  }

  @Test
  void cancelsARunWhoseLeaseIsGone() {
    TrainingRun run = run(1);
    process().begin(run);
    TrainingRun taken = process().take(run.id()).orElseThrow();
    indices.transport().call("DELETE", "/" + indices.names().standing("lease"));

    TrainingRun cancelled = taken.wantedToEnd().cancelled(clock.instant());
    assertThat(process().cancel(run.id())).contains(cancelled);
    assertThat(process().find(run.id())).contains(cancelled);
    assertThat(process().cancel(run.id())).contains(cancelled);
  }

  @Test
  void readsARunThatWasRecordedBeforeStagesHadATime() {
    TrainingRun run = run(1);
    ObjectNode older = RunJson.of(run);
    older.remove(List.of("stage_since", "forced", "cancel_wanted", "log"));
    assertThat(RunJson.read(older)).isEqualTo(run);
  }

  private String runs() {
    return "/" + indices.names().standing("runs");
  }

  private JsonNode document(TrainingRun run) {
    return indices.transport().call("GET", runs() + "/_doc/" + run.id());
  }

  /** Puts an older state of a run back, with its version. */
  private void replace(TrainingRun run, JsonNode older) {
    String path = "%s/_doc/%s".formatted(runs(), run.id());
    indices.transport().call("DELETE", runs());
    process().prepare();
    String version = "?version_type=external&version=" + older.path("_version").asLong();
    indices.transport().call("PUT", path + version, older.path("_source"));
  }

  private ElasticsearchTrainingRuns process() {
    return new ElasticsearchTrainingRuns(indices.client(), indices.prefix(), clock, LEASE);
  }

  private TrainingRun run(int number) {
    return TrainingRun.requested(
        new RunId("run-" + GenerationId.of(clock.instant(), number)),
        Trigger.SCHEDULE,
        DatasetLocation.SAMPLE,
        TrainingParameters.DEFAULT,
        false,
        clock.instant());
  }
}
