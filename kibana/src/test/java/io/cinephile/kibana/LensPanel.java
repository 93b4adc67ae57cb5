package io.cinephile.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A panel as it stands in saved objects, with what it takes from its dashboard and its data view.
 *
 * @param dashboard the id of its dashboard
 * @param id its own, within the dashboard
 * @param index what its data view reads
 * @param timeField what a period is about; empty where the view has none
 * @param from the beginning of its period, as Kibana writes it
 * @param to its end
 * @param where which documents, in KQL; may be empty
 * @param layer the columns and their order
 */
public record LensPanel(
    String dashboard,
    String id,
    String index,
    Optional<String> timeField,
    String from,
    String to,
    String where,
    JsonNode layer) {
  /** What Lens calls the field of a column that counts documents. */
  static final String RECORDS = "___records___";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All panels of all dashboards. */
  public static List<LensPanel> of(SavedObjects objects) {
    Map<String, JsonNode> views = new HashMap<>();
    List<JsonNode> dashboards = new ArrayList<>();
    for (String line : objects.lines().lines().toList()) {
      JsonNode object = parsed(line);
      if (object.path("type").asText().equals("index-pattern")) {
        views.put(object.path("id").asText(), object.path("attributes"));
      } else {
        dashboards.add(object);
      }
    }
    return dashboards.stream().flatMap(dashboard -> of(dashboard, views).stream()).toList();
  }

  private static List<LensPanel> of(JsonNode dashboard, Map<String, JsonNode> views) {
    JsonNode attributes = dashboard.path("attributes");
    List<LensPanel> panels = new ArrayList<>();
    for (JsonNode panel : parsed(attributes.path("panelsJSON").asText())) {
      JsonNode config = panel.path("embeddableConfig");
      JsonNode lens = config.path("attributes");
      JsonNode view = views.get(lens.path("references").path(0).path("id").asText());
      JsonNode own = config.path("timeRange");
      panels.add(
          new LensPanel(
              dashboard.path("id").asText(),
              panel.path("panelIndex").asText(),
              view.path("title").asText(),
              Optional.ofNullable(view.path("timeFieldName").asText(null)),
              own.path("from").asText(attributes.path("timeFrom").asText()),
              own.path("to").asText(attributes.path("timeTo").asText()),
              lens.path("state").path("query").path("query").asText(),
              lens.path("state")
                  .path("datasourceStates")
                  .path("formBased")
                  .path("layers")
                  .elements()
                  .next()));
    }
    return panels;
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** The columns that documents are grouped by, from the outermost to the innermost. */
  List<String> groupings() {
    return columns(true);
  }

  /** The columns that show numbers. */
  List<String> figures() {
    return columns(false);
  }

  private List<String> columns(boolean bucketed) {
    return StreamSupport.stream(layer.path("columnOrder").spliterator(), false)
        .map(JsonNode::asText)
        .filter(id -> column(id).path("isBucketed").asBoolean() == bucketed)
        .toList();
  }

  JsonNode column(String id) {
    return layer.path("columns").path(id);
  }

  /** The KQL that a column has for itself; empty where it has none. */
  String where(String column) {
    return column(column).path("filter").path("query").asText();
  }

  /** The fields that it groups by or computes with. */
  public Set<String> charted() {
    Set<String> fields = new TreeSet<>();
    layer.path("columns").forEach(column -> fields.add(column.path("sourceField").asText()));
    fields.remove(RECORDS);
    timeField.ifPresent(fields::add);
    return fields;
  }

  /** The fields that its queries name. */
  Set<String> queried() {
    Set<String> fields = new TreeSet<>(Kql.parse(where).fields());
    figures().forEach(id -> fields.addAll(Kql.parse(where(id)).fields()));
    return fields;
  }

  @Override
  public String toString() {
    return dashboard + "/" + id;
  }
}
