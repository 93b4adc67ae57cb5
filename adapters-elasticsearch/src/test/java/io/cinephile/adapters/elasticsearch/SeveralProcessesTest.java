package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(here.find(run.id())).contains(newer);
  }

  private TrainingRuns process() {
    return new ElasticsearchTrainingRuns(indices.client(), indices.prefix(), clock, LEASE);
  }

  private TrainingRun run(int number) {
    return TrainingRun.requested(
        new RunId("run-" + GenerationId.of(clock.instant(), number)),
        Trigger.SCHEDULE,
        DatasetLocation.SAMPLE,
        TrainingParameters.DEFAULT,
        clock.instant());
  }
}
