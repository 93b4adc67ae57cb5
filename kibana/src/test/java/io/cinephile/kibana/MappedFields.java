package io.cinephile.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields of an index that can be counted and charted, as its mapping says. */
final class MappedFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FRONT = "^cinephile-";
  private static final Set<String> NOT_AGGREGATABLE =
      Set.of("text", "binary", "completion", "dense_vector", "flattened");

  private final Map<String, String> types = new TreeMap<>();

  private MappedFields(JsonNode mapping) {
    collect("", mapping.path("properties"));
  }

  /**
   * @param index the name of an alias or a standing index
   * @throws IllegalArgumentException if there is no such mapping
   */
  static MappedFields of(String index) {
    String resource =
        "/io/cinephile/adapters/elasticsearch/%s.json".formatted(index.replaceFirst(FRONT, ""));
    try (InputStream mapping = MappedFields.class.getResourceAsStream(resource)) {
      if (mapping == null) {
        throw new IllegalArgumentException("There is no mapping for %s.".formatted(index));
      }
      return new MappedFields(JSON.readTree(mapping));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private void collect(String front, JsonNode properties) {
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      String name = front + field.getKey();
      JsonNode mapped = field.getValue();
      String type = mapped.path("type").asText();
      boolean stored = mapped.path("doc_values").asBoolean(true);
      if (!type.isEmpty() && stored && !NOT_AGGREGATABLE.contains(type)) {
        types.put(name, type);
      }
      collect(name + ".", mapped.path("properties"));
      collect(name + ".", mapped.path("fields"));
    }
  }

  /**
   * What Kibana makes of the field's type: {@code string}, {@code number}, {@code date}, {@code
   * boolean}.
   *
   * @throws IllegalArgumentException if there is no such field that can be charted
   */
  String kind(String field) {
    String type = types.get(field);
    if (type == null) {
      throw new IllegalArgumentException(
          "No such field can be charted: %s. There are %s.".formatted(field, types.keySet()));
    }
    return switch (type) {
      case "keyword" -> "string";
      case "date", "boolean" -> type;
      default -> "number";
    };
  }
}
