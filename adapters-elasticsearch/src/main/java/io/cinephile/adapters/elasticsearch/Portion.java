package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents of one bulk request, as its lines. Used by one thread at a time. */
final class Portion {
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<Integer> ends = new ArrayList<>();

  /** Adds what indexes the thing: the line of the action and the line of the document. */
  <T> void add(T thing, BulkDocument<T> document) {
    add(
        "index",
        json -> json.writeStringField("_id", document.id(thing)),
        Optional.of(json -> document.fields(thing, json)));
  }

  /**
   * Adds any action.
   *
   * @param target writes what the action is done to, and under which conditions
   * @param document writes its fields; empty for an action that has none
   */
  void add(String action, Fields target, Optional<Fields> document) {
    try {
      object(
          json -> {
            json.writeObjectFieldStart(action);
            target.write(json);
            json.writeEndObject();
          });
      if (document.isPresent()) {
        object(document.get());
      }
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

  int bytes() {
    return lines.size();
  }

  boolean isFull(PublishingSettings settings) {
    return lines.size() >= settings.portionBytes() || documents() >= settings.portionDocuments();
  }

  /** Writes fields into the object that is open. */
  interface Fields {
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
