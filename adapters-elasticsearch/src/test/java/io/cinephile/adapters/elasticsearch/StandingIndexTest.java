package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StandingIndexTest {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Test
  void teachesAnIndexOfAnOlderReleaseWhatHasBeenAddedSince() {
    ObjectNode older = JsonTransport.JSON.createObjectNode();
    ObjectNode mapping = older.putObject("mappings").put("dynamic", "strict");
    ObjectNode fields = mapping.putObject("properties");
    fields.putObject("generation").put("type", "keyword");
    fields.putObject("created_at").put("type", "date");
    fields.putObject("error").put("type", "text");
    indices.transport().call("PUT", "/" + indices.names().standing("models"), older);

    StandingIndex models = index();
    ObjectNode document = JsonTransport.JSON.createObjectNode();
    document.put("generation", "20261122-161500-0001");
    document.putObject("verdict").put("passed", true);
    models.put("1", "", document);

    assertThat(models.get("1")).map(answer -> answer.path("_source")).contains(document);
    assertThat(models.latest("generation", "created_at", 10)).containsExactly(document);
    JsonNode now =
        indices
            .transport()
            .call("GET", "/" + indices.names().standing("models") + "/_mapping")
            .findPath("mappings");
    assertThat(now.path("dynamic").asText()).isEqualTo("strict");
    assertThat(now.path("properties").has("error")).isTrue();
  }

  @Test
  void readsAsEmptyBeforeItIsMade() {
    assertThat(index().get("1")).isEmpty();
    assertThat(index().latest("generation", "created_at", 10)).isEmpty();
  }

  @Test
  void mayBePreparedAnyNumberOfTimes() {
    index().prepare();
    StandingIndex again = index();
    again.prepare();
    again.prepare();
    assertThat(again.latest("generation", "created_at", 10)).isEmpty();
  }

  private StandingIndex index() {
    return new StandingIndex(indices.transport(), indices.names(), "models");
  }
}
