package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BoundedSelectionTest {
  @RepeatedTest(50)
  void keeps_what_sorting_would(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    // Few different scores, so that there are many ties.
    float[] scores = new float[random.nextInt(200)];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(20) - 10;
    }
    int limit = 1 + random.nextInt(30);
    BoundedSelection selection = new BoundedSelection(limit);
    for (int i = 0; i < scores.length; i++) {
      selection.offer(scores[i], i);
    }
    Comparator<Integer> best = Comparator.comparing(i -> -scores[i]);
    assertThat(selection.bestFirst())
        .containsExactly(
            IntStream.range(0, scores.length)
                .boxed()
                .sorted(best.thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .toArray());
  }

  @Test
  void takes_no_impossible_score() {
    BoundedSelection selection = new BoundedSelection(3);
    selection.offer(Float.NaN, 0);
    selection.offer(Float.NEGATIVE_INFINITY, 1);
    selection.offer(-5, 2);
    assertThat(selection.bestFirst()).containsExactly(2);
  }
}
