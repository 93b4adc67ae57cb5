package io.cinephile.kibana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.kibana.DashboardSource.Figure;
import io.cinephile.kibana.DashboardSource.Grouping;
import io.cinephile.kibana.DashboardSource.Panel;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a panel of one layer, in the form that Lens keeps it. */
final class LensWriter {
  private static final String LAYER = "l1";

  /** What the reference to a panel's data view is called. */
  static final String REFERENCE = "indexpattern-datasource-layer-" + LAYER;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Language language;
  private final Panel panel;
  private final MappedFields fields;
  private final List<String> groupings;
  private final List<String> figures;

  LensWriter(Language language, Panel panel) {
    this.language = language;
    this.panel = panel;
    this.fields = MappedFields.of(panel.view());
    this.groupings = numbered("g", panel.by().size());
    this.figures = numbered("f", panel.show().size());
  }

  private static List<String> numbered(String letter, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> letter + i).toList();
  }

  ObjectNode attributes() {
    ObjectNode attributes = JSON.createObjectNode();
    attributes.put("title", panel.title().in(language));
    attributes.put("type", "lens");
    attributes.put("visualizationType", visualizationType());
    SavedObjectWriter.reference(attributes.putArray("references"), panel.view(), REFERENCE);
    ObjectNode state = attributes.putObject("state");
    ObjectNode sources = state.putObject("datasourceStates");
    sources.putObject("formBased").putObject("layers").set(LAYER, layer());
    sources.putObject("textBased").putObject("layers");
    state.set("visualization", visualization());
    state.set("query", query(panel.where() == null ? "" : panel.where()));
    state.putArray("filters");
    state.putArray("internalReferences");
    state.putObject("adHocDataViews");
    return attributes;
  }

  private static ObjectNode query(String kuery) {
    return JSON.createObjectNode().put("query", kuery).put("language", "kuery");
  }

  private ObjectNode layer() {
    ObjectNode layer = JSON.createObjectNode();
    ArrayNode order = layer.putArray("columnOrder");
    groupings.forEach(order::add);
    figures.forEach(order::add);
    ObjectNode columns = layer.putObject("columns");
    for (int i = 0; i < groupings.size(); i++) {
      columns.set(groupings.get(i), grouping(panel.by().get(i)));
    }
    for (int i = 0; i < figures.size(); i++) {
      columns.set(figures.get(i), figure(panel.show().get(i)));
    }
    layer.putObject("incompleteColumns");
    return layer;
  }

  private ObjectNode grouping(Grouping by) {
    String kind = fields.kind(by.of());
    if (by.top() != null) {
      ObjectNode column = column(by.label(), "terms", kind, "ordinal", by.of());
      values(column.putObject("params"), by);
      return column;
    }
    if (by.every() != null) {
      ObjectNode column = column(by.label(), "date_histogram", kind, "interval", by.of());
      column
          .putObject("params")
          .put("interval", by.every())
          .put("includeEmptyRows", true)
          .put("dropPartials", false);
      return column;
    }
    ObjectNode column = column(by.label(), "range", "string", "ordinal", by.of());
    ranges(column.putObject("params"), by.ranges());
    return column;
  }

  private void values(ObjectNode params, Grouping by) {
    params.put("size", by.top());
    ObjectNode order = params.putObject("orderBy");
    if (by.order() == null) {
      order.put("type", "column").put("columnId", figures.get(0));
    } else {
      order.put("type", "alphabetical").put("fallback", false);
    }
    params.put("orderDirection", "name".equals(by.order()) ? "asc" : "desc");
    params.put("otherBucket", false).put("missingBucket", false);
    params.putObject("parentFormat").put("id", "terms");
    params.putArray("include");
    params.putArray("exclude");
    params.put("includeIsRegex", false).put("excludeIsRegex", false);
  }

  /** One below the first border, one from each border to the next, one from the last border on. */
  private static void ranges(ObjectNode params, List<Integer> borders) {
    params.put("type", "range");
    ArrayNode ranges = params.putArray("ranges");
    int first = borders.get(0);
    int last = borders.get(borders.size() - 1);
    ranges.addObject().putNull("from").put("to", first).put("label", "< " + first);
    for (int i = 1; i < borders.size(); i++) {
      int from = borders.get(i - 1);
      int to = borders.get(i);
      ranges.addObject().put("from", from).put("to", to).put("label", from + "–" + (to - 1));
    }
    ranges.addObject().put("from", last).putNull("to").put("label", "≥ " + last);
    params.put("maxBars", "auto");
    ObjectNode format = params.putObject("parentFormat").put("id", "range");
    format.putObject("params").put("template", "arrow_right").put("replaceInfinity", true);
  }

  private ObjectNode figure(Figure show) {
    boolean count = show.figure().equals("count");
    if (!count) {
      fields.kind(show.of());
    }
    String field = count ? LensPanel.RECORDS : show.of();
    ObjectNode column = column(show.label(), show.figure(), "number", "ratio", field);
    ObjectNode params = column.putObject("params");
    if (show.percent() != null) {
      params.put("percentile", show.percent());
    }
    if (show.decimals() != null) {
      ObjectNode format = params.putObject("format").put("id", "number");
      format.putObject("params").put("decimals", show.decimals());
    }
    if (show.where() != null) {
      column.set("filter", query(show.where()));
    }
    return column;
  }

  private ObjectNode column(
      Words label, String operation, String kind, String scale, String field) {
    return JSON.createObjectNode()
        .put("label", label.in(language))
        .put("customLabel", true)
        .put("dataType", kind)
        .put("operationType", operation)
        .put("scale", scale)
        .put("sourceField", field)
        .put("isBucketed", !scale.equals("ratio"));
  }

  private String visualizationType() {
    return switch (panel.chart()) {
      case "metric" -> "lnsMetric";
      case "table" -> "lnsDatatable";
      case "donut" -> "lnsPie";
      default -> "lnsXY";
    };
  }

  private ObjectNode visualization() {
    return switch (panel.chart()) {
      case "metric" -> metric();
      case "table" -> table();
      case "donut" -> donut();
      default -> series();
    };
  }

  private ObjectNode metric() {
    return onLayer().put("metricAccessor", figures.get(0)).put("showBar", false);
  }

  private ObjectNode table() {
    ObjectNode table = onLayer();
    ArrayNode columns = table.putArray("columns");
    groupings.forEach(id -> columns.addObject().put("columnId", id));
    figures.forEach(id -> columns.addObject().put("columnId", id));
    return table;
  }

  private ObjectNode donut() {
    ObjectNode layer = onLayer();
    groupings.forEach(layer.putArray("primaryGroups")::add);
    figures.forEach(layer.putArray("metrics")::add);
    layer.put("numberDisplay", "value").put("categoryDisplay", "default");
    layer.put("legendDisplay", "show").put("nestedLegend", false);
    ObjectNode donut = JSON.createObjectNode().put("shape", "donut");
    donut.putArray("layers").add(layer);
    return donut;
  }

  private ObjectNode series() {
    ObjectNode layer = onLayer().put("seriesType", panel.chart());
    layer.put("xAccessor", groupings.get(groupings.size() - 1));
    if (groupings.size() > 1) {
      layer.put("splitAccessor", groupings.get(0));
    }
    figures.forEach(layer.putArray("accessors")::add);
    ArrayNode axes = layer.putArray("yConfig");
    for (int i = 0; i < figures.size(); i++) {
      String axis = panel.show().get(i).axis();
      axes.addObject()
          .put("forAccessor", figures.get(i))
          .put("axisMode", axis == null ? "left" : axis);
    }
    ObjectNode series = JSON.createObjectNode();
    series.putObject("legend").put("isVisible", true).put("position", "bottom");
    series.put("valueLabels", "hide").put("fittingFunction", "None");
    series.put("preferredSeriesType", panel.chart());
    series.putArray("layers").add(layer);
    return series;
  }

  private static ObjectNode onLayer() {
    return JSON.createObjectNode().put("layerId", LAYER).put("layerType", "data");
  }
}
