package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.kibana.PanelQuery.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the dashboard on performance has to show, counted document by document.
 *
 * @param events what was recorded of requests
 * @param models the registry
 * @param runs the training runs
 * @param audit the audit trail
 */
record FiguresOfEvents(
    List<JsonNode> events, List<JsonNode> models, List<JsonNode> runs, List<JsonNode> audit) {

  /** The table of each panel, by the panel's id. */
  Map<String, List<Row>> byPanel() {
    Map<String, List<Row>> tables = new HashMap<>();
    tables.put("requests", List.of(row(events.size())));
    tables.put("server-errors", List.of(row(count(events, is("statusClass", "5xx")))));
    tables.put("latency", List.of(row(percentile(events, 95))));
    tables.put("stale", List.of(row(count(events, is("stale", "true")))));
    tables.put("requests-over-time", daily("statusClass"));
    tables.put("sources", daily("source"));
    tables.put("routes", routes());
    tables.put(
        "ranking-quality",
        perGeneration("evaluation/ranking/ndcg_at_10", "evaluation/popularity/ndcg_at_10"));
    tables.put("stars-quality", perGeneration("evaluation/stars/rmse", "evaluation/biases/rmse"));
    tables.put(
        "quality",
        perGeneration(
            Stream.concat(
                    Stream.of("evaluation/stars/rmse", "evaluation/biases/rmse"),
                    Stream.of(
                            "ndcg_at_10",
                            "recall_at_20",
                            "map_at_20",
                            "coverage_at_10",
                            "novelty_at_10",
                            "diversity_at_10")
                        .flatMap(
                            measure ->
                                Stream.of(
                                    "evaluation/ranking/" + measure,
                                    "evaluation/popularity/" + measure)))
                .toArray(String[]::new)));
    tables.put("verdicts", verdicts());
    tables.put("runs", byFirst(grouped(runs, run -> texts(run, "state"))));
    tables.put("stages", stages());
    tables.put("rights", rights());
    return tables;
  }

  private List<Row> daily(String field) {
    List<Row> rows = new ArrayList<>();
    grouped(events, event -> texts(event, field))
        .forEach(
            (value, some) ->
                grouped(some, event -> Stream.of(day(event)))
                    .forEach(
                        (day, ofDay) ->
                            rows.add(
                                new Row(List.of(value, day), List.of((double) ofDay.size())))));
    return rows;
  }

  private static String day(JsonNode event) {
    return event.path("at").asText().substring(0, 10) + "T00:00:00.000Z";
  }

  private List<Row> routes() {
    List<Row> rows = new ArrayList<>();
    Map<String, List<JsonNode>> byRoute = grouped(events, event -> texts(event, "route"));
    for (Row route : byFirst(byRoute)) {
      String name = route.keys().get(0);
      Map<String, List<JsonNode>> byMethod =
          grouped(byRoute.get(name), event -> texts(event, "method"));
      for (Row method : byFirst(byMethod)) {
        List<JsonNode> some = byMethod.get(method.keys().get(0));
        rows.add(
            new Row(
                List.of(name, method.keys().get(0)),
                List.of(
                    (double) some.size(),
                    (double) count(some, is("statusClass", "4xx")),
                    (double) count(some, is("statusClass", "5xx")),
                    percentile(some, 50),
                    percentile(some, 95),
                    percentile(some, 99))));
      }
    }
    return rows;
  }

  private List<Row> perGeneration(String... paths) {
    return newest(models, "generation", paths);
  }

  private List<Row> verdicts() {
    return newest(models, "generation").stream()
        .map(row -> row.keys().get(0))
        .map(
            generation -> {
              JsonNode model =
                  models.stream().filter(is("generation", generation)).findFirst().orElseThrow();
              return new Row(
                  List.of(
                      generation,
                      model.path("verdict").path("passed").asText(),
                      model.path("forced").asText()),
                  List.of(1.0));
            })
        .toList();
  }

  private List<Row> stages() {
    return newest(
        runs,
        "id",
        Stream.of("waiting", "sourcing", "evaluating", "training", "publishing", "activating")
            .map(stage -> "seconds/" + stage)
            .toArray(String[]::new));
  }

  private List<Row> rights() {
    List<Row> rows = new ArrayList<>();
    for (String action :
        List.of("CONSENT_CHANGED", "DATA_EXPORTED", "RESTRICTION_CHANGED", "VIEWER_ERASED")) {
      grouped(
              audit.stream().filter(is("action", action)).toList(),
              entry -> Stream.of(entry.path("time").asText().substring(0, 7)))
          .forEach(
              (month, entries) ->
                  rows.add(
                      new Row(
                          List.of(action, month + "-01T00:00:00.000Z"),
                          List.of((double) entries.size()))));
    }
    return rows;
  }

  /** The last ones by name; each is one document. */
  private static List<Row> newest(List<JsonNode> documents, String name, String... paths) {
    return documents.stream()
        .map(
            document ->
                row(
                    document.path(name).asText(),
                    Stream.of(paths)
                        .mapToDouble(path -> document.at("/" + path).asDouble(Double.NaN))))
        .sorted(Comparator.comparing((Row row) -> row.keys().get(0)).reversed())
        .toList();
  }

  private static List<Row> byFirst(Map<String, List<JsonNode>> groups) {
    return groups.entrySet().stream()
        .map(group -> row(group.getKey(), DoubleStream.of(group.getValue().size())))
        .sorted(Comparator.comparing((Row row) -> -row.figures().get(0)))
        .toList();
  }

  /** In the order of the values of a field. */
  private static Map<String, List<JsonNode>> grouped(
      List<JsonNode> documents, Function<JsonNode, Stream<String>> keys) {
    Map<String, List<JsonNode>> groups = new TreeMap<>();
    for (JsonNode document : documents) {
      keys.apply(document)
          .forEach(key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(document));
    }
    return groups;
  }

  private static Stream<String> texts(JsonNode document, String field) {
    JsonNode value = document.path(field);
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText)
        : Stream.of(value.asText()).filter(text -> !text.isEmpty());
  }

  private static Predicate<JsonNode> is(String field, String value) {
    return document -> document.path(field).asText().equals(value);
  }

  private static long count(List<JsonNode> documents, Predicate<JsonNode> which) {
    return documents.stream().filter(which).count();
  }

  /** With the line between the two nearest, as Elasticsearch draws it. */
  private static double percentile(List<JsonNode> documents, int percent) {
    double[] sorted =
        documents.stream()
            .mapToDouble(document -> document.path("latencyMillis").asDouble())
            .sorted()
            .toArray();
    double place = percent / 100.0 * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static Row row(double figure) {
    return new Row(List.of(), List.of(figure));
  }

  private static Row row(String key, DoubleStream figures) {
    return new Row(List.of(key), figures.boxed().toList());
  }
}
