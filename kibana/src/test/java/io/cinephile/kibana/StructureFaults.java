package io.cinephile.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * What Kibana would stumble over in saved objects, most of which its import does not look at: it
 * takes panels that draw nothing. The keys that are asked for here are those that Kibana's own code
 * writes into its exports.
 */
final class StructureFaults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GRID_COLUMNS = 48;

  private static final Map<String, List<String>> ACCESSORS =
      Map.of(
          "lnsMetric", List.of("metricAccessor"),
          "lnsDatatable", List.of("columns"),
          "lnsPie", List.of("primaryGroups", "metrics"),
          "lnsXY", List.of("xAccessor", "accessors"));

  private static final Map<String, List<String>> LAYER_KEYS =
      Map.of(
          "lnsMetric", List.of("layerId", "layerType"),
          "lnsDatatable", List.of("layerId", "layerType"),
          "lnsPie",
              List.of(
                  "layerId",
                  "layerType",
                  "numberDisplay",
                  "categoryDisplay",
                  "legendDisplay",
                  "nestedLegend"),
          "lnsXY", List.of("layerId", "layerType", "seriesType"));

  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "terms",
              List.of(
                  "size",
                  "orderBy",
                  "orderDirection",
                  "otherBucket",
                  "missingBucket",
                  "parentFormat"),
          "date_histogram", List.of("interval", "includeEmptyRows", "dropPartials"),
          "range", List.of("type", "ranges", "maxBars"),
          "percentile", List.of("percentile"),
          "count", List.of(),
          "average", List.of(),
          "max", List.of(),
          "unique_count", List.of());

  private static final Set<String> SERIES =
      Set.of(
          "line",
          "bar",
          "bar_stacked",
          "bar_percentage_stacked",
          "bar_horizontal",
          "bar_horizontal_stacked");

  private final List<String> faults = new ArrayList<>();
  private final Map<String, JsonNode> views = new HashMap<>();
  private String where = "";

  private StructureFaults() {}

  /** All of them, in sentences; none is good. */
  static List<String> of(SavedObjects objects) {
    StructureFaults check = new StructureFaults();
    List<JsonNode> all = objects.lines().lines().map(check::parsed).toList();
    Set<String> ids = new HashSet<>();
    for (JsonNode object : all) {
      check.where = object.path("id").asText("an object without an id");
      check.require(ids.add(object.path("type").asText() + check.where), "its id is there twice");
      if (object.path("type").asText().equals("index-pattern")) {
        check.views.put(check.where, object.path("attributes"));
      }
    }
    all.forEach(check::object);
    return check.faults;
  }

  private void require(boolean right, String fault) {
    if (!right) {
      faults.add(where + ": " + fault);
    }
  }

  private void requireKeys(JsonNode node, String what, List<String> keys) {
    keys.forEach(key -> require(node.has(key), "%s has no %s".formatted(what, key)));
  }

  private JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      faults.add(where + ": not JSON: " + json);
      return MissingNode.getInstance();
    }
  }

  private void object(JsonNode object) {
    where = object.path("id").asText();
    String type = object.path("type").asText();
    String version =
        switch (type) {
          case "index-pattern" -> SavedObjectWriter.DATA_VIEW_VERSION;
          case "dashboard" -> SavedObjectWriter.DASHBOARD_VERSION;
          default -> "no version, as nobody knows its type";
        };
    String found = object.path("typeMigrationVersion").asText();
    require(found.equals(version), "its version should be %s, but is %s".formatted(version, found));
    require(
        object.path("coreMigrationVersion").asText().equals(SavedObjectWriter.CORE_VERSION),
        "its core version is not " + SavedObjectWriter.CORE_VERSION);
    require(!object.path("managed").asBoolean(true), "it should not be managed");
    require(object.path("references").isArray(), "it has no references");
    if (type.equals("dashboard")) {
      dashboard(object.path("attributes"), object.path("references"));
    } else {
      dataView(object.path("attributes"));
    }
  }

  private void dataView(JsonNode view) {
    requireKeys(view, "the data view", List.of("title", "name"));
    for (String json :
        List.of("fields", "fieldAttrs", "fieldFormatMap", "runtimeFieldMap", "typeMeta")) {
      parsed(view.path(json).asText());
    }
    JsonNode time = view.path("timeFieldName");
    require(
        time.isMissingNode() || isMapped(view, time.asText(), "date"),
        "its time field is no date: " + time.asText());
  }

  private static boolean isMapped(JsonNode view, String field, String... kinds) {
    try {
      String kind = MappedFields.of(view.path("title").asText()).kind(field);
      return kinds.length == 0 || List.of(kinds).contains(kind);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void dashboard(JsonNode dashboard, JsonNode references) {
    requireKeys(dashboard, "the dashboard", List.of("title", "description", "timeFrom", "timeTo"));
    require(dashboard.path("timeRestore").asBoolean(), "its period is thrown away");
    parsed(dashboard.path("optionsJSON").asText());
    parsed(dashboard.path("kibanaSavedObjectMeta").path("searchSourceJSON").asText());
    Map<String, String> referenced = new HashMap<>();
    for (JsonNode reference : references) {
      String name = reference.path("name").asText();
      String id = reference.path("id").asText();
      require(referenced.put(name, id) == null, "two references have the name " + name);
      require(views.containsKey(id), "there is no data view " + id);
    }
    Set<String> used = new TreeSet<>();
    controls(dashboard.path("controlGroupInput"), referenced, used);
    JsonNode panels = parsed(dashboard.path("panelsJSON").asText());
    require(!panels.isEmpty(), "it has no panels");
    String here = where;
    Set<String> indices = new HashSet<>();
    Map<String, String> taken = new HashMap<>();
    for (JsonNode panel : panels) {
      String index = panel.path("panelIndex").asText();
      where = here + "/" + index;
      require(indices.add(index), "it is there twice");
      place(panel, taken);
      panel(panel, referenced, used);
    }
    where = here;
    require(
        used.equals(referenced.keySet()),
        "references that nobody uses, or lacks: " + referenced.keySet() + ", used are " + used);
  }

  private void controls(JsonNode group, Map<String, String> referenced, Set<String> used) {
    if (group.isMissingNode()) {
      return;
    }
    requireKeys(group, "the control group", List.of("controlStyle", "chainingSystem"));
    parsed(group.path("ignoreParentSettingsJSON").asText());
    JsonNode controls = parsed(group.path("panelsJSON").asText());
    for (Map.Entry<String, JsonNode> entry : controls.properties()) {
      JsonNode control = entry.getValue();
      requireKeys(control, "the control", List.of("order", "width", "grow", "type"));
      JsonNode input = control.path("explicitInput");
      require(input.path("id").asText().equals(entry.getKey()), entry.getKey() + " has another id");
      if (control.path("type").asText().equals("optionsListControl")) {
        String name = "controlGroup_%s:optionsListDataView".formatted(entry.getKey());
        used.add(name);
        JsonNode view = views.getOrDefault(referenced.get(name), MissingNode.getInstance());
        String field = input.path("fieldName").asText();
        require(isMapped(view, field), "the control's field is in no mapping: " + field);
      } else {
        require(
            control.path("type").asText().equals("timeSlider"),
            "no such control is known: " + control.path("type").asText());
      }
    }
  }

  private void place(JsonNode panel, Map<String, String> taken) {
    JsonNode grid = panel.path("gridData");
    String index = panel.path("panelIndex").asText();
    require(grid.path("i").asText().equals(index), "its place has another name");
    int x = grid.path("x").asInt(-1);
    int y = grid.path("y").asInt(-1);
    int right = x + grid.path("w").asInt();
    int bottom = y + grid.path("h").asInt();
    require(x >= 0 && y >= 0 && right > x && bottom > y, "it has no place");
    require(right <= GRID_COLUMNS, "it ends at column " + right);
    Set<String> overlapped = new TreeSet<>();
    for (int column = x; column < right; column++) {
      for (int row = y; row < bottom; row++) {
        String other = taken.putIfAbsent(column + "/" + row, index);
        if (other != null) {
          overlapped.add(other);
        }
      }
    }
    require(overlapped.isEmpty(), "it lies over " + overlapped);
  }

  private void panel(JsonNode panel, Map<String, String> referenced, Set<String> used) {
    require(panel.path("type").asText().equals("lens"), "it is not made by Lens");
    JsonNode config = panel.path("embeddableConfig");
    JsonNode lens = config.path("attributes");
    requireKeys(config, "the panel", List.of("attributes", "enhancements"));
    requireKeys(lens, "Lens", List.of("title", "type", "visualizationType", "references", "state"));
    JsonNode state = lens.path("state");
    requireKeys(
        state,
        "the state",
        List.of(
            "datasourceStates",
            "visualization",
            "query",
            "filters",
            "internalReferences",
            "adHocDataViews"));
    Map<String, String> inner = new HashMap<>();
    for (JsonNode reference : lens.path("references")) {
      String name = reference.path("name").asText();
      String outer = panel.path("panelIndex").asText() + ":" + name;
      used.add(outer);
      inner.put(name, reference.path("id").asText());
      require(
          reference.path("id").asText().equals(referenced.get(outer)),
          "the dashboard does not refer to the same as " + name);
    }
    JsonNode layers = state.path("datasourceStates").path("formBased").path("layers");
    require(layers.size() == 1, "it has not one layer");
    for (Map.Entry<String, JsonNode> layer : layers.properties()) {
      String view = inner.get("indexpattern-datasource-layer-" + layer.getKey());
      layer(layer.getValue(), views.getOrDefault(view, MissingNode.getInstance()));
      visualization(
          lens.path("visualizationType").asText(),
          state.path("visualization"),
          layer.getKey(),
          names(layer.getValue().path("columns")));
    }
    kql(state.path("query"), layers.elements().next(), inner);
  }

  private void kql(JsonNode query, JsonNode layer, Map<String, String> inner) {
    List<JsonNode> queries = new ArrayList<>(List.of(query));
    layer.path("columns").forEach(column -> queries.add(column.path("filter")));
    for (JsonNode one : queries) {
      for (String field : Kql.parse(one.path("query").asText()).fields()) {
        require(one.path("language").asText().equals("kuery"), "a query is not in KQL");
        require(
            inner.values().stream()
                .anyMatch(
                    view -> isMapped(views.getOrDefault(view, MissingNode.getInstance()), field)),
            "its query names a field that is in no mapping: " + field);
      }
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void layer(JsonNode layer, JsonNode view) {
    List<String> order = texts(layer.path("columnOrder"));
    JsonNode columns = layer.path("columns");
    require(
        order.size() == columns.size() && names(columns).equals(new TreeSet<>(order)),
        "its column order %s is not one of %s".formatted(order, names(columns)));
    require(layer.has("incompleteColumns"), "it has no incompleteColumns");
    boolean figures = false;
    for (String id : order) {
      JsonNode column = columns.path(id);
      boolean bucketed = column.path("isBucketed").asBoolean();
      require(!(bucketed && figures), id + " groups, but stands behind a figure");
      figures |= !bucketed;
      column(id, column, columns, view);
    }
  }

  private void column(String id, JsonNode column, JsonNode columns, JsonNode view) {
    requireKeys(
        column,
        id,
        List.of("label", "dataType", "operationType", "scale", "sourceField", "isBucketed"));
    String operation = column.path("operationType").asText();
    require(PARAMETERS.containsKey(operation), id + " does what nobody knows: " + operation);
    JsonNode params = column.path("params");
    requireKeys(params, id, PARAMETERS.getOrDefault(operation, List.of()));
    JsonNode order = params.path("orderBy");
    require(
        !order.path("type").asText().equals("column")
            || columns.has(order.path("columnId").asText()),
        id + " is ordered by a column that is not there");
    String field = column.path("sourceField").asText();
    if (operation.equals("count")) {
      require(field.equals(LensPanel.RECORDS), id + " counts something else than documents");
    } else {
      String[] kinds =
          switch (operation) {
            case "terms" -> new String[] {column.path("dataType").asText()};
            case "date_histogram" -> new String[] {"date"};
            case "unique_count" -> new String[0];
            default -> new String[] {"number"};
          };
      require(
          isMapped(view, field, kinds),
          "%s names a field that is in no mapping as %s: %s".formatted(id, List.of(kinds), field));
    }
  }

  private void visualization(
      String type, JsonNode visualization, String layerId, Set<String> columns) {
    require(ACCESSORS.containsKey(type), "no such visualization is known: " + type);
    boolean layered = type.equals("lnsXY") || type.equals("lnsPie");
    JsonNode layer = layered ? visualization.path("layers").path(0) : visualization;
    requireKeys(layer, type, LAYER_KEYS.getOrDefault(type, List.of()));
    requireKeys(layer, type, ACCESSORS.getOrDefault(type, List.of()));
    require(layer.path("layerId").asText().equals(layerId), "it draws another layer");
    require(layer.path("layerType").asText().equals("data"), "it draws no data");
    if (type.equals("lnsXY")) {
      require(SERIES.contains(layer.path("seriesType").asText()), "no such series is known");
      require(visualization.has("preferredSeriesType"), "it has no preferredSeriesType");
    }
    if (type.equals("lnsPie")) {
      require(visualization.has("shape"), "it has no shape");
    }
    Set<String> drawn = new TreeSet<>();
    for (String key : ACCESSORS.getOrDefault(type, List.of())) {
      JsonNode accessor = layer.path(key);
      drawn.addAll(
          accessor.isTextual()
              ? List.of(accessor.asText())
              : StreamSupport.stream(accessor.spliterator(), false)
                  .map(node -> node.path("columnId").asText(node.asText()))
                  .toList());
    }
    if (layer.has("splitAccessor")) {
      drawn.add(layer.path("splitAccessor").asText());
    }
    require(drawn.equals(columns), "it draws %s, but has %s".formatted(drawn, columns));
    for (JsonNode axis : layer.path("yConfig")) {
      require(columns.contains(axis.path("forAccessor").asText()), "an axis is for no column");
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
