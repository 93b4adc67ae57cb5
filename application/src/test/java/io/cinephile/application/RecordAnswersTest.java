package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.ServingEvent.Method;
import io.cinephile.application.contracts.ServingEventsContract;
import io.cinephile.application.fakes.InMemoryServingEvents;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.OutOfRangeException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordAnswersTest {
  private final InMemoryServingEvents events = new InMemoryServingEvents();
  private final SettableClock clock = new SettableClock();

  private int recordedOfThousand(double share) {
    RecordAnswers record = new RecordAnswers(events, share, new Random(7)::nextDouble, clock);
    for (int n = 0; n < 1_000; n++) {
      record.record(ServingEventsContract::refusal);
    }
    return events.all().size();
  }

  @Test
  void allAreRecorded() {
    assertThat(recordedOfThousand(1)).isEqualTo(1_000);
    assertThat(events.all()).extracting(ServingEvent::at).containsOnly(clock.instant());
  }

  @Test
  void aShareIsRecorded() {
    assertThat(recordedOfThousand(0.1)).isBetween(70, 130);
  }

  @Test
  void noneIsEvenMade() {
    RecordAnswers record = new RecordAnswers(events, 0, () -> 0, clock);
    record.record(
        at -> {
          throw new AssertionError("nobody needs it");
        });
    assertThat(events.all()).isEmpty();
  }

  @Test
  void whatIsNoShareIsRefused() {
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new RecordAnswers(events, share, () -> 0, clock))
          .isInstanceOf(OutOfRangeException.class)
          .hasMessageContaining("must be from 0.0 to 1.0");
    }
  }

  @Test
  void whateverACallerSendsAsMethodIsNotRepeated() {
    assertThat(Method.of("GET")).isEqualTo(Method.GET);
    assertThat(Method.of("get")).isEqualTo(Method.OTHER);
    assertThat(Method.of("ALICE")).isEqualTo(Method.OTHER);
  }
}
