package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyState.Rotation;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The one document that says which key is in use, and who is at work with it. */
final class KeyStateDocument implements BulkDocument<KeyState> {
  static final String ID = "current";

  private static final String KEY = "key";
  private static final String ROTATION = "rotation";
  private static final String TO = "to";
  private static final String BY = "by";
  private static final String UNTIL = "until";
  private static final String SERVERS = "servers";
  private static final String NAME = "name";

  @Override
  public String id(KeyState state) {
    return ID;
  }

  @Override
  public void fields(KeyState state, JsonGenerator json) throws IOException {
    json.writeStringField(KEY, state.key().value());
    if (state.rotation().isPresent()) {
      Rotation rotation = state.rotation().get();
      json.writeObjectFieldStart(ROTATION);
      json.writeStringField(TO, rotation.to().value());
      json.writeStringField(BY, rotation.by());
      json.writeStringField(UNTIL, rotation.until().toString());
      json.writeEndObject();
    }
    json.writeArrayFieldStart(SERVERS);
    for (Map.Entry<String, Instant> server : state.servers().entrySet()) {
      json.writeStartObject();
      json.writeStringField(NAME, server.getKey());
      json.writeStringField(UNTIL, server.getValue().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Reads what was found. */
  static KeyState read(JsonNode document) {
    JsonNode source = document.path("_source");
    Optional<Rotation> rotation =
        Optional.ofNullable(source.get(ROTATION))
            .map(
                it ->
                    new Rotation(
                        new KeyId(it.path(TO).asText()),
                        it.path(BY).asText(),
                        Instant.parse(it.path(UNTIL).asText())));
    Map<String, Instant> servers = new TreeMap<>();
    for (JsonNode server : source.path(SERVERS)) {
      servers.put(server.path(NAME).asText(), Instant.parse(server.path(UNTIL).asText()));
    }
    return new KeyState(new KeyId(source.path(KEY).asText()), rotation, servers);
  }
}
