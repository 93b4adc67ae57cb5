package io.cinephile.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the roles that are shipped may do; a test of the server tries it on an Elasticsearch. */
class RolesTest {
  private static final String VIEWER = "cinephile-viewer";
  private static final String RIGHTS = "cinephile-rights-viewer";

  private static JsonNode role(String name) throws IOException {
    return new ObjectMapper().readTree(Path.of("roles", name + ".json").toFile());
  }

  private static Set<String> indices(String role) throws IOException {
    return new TreeSet<>(texts(role(role).at("/elasticsearch/indices/0/names")));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void both_together_see_what_the_dashboards_read_and_nothing_else() throws IOException {
    Set<String> together = new TreeSet<>(indices(VIEWER));
    together.addAll(indices(RIGHTS));

    assertThat(together)
        .isEqualTo(
            DataViewSource.all().stream().map(DataViewSource::id).collect(Collectors.toSet()));
  }

  @Test
  void only_who_looks_after_rights_reads_the_audit_trail() throws IOException {
    assertThat(indices(RIGHTS)).containsExactly("cinephile-audit");
    assertThat(indices(VIEWER)).doesNotContain("cinephile-audit");
  }

  @ParameterizedTest
  @ValueSource(strings = {VIEWER, RIGHTS})
  void they_only_read(String name) throws IOException {
    JsonNode role = role(name);

    assertThat(role.at("/elasticsearch/cluster")).isEmpty();
    assertThat(role.at("/elasticsearch/run_as")).isEmpty();
    assertThat(role.at("/elasticsearch/indices")).hasSize(1);
    assertThat(texts(role.at("/elasticsearch/indices/0/privileges")))
        .containsExactly("read", "view_index_metadata");
    for (JsonNode application : role.path("kibana")) {
      assertThat(application.path("base")).isEmpty();
      for (JsonNode privileges : application.path("feature")) {
        assertThat(texts(privileges)).containsExactly("read");
      }
    }
  }
}
