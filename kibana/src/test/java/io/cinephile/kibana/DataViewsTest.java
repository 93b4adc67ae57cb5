package io.cinephile.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data views never disagree with the mappings of the indices that they show. */
class DataViewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> views() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("saved-objects/data-views.ndjson"));
    return lines.stream().map(DataViewsTest::parse);
  }

  @Test
  void their_ids_are_unique() throws IOException {
    assertThat(views().map(view -> view.path("id").asText())).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("views")
  void they_are_written_for_the_oldest_kibana_that_is_supported(JsonNode view) {
    assertThat(view.path("type").asText()).isEqualTo("index-pattern");
    assertThat(view.path("coreMigrationVersion").asText()).isEqualTo("8.8.0");
    assertThat(view.path("typeMigrationVersion").asText()).isEqualTo("8.0.0");
    assertThat(view.path("managed").asBoolean(true)).isFalse();
    assertThat(view.path("references")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("views")
  void their_time_field_is_a_date_of_the_mapping(JsonNode view) throws IOException {
    JsonNode attributes = view.path("attributes");
    JsonNode mapping = mapping(attributes.path("title").asText());
    if (attributes.has("timeFieldName")) {
      String field = attributes.path("timeFieldName").asText();
      assertThat(mapping.path("properties").path(field).path("type").asText()).isEqualTo("date");
    } else {
      assertThat(mapping.path("properties").findValuesAsText("type")).doesNotContain("date");
    }
  }

  private static JsonNode mapping(String alias) throws IOException {
    String resource =
        "/io/cinephile/adapters/elasticsearch/%s.json".formatted(alias.replace("cinephile-", ""));
    try (InputStream mapping = DataViewsTest.class.getResourceAsStream(resource)) {
      assertThat(mapping).as(resource).isNotNull();
      return JSON.readTree(mapping);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
