package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvent.Content;
import io.cinephile.application.ServingEvent.Method;
import io.cinephile.application.ServingEvent.Recommended;
import io.cinephile.application.ServingEvents;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of serving events has to do. */
public abstract class ServingEventsContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");

  private ServingEvents events;

  /** Serving events without any event. */
  protected abstract ServingEvents empty();

  /** Returns once so many events are kept. */
  protected abstract void awaitKept(ServingEvents events, int count);

  @BeforeEach
  final void startEmpty() {
    events = empty();
  }

  /** A recommendation to a user that took 12.5 ms. */
  public static ServingEvent recommendation(Instant at) {
    Recommended recommended = new Recommended(10, Set.of(Source.FOLD_IN, Source.POPULAR));
    return new ServingEvent(
        at,
        Method.GET,
        "/api/v1/users/{id}/recommendations",
        200,
        Duration.ofNanos(12_500_000),
        Optional.of(
            new Content(
                new GenerationId("20261122-161500-3f9a"), Optional.of(recommended), false)));
  }

  /** A refusal that came from no generation. */
  public static ServingEvent refusal(Instant at) {
    return new ServingEvent(
        at, Method.OTHER, ServingEvent.UNMATCHED, 405, Duration.ofMillis(1), Optional.empty());
  }

  private void record(int count) {
    IntStream.range(0, count)
        .mapToObj(n -> recommendation(TIME.plusSeconds(n)))
        .forEach(events::record);
    awaitKept(events, count);
  }

  @Test
  void keepsNothingAtFirst() {
    assertThat(events.countBefore(TIME)).isZero();
    assertThat(events.removeBefore(TIME)).isZero();
  }

  @Test
  void keepsEachEventOnceEvenIfItIsTheSameAsAnother() {
    events.record(refusal(TIME));
    events.record(refusal(TIME));
    awaitKept(events, 2);
    assertThat(events.countBefore(TIME.plusMillis(1))).isEqualTo(2);
  }

  @Test
  void countsAndRemovesWhatIsOlderAndNothingElse() {
    record(7);
    Instant cutoff = TIME.plusSeconds(3);
    assertThat(events.countBefore(TIME)).isZero();
    assertThat(events.countBefore(cutoff)).isEqualTo(3);
    assertThat(events.removeBefore(cutoff)).isEqualTo(3);
    assertThat(events.countBefore(cutoff)).isZero();
    assertThat(events.countBefore(TIME.plusSeconds(7))).isEqualTo(4);
    assertThat(events.removeBefore(cutoff)).isZero();
  }
}
