package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Ascending numbers in few bytes: each as its distance from the one before, seven bits a byte, the
 * lowest first, with the eighth set where more follow (LEB128, as in DWARF 5, 7.6).
 */
final class PackedNumbers {
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private PackedNumbers() {}

  /** Writes the field; none for no numbers. */
  static void write(JsonGenerator json, String field, int[] numbers) throws IOException {
    if (numbers.length > 0) {
      json.writeBinaryField(field, pack(numbers));
    }
  }

  /**
   * Reads the field of a hit that was asked for by {@code docvalue_fields}; empty if it has none.
   */
  static int[] read(JsonNode hit, String field) {
    return unpack(PackedFloats.bytes(hit, field));
  }

  /**
   * @param numbers from 0, each higher than the one before
   */
  static byte[] pack(int[] numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * numbers.length);
    int last = 0;
    for (int number : numbers) {
      int rest = number - last;
      if (rest < 0) {
        throw new IllegalArgumentException("%d came after %d".formatted(number, last));
      }
      last = number;
      while (rest >= MORE) {
        bytes.write(rest % MORE | MORE);
        rest >>>= BITS;
      }
      bytes.write(rest);
    }
    return bytes.toByteArray();
  }

  /** Reads all that remains. */
  static int[] unpack(ByteBuffer bytes) {
    int[] numbers = new int[bytes.remaining()];
    int size = 0;
    int last = 0;
    while (bytes.hasRemaining()) {
      int distance = 0;
      int shift = 0;
      int part;
      do {
        part = bytes.get();
        distance |= (part & MORE - 1) << shift;
        shift += BITS;
      } while (part < 0);
      last += distance;
      numbers[size++] = last;
    }
    return Arrays.copyOf(numbers, size);
  }
}
