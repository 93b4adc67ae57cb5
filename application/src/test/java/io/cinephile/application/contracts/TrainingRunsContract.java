package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import io.cinephile.domain.training.TrainingRuns.Claim;
import io.cinephile.domain.training.TrainingRuns.LeaseLostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of training runs has to do. */
public abstract class TrainingRunsContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LITTLE_LESS = LEASE.minusSeconds(1);

  private final SettableClock clock = new SettableClock();
  private TrainingRuns runs;

  /** A keeper that knows no run yet. */
  protected abstract TrainingRuns noRuns(Clock clock, Duration lease);

  @BeforeEach
  final void startEmpty() {
    clock.advance(Duration.ofNanos(123_456_000));
    runs = noRuns(clock, LEASE);
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(runs.latest(10)).isEmpty();
    assertThat(runs.unfinished()).isEmpty();
    assertThat(runs.find(run(1).id())).isEmpty();
  }

  @Test
  void grantsTheFirstClaimAndRecordsTheRun() {
    TrainingRun run = run(1);
    assertThat(runs.begin(run)).isEqualTo(new Claim.Granted(run));
    assertThat(runs.find(run.id())).contains(run);
    assertThat(runs.unfinished()).contains(run);
    assertThat(runs.latest(10)).containsExactly(run);
  }

  @Test
  void refusesASecondClaimAndNamesTheRunAtWork() {
    TrainingRun first = run(1);
    TrainingRun second = run(2);
    runs.begin(first);
    clock.advance(LITTLE_LESS);
    assertThat(runs.begin(second)).isEqualTo(new Claim.Refused(first.id()));
    assertThat(runs.find(second.id())).isEmpty();
    assertThat(runs.latest(10)).containsExactly(first);
  }

  @Test
  void grantsAgainAfterTheRunHasEnded() {
    TrainingRun first = run(1);
    runs.begin(first);
    TrainingRun ended = first.succeeded(clock.instant());
    runs.update(ended);
    assertThat(runs.unfinished()).isEmpty();
    TrainingRun second = later(2);
    assertThat(runs.begin(second)).isEqualTo(new Claim.Granted(second));
    assertThat(runs.find(first.id())).contains(ended);
    assertThat(runs.latest(10)).containsExactly(second, ended);
  }

  @Test
  void renewsTheLeaseWithEachUpdate() {
    TrainingRun first = run(1);
    runs.begin(first);
    for (int i = 1; i <= 3; i++) {
      clock.advance(LITTLE_LESS);
      runs.update(first.at(new Progress(Stage.TRAINING, "iteration " + i, i / 3.0)));
    }
    clock.advance(LITTLE_LESS);
    assertThat(runs.begin(run(2))).isEqualTo(new Claim.Refused(first.id()));
    assertThat(runs.unfinished()).map(TrainingRun::id).contains(first.id());
  }

  @Test
  void letsALeaseRunOutAndRecordsTheDeadRunAsFailed() {
    TrainingRun dead = run(1);
    runs.begin(dead);
    clock.advance(LEASE);
    assertThat(runs.unfinished()).isEmpty();
    TrainingRun next = later(2);
    assertThat(runs.begin(next)).isEqualTo(new Claim.Granted(next));
    TrainingRun recorded = runs.find(dead.id()).orElseThrow();
    assertThat(recorded.state()).isEqualTo(State.FAILED);
    assertThat(recorded.error()).contains(TrainingRuns.LEASE_RAN_OUT);
    assertThat(recorded.finishedAt()).isPresent();
    assertThat(runs.unfinished()).contains(next);
  }

  @Test
  void tellsARunThatItsLeaseIsLostAndRecordsNothing() {
    TrainingRun dead = run(1);
    runs.begin(dead);
    clock.advance(LEASE);
    TrainingRun next = later(2);
    runs.begin(next);
    assertThatThrownBy(() -> runs.update(dead.succeeded(clock.instant())))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining(dead.id().value());
    assertThat(runs.find(dead.id())).map(TrainingRun::state).contains(State.FAILED);
    assertThat(runs.unfinished()).contains(next);
  }

  @Test
  void takesNoUpdateOfARunThatHasEndedOrNeverBegan() {
    TrainingRun ended = run(1);
    runs.begin(ended);
    runs.update(ended.failed(clock.instant(), "no luck"));
    assertThatThrownBy(() -> runs.update(ended)).isInstanceOf(LeaseLostException.class);
    assertThat(runs.find(ended.id())).map(TrainingRun::state).contains(State.FAILED);
    TrainingRun unknown = run(7);
    assertThatThrownBy(() -> runs.update(unknown)).isInstanceOf(LeaseLostException.class);
    assertThat(runs.find(unknown.id())).isEmpty();
  }

  @Test
  void keepsEverythingOfARun() {
    TrainingRun begun = run(1);
    runs.begin(begun);
    TrainingRun whole =
        begun
            .at(new Progress(Stage.PUBLISHING, "1,000 of 1,000 ratings", 0.6))
            .took(Stage.SOURCING, Duration.ofNanos(1_234_567_891L))
            .took(Stage.EVALUATING, Duration.ofMinutes(61))
            .with(
                begun
                    .figures()
                    .with(Runs.DATA, Runs.QUALITY)
                    .with(Runs.EVALUATION)
                    .with(new GenerationId("20261122-161500-0001"))
                    .with(Runs.COUNTS));
    runs.update(whole);
    assertThat(runs.find(begun.id())).contains(whole);
    assertThat(runs.unfinished()).contains(whole);
    assertThat(runs.latest(1)).containsExactly(whole);

    TrainingRun failed = whole.failed(clock.instant(), "a \"quoted\" reason\nin two lines");
    runs.update(failed);
    assertThat(runs.find(begun.id())).contains(failed);
  }

  @Test
  void listsTheNewestFirstUpToTheLimit() {
    List<RunId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TrainingRun run = later(i);
      runs.begin(run);
      runs.update(run.succeeded(clock.instant()));
      ids.add(0, run.id());
    }
    assertThat(runs.latest(3)).extracting(TrainingRun::id).isEqualTo(ids.subList(0, 3));
    assertThat(runs.latest(100)).extracting(TrainingRun::id).isEqualTo(ids);
  }

  @Test
  void grantsExactlyOneOfFiftyClaims() throws Exception {
    assertThat(claimsAtOnce(50)).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
    assertThat(runs.latest(100)).hasSize(1);
  }

  @Test
  void grantsExactlyOneOfFiftyClaimsToADeadRunsLease() throws Exception {
    TrainingRun dead = run(1000);
    runs.begin(dead);
    clock.advance(LEASE);
    List<Claim> claims = claimsAtOnce(50);
    assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
    assertThat(runs.find(dead.id())).map(TrainingRun::state).contains(State.FAILED);
    RunId winner = runs.unfinished().orElseThrow().id();
    assertThat(claims)
        .filteredOn(Claim.Refused.class::isInstance)
        .hasSize(49)
        .allMatch(claim -> claim.equals(new Claim.Refused(winner)));
  }

  private List<Claim> claimsAtOnce(int claimants) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(claimants);
    try {
      CyclicBarrier start = new CyclicBarrier(claimants);
      List<Future<Claim>> answers =
          IntStream.range(0, claimants)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            start.await();
                            return runs.begin(run(n));
                          }))
              .toList();
      List<Claim> claims = new ArrayList<>();
      for (Future<Claim> answer : answers) {
        claims.add(answer.get());
      }
      return claims;
    } finally {
      threads.shutdownNow();
    }
  }

  private TrainingRun run(int number) {
    return Runs.requested(number, clock.instant());
  }

  private TrainingRun later(int number) {
    clock.advance(Duration.ofSeconds(1));
    return run(number);
  }
}
