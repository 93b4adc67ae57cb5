package io.cinephile.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search that Kibana sends for a panel when its dashboard is opened, nobody has chosen a
 * filter, and the browser's time zone is UTC; and the table that it draws the answer from.
 */
public final class PanelQuery {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BACK = Pattern.compile("now-(\\d+)([dMy])");

  private final LensPanel panel;
  private final Instant from;
  private final Instant to;

  /**
   * A line of the table.
   *
   * @param keys the values that documents are grouped by, the outermost first
   * @param figures the numbers, NaN where there is nothing to compute one from
   */
  public record Row(List<String> keys, List<Double> figures) {}

  /**
   * @param now what the period is reckoned from
   */
  public PanelQuery(LensPanel panel, Instant now) {
    this.panel = panel;
    this.from = instant(panel.from(), now);
    this.to = instant(panel.to(), now);
  }

  private static Instant instant(String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    Matcher back = BACK.matcher(text);
    if (!back.matches()) {
      return Instant.parse(text);
    }
    ChronoUnit unit =
        switch (back.group(2)) {
          case "d" -> ChronoUnit.DAYS;
          case "M" -> ChronoUnit.MONTHS;
          default -> ChronoUnit.YEARS;
        };
    return now.atZone(ZoneOffset.UTC).minus(Long.parseLong(back.group(1)), unit).toInstant();
  }

  /** The body of the search. */
  public ObjectNode body() {
    ObjectNode body = JSON.createObjectNode();
    body.put("size", 0);
    body.put("track_total_hits", true);
    ObjectNode query = Kql.parse(panel.where()).query();
    panel.timeField().ifPresent(field -> addPeriod(field, query));
    body.set("query", query);
    ObjectNode inner = body;
    for (String id : panel.groupings()) {
      ObjectNode grouping = inner.putObject("aggs").putObject(id);
      grouping(panel.column(id), grouping);
      addFigures(grouping);
      inner = grouping;
    }
    if (panel.groupings().isEmpty()) {
      addFigures(body);
    }
    return body;
  }

  private void addPeriod(String field, ObjectNode query) {
    ObjectNode range = query.withObject("/bool").withArrayProperty("filter").addObject();
    range
        .putObject("range")
        .putObject(field)
        .put("format", "strict_date_optional_time")
        .put("gte", from.toString())
        .put("lte", to.toString());
  }

  private void grouping(JsonNode column, ObjectNode grouping) {
    String field = column.path("sourceField").asText();
    JsonNode params = column.path("params");
    String operation = column.path("operationType").asText();
    switch (operation) {
      case "terms" -> {
        ObjectNode terms = grouping.putObject("terms").put("field", field);
        terms.put("size", params.path("size").asInt());
        terms
            .putObject("order")
            .put(orderedBy(params.path("orderBy")), params.path("orderDirection").asText());
      }
      case "date_histogram" -> {
        String wanted = params.path("interval").asText();
        String interval =
            wanted.equals("auto") ? AutoInterval.of(Duration.between(from, to)) : wanted;
        ObjectNode histogram = grouping.putObject("date_histogram").put("field", field);
        boolean calendar = interval.matches("1[dwMy]");
        histogram.put(calendar ? "calendar_interval" : "fixed_interval", interval);
        histogram.put("time_zone", "UTC").put("min_doc_count", 0);
        histogram
            .putObject("extended_bounds")
            .put("min", from.toEpochMilli())
            .put("max", to.toEpochMilli());
      }
      case "range" -> {
        var ranges = grouping.putObject("range").put("field", field).putArray("ranges");
        for (JsonNode range : params.path("ranges")) {
          ObjectNode sent = ranges.addObject();
          for (String border : List.of("from", "to")) {
            if (range.path(border).isNumber()) {
              sent.set(border, range.path(border));
            }
          }
        }
      }
      default -> throw new IllegalArgumentException("No such grouping is known: " + operation);
    }
  }

  private String orderedBy(JsonNode order) {
    if (order.path("type").asText().equals("alphabetical")) {
      return "_key";
    }
    String id = order.path("columnId").asText();
    if (!panel.where(id).isEmpty()) {
      throw new IllegalArgumentException(panel + " is ordered by a figure of some documents only.");
    }
    return isCount(id) ? "_count" : id;
  }

  private boolean isCount(String id) {
    return panel.column(id).path("operationType").asText().equals("count");
  }

  private void addFigures(ObjectNode to) {
    for (String id : panel.figures()) {
      String where = panel.where(id);
      ObjectNode place = to;
      if (!where.isEmpty()) {
        place = to.withObject("/aggs").putObject(id);
        place.set("filter", Kql.parse(where).query());
      }
      if (!isCount(id)) {
        metric(panel.column(id), place.withObject("/aggs").putObject(id));
      }
    }
  }

  private static void metric(JsonNode column, ObjectNode metric) {
    String operation = column.path("operationType").asText();
    ObjectNode sent =
        switch (operation) {
          case "average" -> metric.putObject("avg");
          case "max" -> metric.putObject("max");
          case "unique_count" -> metric.putObject("cardinality");
          case "percentile" -> metric.putObject("percentiles");
          default -> throw new IllegalArgumentException("No such figure is known: " + operation);
        };
    sent.put("field", column.path("sourceField").asText());
    if (operation.equals("percentile")) {
      sent.putArray("percents").add(column.path("params").path("percentile").asInt());
    }
  }

  /**
   * Whether Elasticsearch estimates a figure, by its place in a row: it counts unique values so.
   */
  public boolean isEstimated(int figure) {
    String operation = panel.column(panel.figures().get(figure)).path("operationType").asText();
    return operation.equals("unique_count") || operation.equals("percentile");
  }

  /** The table that an answer gives; without the rows that no document is in. */
  public List<Row> rows(JsonNode answer) {
    List<Row> rows = new ArrayList<>();
    ObjectNode whole = JSON.createObjectNode();
    whole.put("doc_count", answer.path("hits").path("total").path("value").asLong());
    answer.path("aggregations").properties().forEach(e -> whole.set(e.getKey(), e.getValue()));
    addRows(whole, List.of(), rows);
    return rows;
  }

  private void addRows(JsonNode bucket, List<String> keys, List<Row> rows) {
    if (bucket.path("doc_count").asLong() == 0) {
      return;
    }
    if (keys.size() == panel.groupings().size()) {
      rows.add(new Row(keys, panel.figures().stream().map(id -> figure(bucket, id)).toList()));
      return;
    }
    String id = panel.groupings().get(keys.size());
    JsonNode buckets = bucket.path(id).path("buckets");
    for (int i = 0; i < buckets.size(); i++) {
      List<String> longer = new ArrayList<>(keys);
      longer.add(key(panel.column(id), buckets.path(i), i));
      addRows(buckets.path(i), longer, rows);
    }
  }

  private static String key(JsonNode column, JsonNode bucket, int i) {
    return column.path("operationType").asText().equals("range")
        ? column.path("params").path("ranges").path(i).path("label").asText()
        : bucket.path("key_as_string").asText(bucket.path("key").asText());
  }

  private Double figure(JsonNode bucket, String id) {
    JsonNode counted = panel.where(id).isEmpty() ? bucket : bucket.path(id);
    if (isCount(id)) {
      return counted.path("doc_count").asDouble(Double.NaN);
    }
    JsonNode metric = counted.path(id);
    return metric.has("values")
        ? metric.path("values").elements().next().asDouble(Double.NaN)
        : metric.path("value").asDouble(Double.NaN);
  }
}
