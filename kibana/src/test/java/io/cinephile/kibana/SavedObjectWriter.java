package io.cinephile.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.kibana.DashboardSource.Filter;
import io.cinephile.kibana.DashboardSource.Panel;
import io.cinephile.kibana.DashboardSource.Period;
import java.util.List;

/**
 * Makes saved objects of one language from their sources, in versions that both Kibana 8.19 and 9
 * take: a newer one is refused, and without one old migrations run over what is not old.
 */
final class SavedObjectWriter {
  static final String CORE_VERSION = "8.8.0";
  static final String DATA_VIEW_VERSION = "8.0.0";
  static final String DASHBOARD_VERSION = "10.2.0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Language language;

  SavedObjectWriter(Language language) {
    this.language = language;
  }

  /** All of them, an object a line. */
  String lines(List<DataViewSource> views, List<DashboardSource> dashboards) {
    StringBuilder lines = new StringBuilder();
    views.forEach(view -> lines.append(dataView(view)).append('\n'));
    dashboards.forEach(dashboard -> lines.append(dashboard(dashboard)).append('\n'));
    return lines.toString();
  }

  private ObjectNode dataView(DataViewSource view) {
    ObjectNode attributes = JSON.createObjectNode();
    attributes.put("title", view.id());
    attributes.put("name", view.title().in(language));
    if (view.time() != null) {
      attributes.put("timeFieldName", view.time());
    }
    attributes.put("fields", "[]");
    for (String empty : List.of("fieldAttrs", "fieldFormatMap", "runtimeFieldMap", "typeMeta")) {
      attributes.put(empty, "{}");
    }
    return object(
        "index-pattern", view.id(), attributes, JSON.createArrayNode(), DATA_VIEW_VERSION);
  }

  private ObjectNode dashboard(DashboardSource source) {
    ArrayNode references = JSON.createArrayNode();
    ObjectNode attributes = JSON.createObjectNode();
    attributes.put("title", source.title().in(language));
    attributes.put("description", source.description().in(language));
    attributes.put("version", 1);
    // Otherwise the saved period is thrown away, and fifteen minutes are shown of decades.
    attributes.put("timeRestore", true);
    attributes.put("timeFrom", source.period().from());
    attributes.put("timeTo", source.period().to());
    attributes.putObject("refreshInterval").put("pause", true).put("value", 60_000);
    attributes.put("optionsJSON", options().toString());
    ObjectNode search = JSON.createObjectNode();
    search.putObject("query").put("query", "").put("language", "kuery");
    search.putArray("filter");
    attributes.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", search.toString());
    if (!source.filters().isEmpty()) {
      attributes.set("controlGroupInput", controls(source.filters(), references));
    }
    ArrayNode panels = JSON.createArrayNode();
    for (Panel panel : source.panels()) {
      panels.add(panel(panel));
      reference(references, panel.view(), panel.id() + ":" + LensWriter.REFERENCE);
    }
    attributes.put("panelsJSON", panels.toString());
    String id = source.id() + "-" + language.code();
    return object("dashboard", id, attributes, references, DASHBOARD_VERSION);
  }

  private static ObjectNode options() {
    return JSON.createObjectNode()
        .put("useMargins", true)
        .put("syncColors", false)
        .put("syncCursor", true)
        .put("syncTooltips", false)
        .put("hidePanelTitles", false);
  }

  private ObjectNode panel(Panel source) {
    ObjectNode panel = JSON.createObjectNode();
    panel.put("type", "lens");
    panel.put("panelIndex", source.id());
    panel
        .putObject("gridData")
        .put("x", source.at().x())
        .put("y", source.at().y())
        .put("w", source.at().w())
        .put("h", source.at().h())
        .put("i", source.id());
    panel.put("title", source.title().in(language));
    ObjectNode config = panel.putObject("embeddableConfig");
    config.putObject("enhancements");
    Period period = source.period();
    if (period != null) {
      config.putObject("timeRange").put("from", period.from()).put("to", period.to());
    }
    config.set("attributes", new LensWriter(language, source).attributes());
    return panel;
  }

  private ObjectNode controls(List<Filter> filters, ArrayNode references) {
    ObjectNode panels = JSON.createObjectNode();
    for (Filter filter : filters) {
      control(panels, filter.id(), "optionsListControl")
          .put("title", filter.label().in(language))
          .put("fieldName", filter.field());
      String name = "controlGroup_%s:optionsListDataView".formatted(filter.id());
      reference(references, filter.view(), name);
    }
    control(panels, "period", "timeSlider");
    ObjectNode ignored =
        JSON.createObjectNode()
            .put("ignoreFilters", false)
            .put("ignoreQuery", false)
            .put("ignoreTimerange", false)
            .put("ignoreValidations", false);
    return JSON.createObjectNode()
        .put("controlStyle", "oneLine")
        .put("chainingSystem", "HIERARCHICAL")
        .put("panelsJSON", panels.toString())
        .put("ignoreParentSettingsJSON", ignored.toString());
  }

  /** Adds a control, and returns what it is told. */
  private static ObjectNode control(ObjectNode panels, String id, String type) {
    int order = panels.size();
    ObjectNode control = panels.putObject(id);
    control.put("order", order).put("width", "medium").put("grow", true).put("type", type);
    ObjectNode input = control.putObject("explicitInput").put("id", id);
    input.putObject("enhancements");
    return input;
  }

  static void reference(ArrayNode references, String view, String name) {
    references.addObject().put("type", "index-pattern").put("id", view).put("name", name);
  }

  private static ObjectNode object(
      String type, String id, JsonNode attributes, ArrayNode references, String version) {
    ObjectNode object = JSON.createObjectNode();
    object.put("type", type).put("id", id);
    object.set("attributes", attributes);
    object.set("references", references);
    return object
        .put("coreMigrationVersion", CORE_VERSION)
        .put("typeMigrationVersion", version)
        .put("managed", false);
  }
}
