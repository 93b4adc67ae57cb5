package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvent.Content;
import io.cinephile.application.ServingEvent.Recommended;
import io.cinephile.application.Suggestion;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A serving event. */
final class ServingEventDocument {
  private static final String AT = "at";
  private static final String REQUEST = "request";
  private static final double NANOS_A_MILLI = 1e6;

  private ServingEventDocument() {}

  /**
   * Writes the fields; the object around them is there already.
   *
   * @param server names the process that answered
   */
  static void fields(ServingEvent event, String server, JsonGenerator json) throws IOException {
    json.writeStringField(AT, event.at().truncatedTo(ChronoUnit.MILLIS).toString());
    json.writeStringField("kind", REQUEST);
    json.writeStringField("route", event.route());
    json.writeStringField("method", event.method().name());
    json.writeNumberField("status", event.status());
    json.writeStringField("statusClass", event.status() / 100 + "xx");
    json.writeNumberField("latencyMillis", (float) (event.latency().toNanos() / NANOS_A_MILLI));
    json.writeStringField("server", server);
    if (event.content().isPresent()) {
      content(event.content().get(), json);
    }
  }

  private static void content(Content content, JsonGenerator json) throws IOException {
    json.writeStringField("generation", content.generation().value());
    json.writeBooleanField("stale", content.stale());
    if (content.recommended().isPresent()) {
      Recommended recommended = content.recommended().get();
      json.writeNumberField("items", recommended.movies());
      BulkDocument.strings(
          json,
          "source",
          () -> recommended.sources().stream().sorted().map(ServingEventDocument::word).iterator());
    }
  }

  /** As answers name it. */
  private static String word(Suggestion.Source source) {
    return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The query for what is older. */
  static ObjectNode before(Instant time) {
    ObjectNode query = JsonTransport.JSON.createObjectNode();
    query.putObject("range").putObject(AT).put("lt", time.toString());
    return query;
  }
}
