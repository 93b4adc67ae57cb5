package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedNumbersTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 10_000})
  void givesBackWhatItPacked(int count) {
    Random random = new Random(count);
    int[] numbers = random.ints(0, 1 << random.nextInt(15, 31)).distinct().limit(count).toArray();
    Arrays.sort(numbers);
    assertThat(unpacked(numbers)).containsExactly(numbers);
  }

  @Test
  void takesEveryNumberThatAMovieMayHave() {
    int[] numbers = {0, 1, 127, 255, 256, 16_384 + 256, 1 << 30, Integer.MAX_VALUE};
    assertThat(unpacked(numbers)).containsExactly(numbers);
  }

  @Test
  void takesOneByteForAMovieThatIsNearTheLast() {
    assertThat(PackedNumbers.pack(new int[] {5, 6, 100, 227})).hasSize(4);
    assertThat(PackedNumbers.pack(new int[] {5, 6, 100, 228})).hasSize(5);
  }

  @Test
  void refusesNumbersThatDoNotAscend() {
    assertThatThrownBy(() -> PackedNumbers.pack(new int[] {7, 6}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("6 came after 7");
  }

  private static int[] unpacked(int[] numbers) {
    return PackedNumbers.unpack(ByteBuffer.wrap(PackedNumbers.pack(numbers)));
  }
}
