package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** How one kind of document is written in bulk. */
interface BulkDocument<T> {
  /** Its {@code _id}: the same for the same thing, so that a retry does not write it twice. */
  String id(T thing);

  /** Writes the fields; the object around them is there already. */
  void fields(T thing, JsonGenerator json) throws IOException;

  static void floats(JsonGenerator json, String field, float[] values) throws IOException {
    json.writeArrayFieldStart(field);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  static void strings(JsonGenerator json, String field, Iterable<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
