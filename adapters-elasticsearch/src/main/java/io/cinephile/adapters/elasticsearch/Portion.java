package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The documents of one bulk request, as its lines. Used by one thread at a time. */
final class Portion {
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<Integer> ends = new ArrayList<>();

  /** Adds what indexes the thing: the line of the action and the line of the document. */
  <T> void add(T thing, BulkDocument<T> document) {
    try {
      object(
          json -> {
            json.writeObjectFieldStart("index");
            json.writeStringField("_id", document.id(thing));
            json.writeEndObject();
          });
      object(json -> document.fields(thing, json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ends.add(lines.size());
  }

  /** Those documents alone, by their places, which count from 0. */
  Portion only(List<Integer> places) {
    byte[] all = lines.toByteArray();
    Portion portion = new Portion();
    for (int place : places) {
      int start = place == 0 ? 0 : ends.get(place - 1);
      portion.lines.write(all, start, ends.get(place) - start);
      portion.ends.add(portion.lines.size());
    }
    return portion;
  }

  byte[] lines() {
    return lines.toByteArray();
  }

  int documents() {
    return ends.size();
  }

  boolean isFull(PublishingSettings settings) {
    return lines.size() >= settings.portionBytes() || documents() >= settings.portionDocuments();
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private void object(Fields fields) throws IOException {
    try (JsonGenerator json = JsonTransport.JSON.createGenerator(lines)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    lines.write('\n');
  }
}
