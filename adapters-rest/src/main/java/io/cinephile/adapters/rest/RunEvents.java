package io.cinephile.adapters.rest;

import io.cinephile.application.StartTraining;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Tells of training runs as they change, by looking at the store again and again: a trainer is
 * another process, perhaps on another machine, and nobody here hears of it otherwise. Safe for use
 * by several threads.
 */
@Singleton
final class RunEvents {
  /** Names an event that others follow. */
  static final String PROGRESS = "progress";

  /** Names the last event. */
  static final String ENDED = "ended";

  private static final int MOST_STREAMS = 32;

  private final StartTraining training;
  private final Pace pace;
  private final Semaphore room;

  /**
   * How long something lasts.
   *
   * @param pause between two looks at a run
   * @param silence at most: what says nothing for longer, proxies take for dead
   * @param desertion how long a run that is not over may be without anybody at work on it, before
   *     nothing more is expected of it; longer than a trainer needs to come back after an outage
   */
  record Pace(Duration pause, Duration silence, Duration desertion) {
    static final Pace USUAL =
        new Pace(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  @Inject
  RunEvents(StartTraining training) {
    this(training, Pace.USUAL, MOST_STREAMS);
  }

  RunEvents(StartTraining training, Pace pace, int mostStreams) {
    this.training = training;
    this.pace = pace;
    this.room = new Semaphore(mostStreams);
  }

  /** As many streams are open as there may be. */
  static final class NoRoomException extends RuntimeException {}

  /**
   * The run as it is now, and again whenever it has changed: {@link #PROGRESS} until it is over or
   * deserted, and then {@link #ENDED}, once. Comments in between where nothing changes. An outage
   * of the store skips a look. The store is asked by worker threads, for as long as somebody
   * listens.
   *
   * @param id of a run that there is
   * @throws NoRoomException if too many streams are open
   */
  Multi<OutboundSseEvent> of(RunId id, Sse sse) {
    if (room.availablePermits() == 0) {
      throw new NoRoomException();
    }
    // Room is taken by who listens: a caller who has gone meanwhile never does, nor ever leaves.
    return Multi.createFrom()
        .deferred(() -> room.tryAcquire() ? watched(id, sse) : Multi.createFrom().empty());
  }

  private Multi<OutboundSseEvent> watched(RunId id, Sse sse) {
    Watch watch = new Watch(id, sse);
    Uni<OutboundSseEvent> look =
        Uni.createFrom().item(watch::look).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    return Multi.createBy()
        .repeating()
        .uni(() -> look)
        .withDelay(pace.pause())
        .whilst(event -> !ENDED.equals(event.getName()))
        .onTermination()
        .invoke(room::release);
  }

  /** What one listener has been told of one run. Each look comes after the one before. */
  private final class Watch {
    private final RunId id;
    private final Sse sse;
    private Optional<TrainingRun> told = Optional.empty();
    private int events;
    private long lastSaid = System.nanoTime();
    private long lastHopeful = System.nanoTime();

    Watch(RunId id, Sse sse) {
      this.id = id;
      this.sse = sse;
    }

    /** What is to be said, or null if there is nothing. */
    OutboundSseEvent look() {
      try {
        Optional<TrainingRun> atWork = training.atWork().filter(run -> run.id().equals(id));
        if (atWork.isPresent()) {
          lastHopeful = System.nanoTime();
        }
        TrainingRun run = atWork.or(() -> training.find(id)).orElseThrow();
        boolean over = run.state().isFinal() || isPast(lastHopeful, pace.desertion());
        return over || !told.equals(Optional.of(run))
            ? told(over ? ENDED : PROGRESS, run)
            : silence();
      } catch (StoreUnavailableException e) {
        // A trainer meets the same outage, and cannot show that it is at work.
        lastHopeful = System.nanoTime();
        return silence();
      }
    }

    private OutboundSseEvent told(String name, TrainingRun run) {
      TrainingRunView view = TrainingRunView.of(run, training.remaining(run));
      told = Optional.of(run);
      lastSaid = System.nanoTime();
      return sse.newEventBuilder()
          .id(Integer.toString(++events))
          .name(name)
          .data(TrainingRunView.class, view)
          .build();
    }

    private OutboundSseEvent silence() {
      if (!isPast(lastSaid, pace.silence())) {
        return null;
      }
      lastSaid = System.nanoTime();
      return sse.newEventBuilder().comment("nothing new").build();
    }

    private static boolean isPast(long since, Duration duration) {
      return System.nanoTime() - since >= duration.toNanos();
    }
  }
}
