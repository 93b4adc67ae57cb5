package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.kibana.Language;
import io.cinephile.kibana.LensPanel;
import io.cinephile.kibana.PanelQuery;
import io.cinephile.kibana.PanelQuery.Row;
import io.cinephile.kibana.SavedObjects;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the dashboards show of an installation, asked from its Elasticsearch as Kibana would. */
final class ShownFigures {
  /** Of what is estimated, as a share. Ten of a thousand is what Elasticsearch promises at most. */
  private static final double ESTIMATE = 0.02;

  private final ElasticsearchSession store;

  ShownFigures(ElasticsearchSession store) {
    this.store = store;
  }

  /** The panels of a dashboard. */
  static List<LensPanel> panels(String dashboard) {
    return LensPanel.of(SavedObjects.in(Language.EN)).stream()
        .filter(panel -> panel.dashboard().equals(dashboard + "-en"))
        .toList();
  }

  /**
   * Asserts that each panel shows something over the saved period, from fields that can be charted,
   * and that it is what was expected; and that something was expected of each.
   */
  void assertEqual(String dashboard, Map<String, List<Row>> expected) {
    List<LensPanel> panels = panels(dashboard);
    assertThat(expected.keySet())
        .isEqualTo(panels.stream().map(LensPanel::id).collect(Collectors.toSet()));
    Map<String, JsonNode> fields = new HashMap<>();
    for (LensPanel panel : panels) {
      assertCharted(panel, fields.computeIfAbsent(panel.index(), store::fields));
      PanelQuery query = new PanelQuery(panel, Instant.now());
      List<Row> rows = query.rows(store.search(panel.index(), query.body()));
      assertThat(rows).as("%s", panel).isNotEmpty();
      assertRows(panel, query, rows, expected.get(panel.id()));
    }
  }

  private static void assertCharted(LensPanel panel, JsonNode fields) {
    for (String field : panel.charted()) {
      assertThat(fields.path(field)).as("%s: %s", panel, field).isNotEmpty();
      for (JsonNode type : fields.path(field)) {
        assertThat(type.path("aggregatable").asBoolean()).as("%s: %s", panel, field).isTrue();
      }
    }
  }

  private static void assertRows(
      LensPanel panel, PanelQuery query, List<Row> rows, List<Row> expected) {
    assertThat(rows.stream().map(Row::keys))
        .as("%s", panel)
        .containsExactlyElementsOf(expected.stream().map(Row::keys).toList());
    for (int i = 0; i < rows.size(); i++) {
      List<Double> figures = rows.get(i).figures();
      assertThat(figures).hasSameSizeAs(expected.get(i).figures());
      for (int j = 0; j < figures.size(); j++) {
        double right = expected.get(i).figures().get(j);
        double share = query.isEstimated(j) ? ESTIMATE : 1e-6;
        if (Double.isNaN(right)) {
          assertThat(figures.get(j)).as("%s %s", panel, expected.get(i)).isNaN();
        } else {
          assertThat(figures.get(j))
              .as("%s %s", panel, expected.get(i))
              .isCloseTo(right, within(Math.abs(right) * share));
        }
      }
    }
  }
}
