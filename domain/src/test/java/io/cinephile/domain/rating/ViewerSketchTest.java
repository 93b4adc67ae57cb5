package io.cinephile.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ViewerSketchTest {
  private static final int MEMBERS = 500_000;
  private static final int OTHERS = 100_000;

  @Test
  void containsNobodyAtFirst() {
    assertThat(new ViewerSketch().mayContain(viewer(1))).isFalse();
  }

  @Test
  void forgetsNobodyAndTakesFewOthersForMembers() {
    ViewerSketch sketch = new ViewerSketch();
    IntStream.range(0, MEMBERS).forEach(n -> sketch.add(viewer(n)));
    assertThat(IntStream.range(0, MEMBERS).allMatch(n -> sketch.mayContain(viewer(n)))).isTrue();
    long wrong =
        IntStream.range(MEMBERS, MEMBERS + OTHERS)
            .filter(n -> sketch.mayContain(viewer(n)))
            .count();
    // (1 - e^(-4 * 500,000 / 2^23))^4 = 0.2 %
    assertThat(wrong / (double) OTHERS).isBetween(0.001, 0.003);
  }

  private static Pseudonym viewer(int number) {
    return new Pseudonym("%022d".formatted(number));
  }
}
