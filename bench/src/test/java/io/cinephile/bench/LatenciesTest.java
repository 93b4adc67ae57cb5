package io.cinephile.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.bench.Route.Aim;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  LatenciesTest() {
    for (int millis = 1; millis <= 100; millis++) {
      latencies.add(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  @Test
  void percentilesAreInMilliseconds() {
    assertThat(latencies.millis(50)).isCloseTo(50, within(0.1));
    assertThat(latencies.millis(99)).isCloseTo(99, within(0.1));
  }

  @Test
  void anAimIsMissedByEitherBoundOrByAnError() {
    assertThat(new Aim(51, 100).judge(latencies, 0)).isEqualTo("p50 < 51, p99 < 100: met");
    assertThat(new Aim(49, 100).judge(latencies, 0)).endsWith("missed");
    assertThat(new Aim(51, 98).judge(latencies, 0)).endsWith("missed");
    assertThat(new Aim(51, 100).judge(latencies, 1)).endsWith("missed");
  }
}
