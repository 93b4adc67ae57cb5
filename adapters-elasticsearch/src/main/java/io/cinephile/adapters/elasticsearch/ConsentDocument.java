package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.PrivacyChoices.Choice;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.rating.Pseudonym;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a viewer decided, the oldest first. */
final class ConsentDocument implements BulkDocument<PrivacyChoices> {
  private static final String VIEWER = "viewer";
  private static final String CHOICES = "choices";
  private static final String PURPOSE = "purpose";
  private static final String ALLOWED = "allowed";
  private static final String NOTICE = "notice";
  private static final String TIME = "time";
  private static final String SOURCE = "source";
  private static final String RESTRICTED = "restricted";

  /** So many documents are read at once. */
  private static final int PAGE = 1_000;

  @Override
  public String id(PrivacyChoices said) {
    return said.viewer().value();
  }

  @Override
  public void fields(PrivacyChoices said, JsonGenerator json) throws IOException {
    json.writeStringField(VIEWER, said.viewer().value());
    json.writeArrayFieldStart(CHOICES);
    for (Choice choice : said.choices()) {
      json.writeStartObject();
      json.writeStringField(PURPOSE, choice.purpose().name());
      json.writeBooleanField(ALLOWED, choice.allowed());
      json.writeNumberField(NOTICE, choice.notice());
      json.writeStringField(TIME, choice.time().toString());
      json.writeStringField(SOURCE, choice.source().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (said.restricted().isPresent()) {
      json.writeStringField(RESTRICTED, said.restricted().get().toString());
    }
  }

  static PrivacyChoices read(JsonNode source) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode choice : source.path(CHOICES)) {
      choices.add(
          new Choice(
              Purpose.valueOf(choice.path(PURPOSE).asText()),
              choice.path(ALLOWED).asBoolean(),
              choice.path(NOTICE).asInt(),
              Instant.parse(choice.path(TIME).asText()),
              Source.valueOf(choice.path(SOURCE).asText())));
    }
    Optional<Instant> restricted =
        Optional.ofNullable(source.get(RESTRICTED)).map(JsonNode::asText).map(Instant::parse);
    return new PrivacyChoices(new Pseudonym(source.path(VIEWER).asText()), choices, restricted);
  }

  /** The search for a page of all. */
  static ObjectNode all() {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", PAGE);
    body.put("track_total_hits", false);
    body.putArray("sort").addObject().put(VIEWER, "asc");
    return body;
  }
}
