package io.cinephile.kibana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard as a file under {@code dashboards/} has it. Unknown words are refused; what is not
 * there is null, or empty where it is a list.
 */
record DashboardSource(
    String id,
    Words title,
    Words description,
    Period period,
    List<Filter> filters,
    List<Panel> panels) {
  static final ObjectMapper YAML = new YAMLMapper();

  private static final List<String> FILES = List.of("movies-and-viewers.yaml", "performance.yaml");

  DashboardSource {
    filters = filters == null ? List.of() : filters;
  }

  static List<DashboardSource> all() throws IOException {
    List<DashboardSource> all = new ArrayList<>();
    for (String file : FILES) {
      all.add(YAML.readValue(Path.of("dashboards", file).toFile(), DashboardSource.class));
    }
    return all;
  }

  /** From when to when, as Kibana writes it. */
  record Period(String from, String to) {}

  /** A list of the values of a field to choose from. */
  record Filter(String id, String view, String field, Words label) {}

  /** A place among the 48 columns. */
  record Place(int x, int y, int w, int h) {}

  /**
   * A chart.
   *
   * @param chart {@code metric}, {@code table}, {@code donut}, or a type of series of Lens
   * @param where which documents, in KQL
   * @param period its own, if it is not the dashboard's
   * @param by from the outermost to the innermost; of series the last one is the x axis
   */
  record Panel(
      String id,
      Words title,
      String chart,
      String view,
      String where,
      Period period,
      Place at,
      List<Grouping> by,
      List<Figure> show) {
    Panel {
      by = by == null ? List.of() : by;
    }
  }

  /**
   * What documents are grouped by: the most frequent values of a field ({@code top}), spans of time
   * ({@code every}), or ranges of numbers by their inner borders ({@code ranges}).
   *
   * @param order of values: by the first figure where it is null, or {@code name}, or {@code
   *     newest}, which is by name and backwards
   */
  record Grouping(
      Integer top, String every, List<Integer> ranges, String of, String order, Words label) {}

  /**
   * A number that is shown.
   *
   * @param figure the operation, as Lens calls it
   * @param where of which documents alone, in KQL
   * @param percent which percentile
   * @param axis {@code right}, where it has one of its own
   */
  record Figure(
      String figure,
      String of,
      String where,
      Integer percent,
      Integer decimals,
      String axis,
      Words label) {}
}
