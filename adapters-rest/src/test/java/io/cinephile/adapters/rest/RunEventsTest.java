package io.cinephile.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.StartTraining;
import io.cinephile.application.SweepGenerations;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.InterceptedPort;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.Test;

/** What a stream says when little happens, and when it ends. */
class RunEventsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock();
  private final InMemoryTrainingRuns runs = new InMemoryTrainingRuns(clock, LEASE);
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean storeIsAway;

  @Test
  void aCommentShowsThatTheServerIsStillThere() {
    RunEvents events = events(SHORT, LONG, 1);

    AssertSubscriber<OutboundSseEvent> listener = listen(events, queued()).awaitItems(3);

    assertThat(listener.getItems().get(0).getName()).isEqualTo(RunEvents.PROGRESS);
    assertThat(listener.getItems().get(1).getName()).isNull();
    assertThat(listener.getItems().get(2).getComment()).isEqualTo("nothing new");
    listener.assertNotTerminated();
  }

  @Test
  void aRunThatNobodyWorksOnAnyMoreEndsTheStreamThoughItIsNotOver() {
    RunId run = queued();
    clock.advance(LEASE);

    AssertSubscriber<OutboundSseEvent> listener =
        listen(events(LONG, Duration.ofMillis(50), 1), run).awaitCompletion();

    assertThat(listener.getItems())
        .extracting(OutboundSseEvent::getName)
        .containsExactly(RunEvents.PROGRESS, RunEvents.ENDED);
    assertThat(((TrainingRunView) listener.getLastItem().getData()).state())
        .isEqualTo(State.QUEUED);
  }

  @Test
  void anOutageSkipsLooksAndDoesNotEndTheStream() throws InterruptedException {
    RunId run = queued();
    AssertSubscriber<OutboundSseEvent> listener =
        listen(events(LONG, Duration.ofMillis(200), 1), run).awaitItems(1);

    storeIsAway = true;
    Thread.sleep(300);
    listener.assertNotTerminated();
    storeIsAway = false;
    runs.update(runs.find(run).orElseThrow().succeeded(clock.instant()));

    listener.awaitCompletion();
    assertThat(listener.getItems())
        .extracting(OutboundSseEvent::getName)
        .containsExactly(RunEvents.PROGRESS, RunEvents.ENDED);
  }

  @Test
  void theStoreIsLeftAloneWhenNobodyListens() throws InterruptedException {
    listen(events(LONG, LONG, 1), queued()).awaitItems(1).cancel();
    Thread.sleep(50);
    int before = looks.get();
    Thread.sleep(100);
    assertThat(looks).hasValue(before);
  }

  @Test
  void whoLeavesMakesRoom() {
    RunEvents events = events(LONG, LONG, 1);
    RunId run = queued();
    AssertSubscriber<OutboundSseEvent> first = listen(events, run).awaitItems(1);

    assertThatThrownBy(() -> listen(events, run)).isInstanceOf(RunEvents.NoRoomException.class);

    first.cancel();
    listen(events, run).awaitItems(1).cancel();
  }

  private RunEvents events(Duration silence, Duration desertion, int most) {
    InMemoryStore store = new InMemoryStore();
    TrainingRuns remote = remote();
    SweepGenerations sweep =
        new SweepGenerations(store, new InMemoryGenerationRegistry(), remote, 3);
    StartTraining training =
        new StartTraining(remote, new TestUseCases.NoTrainers(), sweep, clock, () -> 1);
    return new RunEvents(training, new RunEvents.Pace(SHORT, silence, desertion), most);
  }

  /** The runs, unless the store is away. */
  private TrainingRuns remote() {
    return InterceptedPort.of(
        TrainingRuns.class,
        InterceptedPort.awayWhile(() -> storeIsAway, TrainingRuns.class, runs),
        call -> {
          looks.incrementAndGet();
          return call.proceed();
        });
  }

  private RunId queued() {
    RunId id = new RunId("run-20261122-161500-3f9a");
    runs.begin(
        TrainingRun.requested(
            id,
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            clock.instant()));
    return id;
  }

  private static AssertSubscriber<OutboundSseEvent> listen(RunEvents events, RunId run) {
    return events
        .of(run, new SseImpl())
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }
}
