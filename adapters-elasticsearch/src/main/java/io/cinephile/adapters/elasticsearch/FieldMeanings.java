package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;

/**
 * Lays the entries of a catalogue beside the fields of a mapping. What several mappings have in
 * common is described once, in {@code catalogue/shapes.json}, and an entry names its shape. Other
 * ways to index a field ({@code title.keyword}) are no fields of their own.
 */
final class FieldMeanings {
  private static final JsonNode SHAPES = Mapping.of("catalogue/shapes");

  private final String dataSet;
  private final List<Meant> found = new ArrayList<>();

  private FieldMeanings(String dataSet) {
    this.dataSet = dataSet;
  }

  /**
   * A field that holds values, with its entry.
   *
   * @param name with dots
   * @param type of the mapping
   */
  record Meant(String name, String type, JsonNode entry) {}

  /**
   * In the order of the mapping.
   *
   * @throws IllegalStateException if a field has no entry, or an entry no field
   */
  static List<Meant> in(String dataSet, JsonNode properties, JsonNode entries) {
    FieldMeanings meanings = new FieldMeanings(dataSet);
    meanings.descend("", properties, entries);
    return meanings.found;
  }

  private void descend(String path, JsonNode properties, JsonNode entries) {
    Set<String> left = new HashSet<>();
    entries.fieldNames().forEachRemaining(left::add);
    for (Entry<String, JsonNode> field : properties.properties()) {
      String name = path + field.getKey();
      if (!left.remove(field.getKey())) {
        throw new IllegalStateException(
            "the field %s of %s has no entry in the catalogue".formatted(name, dataSet));
      }
      JsonNode entry = entries.path(field.getKey());
      if (field.getValue().has("properties")) {
        descend(name + ".", field.getValue().path("properties"), parts(entry));
      } else {
        found.add(new Meant(name, field.getValue().path("type").asText(), entry));
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "the catalogue has entries %s%s of %s, which has no such fields"
              .formatted(path, left, dataSet));
    }
  }

  private static JsonNode parts(JsonNode entry) {
    return entry.has("shape") ? SHAPES.path(entry.path("shape").asText()) : entry.path("fields");
  }
}
