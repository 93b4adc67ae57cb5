package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The mappings, which lie beside the classes as JSON: {@code movies.json} and so on. */
final class Mapping {
  private Mapping() {}

  static JsonNode of(String what) {
    String resource = what + ".json";
    try (InputStream json = Mapping.class.getResourceAsStream(resource)) {
      if (json == null) {
        throw new IllegalStateException("the mapping %s is not packaged".formatted(resource));
      }
      return JsonTransport.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
