package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Vectors that are read back, as big-endian floats in a binary field with doc values. A {@code
 * dense_vector} is for searching: what it holds can be read from the source alone on the one line
 * of servers, and is left out of the source on the other.
 */
final class PackedFloats {
  private PackedFloats() {}

  /** Writes the field; none for an empty vector. */
  static void write(JsonGenerator json, String field, float[] vector) throws IOException {
    if (vector.length > 0) {
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
      bytes.asFloatBuffer().put(vector);
      json.writeBinaryField(field, bytes.array());
    }
  }

  /**
   * Reads the field of a hit that was asked for by {@code docvalue_fields}; empty if it has none.
   */
  static float[] read(JsonNode hit, String field) {
    ByteBuffer bytes = bytes(hit, field);
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(vector);
    return vector;
  }

  /** Any binary field, unpacked by the caller. */
  static ByteBuffer bytes(JsonNode hit, String field) {
    JsonNode base64 = hit.path("fields").path(field).path(0);
    try {
      return ByteBuffer.wrap(base64.isMissingNode() ? new byte[0] : base64.binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
