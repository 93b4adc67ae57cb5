package io.cinephile.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cinephile.kibana.PanelQuery.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanelQueryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static PanelQuery query(String panel) {
    return LensPanel.of(SavedObjects.in(Language.EN)).stream()
        .filter(candidate -> candidate.id().equals(panel))
        .map(candidate -> new PanelQuery(candidate, NOW))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void values_are_ordered_by_what_is_shown_of_them_within_the_saved_period() throws IOException {
    assertThat(query("popular-movies").body())
        .isEqualTo(
            JSON.readTree(
                """
                {"size": 0, "track_total_hits": true,
                 "query": {"bool": {
                   "filter": [{"range": {"time": {"format": "strict_date_optional_time",
                     "gte": "1995-01-01T00:00:00Z", "lte": "2026-11-23T12:00:00Z"}}}],
                   "must_not": [{"terms": {"counted": ["false"]}}]}},
                 "aggs": {"g1": {"terms":
                   {"field": "title", "size": 10, "order": {"_count": "desc"}}}}}
                """));
  }

  @Test
  void a_figure_of_some_documents_is_computed_within_a_filter() {
    JsonNode figures = query("routes").body().path("aggs").path("g1").path("aggs").path("g2");

    assertThat(figures.path("aggs").path("f3").toString())
        .isEqualTo(
            "{\"filter\":{\"bool\":{\"filter\":[{\"terms\":{\"statusClass\":[\"5xx\"]}}],\"must_not\":[]}}}");
    assertThat(figures.path("aggs").path("f5").toString())
        .isEqualTo("{\"percentiles\":{\"field\":\"latencyMillis\",\"percents\":[95]}}");
  }

  @Test
  void an_answer_becomes_the_table_that_is_drawn_without_what_is_empty() throws IOException {
    JsonNode answer =
        JSON.readTree(
            """
            {"hits": {"total": {"value": 3}}, "aggregations": {"g1": {"buckets": [
              {"key": "/a", "doc_count": 3, "g2": {"buckets": [
                {"key": "GET", "doc_count": 2, "f2": {"doc_count": 1}, "f3": {"doc_count": 0},
                 "f4": {"values": {"50.0": 1.5}}, "f5": {"values": {"95.0": 2.5}},
                 "f6": {"values": {"99.0": null}}},
                {"key": "PUT", "doc_count": 0}]}}]}}}
            """);

    assertThat(query("routes").rows(answer))
        .containsExactly(
            new Row(List.of("/a", "GET"), List.of(2.0, 1.0, 0.0, 1.5, 2.5, Double.NaN)));
  }

  @ParameterizedTest
  @CsvSource({
    "P11655D, 1y",
    "P365D, 1M",
    "P90D, 1w",
    "P30D, 1d",
    "P7D, 12h",
    "P2D, 1h",
  })
  void an_automatic_bar_is_a_fiftieth_of_the_period_or_somewhat_longer(
      Duration period, String interval) {
    assertThat(AutoInterval.of(period)).isEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a : b or c : d", "stars > 3", "title : \"x y\"", "matrix"})
  void a_query_that_is_not_understood_is_refused_rather_than_guessed(String kql) {
    assertThatThrownBy(() -> Kql.parse(kql)).hasMessageContaining("Not understood");
  }
}
