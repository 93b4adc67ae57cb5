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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
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
  void forgetsRunsThatEndedBeforeAMoment() {
    List<TrainingRun> ended = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      TrainingRun run = later(n);
      runs.begin(run);
      TrainingRun over = run.succeeded(clock.instant());
      runs.update(over);
      ended.add(over);
    }
    TrainingRun atWork = later(3);
    runs.begin(atWork);
    Instant moment = ended.get(2).finishedAt().orElseThrow();
    List<RunId> spared = List.of(ended.get(0).id());
    assertThat(runs.countBefore(moment, spared)).isEqualTo(1);
    assertThat(runs.removeBefore(moment, spared)).isEqualTo(1);
    assertThat(runs.latest(10)).containsExactly(atWork, ended.get(2), ended.get(0));
    assertThat(runs.find(ended.get(1).id())).isEmpty();
    assertThat(runs.removeBefore(moment, List.of())).isEqualTo(1);
    assertThat(runs.countBefore(clock.instant().plusSeconds(1), List.of())).isEqualTo(1);
    assertThat(runs.unfinished()).contains(atWork);
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
      runs.update(first.at(at(Stage.TRAINING, "iteration " + i, i / 3.0)));
    }
    clock.advance(LITTLE_LESS);
    assertThat(runs.begin(run(2))).isEqualTo(new Claim.Refused(first.id()));
    assertThat(runs.unfinished()).map(TrainingRun::id).contains(first.id());
  }

  @Test
  void letsALeaseRunOutAndRecordsTheDeadRunAsFailed() {
    TrainingRun dead = run(1);
    runs.begin(dead);
    runs.take(dead.id());
    clock.advance(LEASE);
    assertThat(runs.unfinished()).isEmpty();
    TrainingRun next = later(2);
    assertThat(runs.begin(next)).isEqualTo(new Claim.Granted(next));
    TrainingRun recorded = runs.find(dead.id()).orElseThrow();
    assertThat(recorded.state()).isEqualTo(State.FAILED);
    assertThat(recorded.reason()).contains(TrainingRuns.LEASE_RAN_OUT);
    assertThat(recorded.finishedAt()).isPresent();
    assertThat(runs.unfinished()).contains(next);
  }

  @Test
  void endsADesertedRunOnceAndTellsWhoeverDidIt() {
    assertThat(runs.endDeserted()).isEmpty();
    TrainingRun dead = run(1);
    runs.begin(dead);
    runs.take(dead.id());
    clock.advance(LITTLE_LESS);
    assertThat(runs.endDeserted()).isEmpty();
    clock.advance(LEASE);

    TrainingRun ended = runs.endDeserted().orElseThrow();

    assertThat(ended.state()).isEqualTo(State.FAILED);
    assertThat(ended.reason()).contains(TrainingRuns.LEASE_RAN_OUT);
    assertThat(runs.find(dead.id())).contains(ended);
    assertThat(runs.latest(10)).containsExactly(ended);
    assertThat(runs.endDeserted()).isEmpty();
    TrainingRun next = later(2);
    assertThat(runs.begin(next)).isEqualTo(new Claim.Granted(next));
    assertThat(runs.find(dead.id())).contains(ended);
  }

  @Test
  void endsADesertedRunForExactlyOneOfFiftyThatAsk() throws Exception {
    TrainingRun dead = run(1);
    runs.begin(dead);
    runs.take(dead.id());
    clock.advance(LEASE);
    assertThat(atOnce(50, n -> runs.endDeserted())).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  void saysOfAQueuedRunWhoseLeaseRanOutThatNobodyTookItUp() {
    TrainingRun forgotten = run(1);
    runs.begin(forgotten);
    clock.advance(LEASE);
    runs.begin(later(2));
    TrainingRun recorded = runs.find(forgotten.id()).orElseThrow();
    assertThat(recorded.state()).isEqualTo(State.FAILED);
    assertThat(recorded.reason()).contains(TrainingRuns.NOBODY_TOOK_IT_UP);
  }

  @Test
  void recordsADeadRunThatWasWantedToEndAsCancelled() {
    TrainingRun dead = run(1);
    runs.begin(dead);
    runs.take(dead.id());
    runs.cancel(dead.id());
    clock.advance(LEASE);
    runs.begin(later(2));
    assertThat(runs.find(dead.id())).map(TrainingRun::state).contains(State.CANCELLED);
  }

  @Test
  void setsAQueuedRunToWorkWhenATrainerTakesItUp() {
    TrainingRun run = run(1);
    runs.begin(run);
    TrainingRun taken = runs.take(run.id()).orElseThrow();
    assertThat(taken).isEqualTo(run.at(run.progress()));
    assertThat(taken.state()).isEqualTo(State.RUNNING);
    assertThat(runs.find(run.id())).contains(taken);
    assertThat(runs.unfinished()).contains(taken);
  }

  @Test
  void renewsTheLeaseWhenATrainerTakesTheRunUp() {
    TrainingRun run = run(1);
    runs.begin(run);
    clock.advance(LITTLE_LESS);
    runs.take(run.id());
    clock.advance(LITTLE_LESS);
    assertThat(runs.unfinished()).map(TrainingRun::id).contains(run.id());
  }

  @Test
  void givesARunToOneTrainerOnly() {
    TrainingRun run = run(1);
    runs.begin(run);
    assertThat(runs.take(run.id())).isPresent();
    assertThat(runs.take(run.id())).isEmpty();
  }

  @Test
  void givesNobodyARunThatIsNotQueued() {
    TrainingRun silent = run(1);
    assertThat(runs.take(silent.id())).isEmpty();
    runs.begin(silent);
    assertThat(runs.take(run(7).id())).isEmpty();
    clock.advance(LEASE);
    assertThat(runs.take(silent.id())).isEmpty();
    TrainingRun ended = later(2);
    runs.begin(ended);
    assertThat(runs.take(silent.id())).isEmpty();
    runs.cancel(ended.id());
    assertThat(runs.take(ended.id())).isEmpty();
  }

  @Test
  void givesARunToExactlyOneOfFiftyTrainers() throws Exception {
    TrainingRun run = run(1);
    runs.begin(run);
    assertThat(atOnce(50, n -> runs.take(run.id()))).filteredOn(Optional::isPresent).hasSize(1);
    assertThat(runs.find(run.id())).map(TrainingRun::state).contains(State.RUNNING);
  }

  @Test
  void cancelsAQueuedRunAtOnceAndGivesItsLeaseBack() {
    TrainingRun queued = run(1);
    runs.begin(queued);
    TrainingRun cancelled = runs.cancel(queued.id()).orElseThrow();
    assertThat(cancelled).isEqualTo(queued.wantedToEnd().cancelled(clock.instant()));
    assertThat(runs.find(queued.id())).contains(cancelled);
    assertThat(runs.unfinished()).isEmpty();
    assertThat(runs.begin(later(2))).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void keepsTheWishThatARunningRunEndWhateverItsTrainerRecords() {
    TrainingRun run = run(1);
    runs.begin(run);
    TrainingRun taken = runs.take(run.id()).orElseThrow();
    assertThat(runs.cancel(run.id())).contains(taken.wantedToEnd());
    assertThat(runs.find(run.id())).contains(taken.wantedToEnd());
    assertThat(runs.unfinished()).contains(taken.wantedToEnd());

    TrainingRun further = taken.at(at(Stage.TRAINING, "learning", 0.5));
    runs.update(further);
    assertThat(runs.find(run.id())).contains(further.wantedToEnd());
    assertThat(runs.unfinished()).contains(further.wantedToEnd());

    TrainingRun ended = further.cancelled(clock.instant());
    runs.update(ended);
    assertThat(runs.find(run.id())).contains(ended.wantedToEnd());
    assertThat(runs.unfinished()).isEmpty();
  }

  @Test
  void doesNotRenewTheLeaseForAWish() {
    TrainingRun run = run(1);
    runs.begin(run);
    runs.take(run.id());
    clock.advance(LITTLE_LESS);
    runs.cancel(run.id());
    clock.advance(Duration.ofSeconds(1));
    assertThat(runs.unfinished()).isEmpty();
  }

  @Test
  void cancelsADeadRunAtOnce() {
    TrainingRun dead = run(1);
    runs.begin(dead);
    TrainingRun taken = runs.take(dead.id()).orElseThrow();
    clock.advance(LEASE);
    TrainingRun cancelled = taken.wantedToEnd().cancelled(clock.instant());
    assertThat(runs.cancel(dead.id())).contains(cancelled);
    assertThat(runs.find(dead.id())).contains(cancelled);
    assertThatThrownBy(() -> runs.update(taken)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void leavesARunThatHasEndedAsItIs() {
    TrainingRun first = run(1);
    runs.begin(first);
    TrainingRun succeeded = first.succeeded(clock.instant());
    runs.update(succeeded);
    assertThat(runs.cancel(first.id())).contains(succeeded);
    TrainingRun second = later(2);
    runs.begin(second);
    assertThat(runs.cancel(first.id())).contains(succeeded);
    assertThat(runs.find(first.id())).contains(succeeded);
    assertThat(runs.unfinished()).contains(second);
  }

  @Test
  void cancelsNothingThatItDoesNotKnow() {
    assertThat(runs.cancel(run(1).id())).isEmpty();
    runs.begin(run(2));
    assertThat(runs.cancel(run(1).id())).isEmpty();
    assertThat(runs.find(run(1).id())).isEmpty();
  }

  @Test
  void losesNoWishThatRacesWithUpdates() throws Exception {
    TrainingRun run = run(1);
    runs.begin(run);
    TrainingRun taken = runs.take(run.id()).orElseThrow();
    int wish = 10;
    List<Boolean> done =
        atOnce(
            20,
            n -> {
              if (n == wish) {
                return runs.cancel(run.id()).isPresent();
              }
              runs.update(taken.at(at(Stage.TRAINING, "iteration " + n, n / 20.0)));
              return true;
            });
    assertThat(done).hasSize(20).containsOnly(true);
    assertThat(runs.find(run.id())).map(TrainingRun::cancelWanted).contains(true);
    assertThat(runs.unfinished()).map(TrainingRun::cancelWanted).contains(true);
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
            .at(at(Stage.PUBLISHING, "1,000 of 1,000 ratings", 0.6))
            .took(Stage.SOURCING, Duration.ofNanos(1_234_567_891L))
            .took(Stage.EVALUATING, Duration.ofMinutes(61))
            .with(
                begun
                    .figures()
                    .with(Runs.DATA, Runs.QUALITY)
                    .with(Runs.EVALUATION, Runs.VERDICT)
                    .with(new GenerationId("20261122-161500-0001"))
                    .with(Runs.COUNTS));
    runs.update(whole);
    assertThat(runs.find(begun.id())).contains(whole);
    assertThat(runs.unfinished()).contains(whole);
    assertThat(runs.latest(1)).containsExactly(whole);

    List<String> log = List.of("first line", "", "a long one" + " and longer".repeat(5_000));
    TrainingRun failed = whole.failed(clock.instant(), "a \"quoted\" reason\nin two lines", log);
    runs.update(failed);
    assertThat(runs.find(begun.id())).contains(failed);
  }

  @Test
  void keepsHowARunEnded() {
    List<BiFunction<TrainingRun, Instant, TrainingRun>> endings =
        List.of(
            TrainingRun::succeeded,
            TrainingRun::cancelled,
            (run, now) -> run.refused(now, "worse"),
            (run, now) -> run.skipped(now, "nothing new"),
            (run, now) -> run.failed(now, "no luck"));
    for (int i = 0; i < endings.size(); i++) {
      TrainingRun run = later(i);
      runs.begin(run);
      TrainingRun ended = endings.get(i).apply(run, clock.instant());
      runs.update(ended);
      assertThat(runs.find(run.id())).contains(ended);
      assertThat(runs.unfinished()).isEmpty();
    }
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
    assertThat(atOnce(50, n -> runs.begin(run(n))))
        .filteredOn(Claim.Granted.class::isInstance)
        .hasSize(1);
    assertThat(runs.latest(100)).hasSize(1);
  }

  @Test
  void grantsExactlyOneOfFiftyClaimsToADeadRunsLease() throws Exception {
    TrainingRun dead = run(1000);
    runs.begin(dead);
    clock.advance(LEASE);
    List<Claim> claims = atOnce(50, n -> runs.begin(run(n)));
    assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
    assertThat(runs.find(dead.id())).map(TrainingRun::state).contains(State.FAILED);
    RunId winner = runs.unfinished().orElseThrow().id();
    assertThat(claims)
        .filteredOn(Claim.Refused.class::isInstance)
        .hasSize(49)
        .allMatch(claim -> claim.equals(new Claim.Refused(winner)));
  }

  /** What so many callers are answered who ask at the same time, and count from 0. */
  private static <T> List<T> atOnce(int callers, IntFunction<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CyclicBarrier start = new CyclicBarrier(callers);
      List<Future<T>> answers =
          IntStream.range(0, callers)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            start.await();
                            return call.apply(n);
                          }))
              .toList();
      List<T> all = new ArrayList<>();
      for (Future<T> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private Progress at(Stage stage, String activity, double fraction) {
    return new Progress(stage, clock.instant().minusSeconds(3), activity, fraction);
  }

  private TrainingRun run(int number) {
    return Runs.requested(number, clock.instant());
  }

  private TrainingRun later(int number) {
    clock.advance(Duration.ofSeconds(1));
    return run(number);
  }
}
