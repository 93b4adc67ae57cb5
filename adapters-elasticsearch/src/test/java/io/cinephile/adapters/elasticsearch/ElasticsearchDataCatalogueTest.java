package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.contracts.DataCatalogueContract;
import io.cinephile.domain.governance.Classification;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Needs no Elasticsearch: the mappings are what it is set up with. */
final class ElasticsearchDataCatalogueTest extends DataCatalogueContract {

  @Override
  protected DataCatalogue catalogue() {
    return new ElasticsearchDataCatalogue("films");
  }

  @Test
  void hasEveryMappingThatIsPackaged() throws IOException, URISyntaxException {
    Path folder =
        Path.of(ElasticsearchDataCatalogue.class.getResource("movies.json").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> mappings =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .collect(Collectors.toSet());
      assertThat(catalogue().dataSets())
          .extracting(DataSet::id)
          .containsExactlyInAnyOrderElementsOf(mappings);
    }
  }

  @Test
  void namesIndicesAsTheyAreNamed() {
    assertThat(catalogue().dataSets())
        .extracting(DataSet::location)
        .contains("films-movies-<generation>", "films-live-ratings", "films-runs");
  }

  @Test
  void describesWhatIsNestedAndShared() {
    Map<String, DataField> fields =
        dataSet("models").fields().stream()
            .collect(Collectors.toMap(DataField::name, field -> field));
    assertThat(fields.get("parameters.ranking.alpha").type()).isEqualTo("double");
    assertThat(fields.get("serving_evaluation.popularity.ndcg_at_10").classification())
        .isEqualTo(Classification.AGGREGATE);
    assertThat(fields).doesNotContainKey("parameters");
  }

  @Test
  void knowsWhichDataArePersonal() {
    assertThat(catalogue().dataSets())
        .filteredOn(dataSet -> dataSet.classification().isPersonalData())
        .extracting(DataSet::id)
        .contains("ratings", "live-ratings", "recommendations")
        .doesNotContain("movies", "models", "runs", "lease");
  }

  /** The pseudonym is what a viewer is called everywhere. */
  @Test
  void whoeverNamesAViewerIsAboutAPerson() {
    assertThat(catalogue().dataSets())
        .filteredOn(
            dataSet -> dataSet.fields().stream().anyMatch(field -> field.name().equals("viewer")))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(dataSet -> dataSet.classification().isPersonalData());
  }

  @Test
  void refusesAFieldWithoutAnEntry() {
    for (String mapped : List.of("movies", "models", "runs", "live-ratings")) {
      JsonNode mapping = Mapping.of(mapped);
      ((ObjectNode) mapping.path("properties")).putObject("shoe_size").put("type", "integer");
      assertThatThrownBy(() -> ElasticsearchDataCatalogue.dataSet(mapped, "films", mapping))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the field shoe_size of %s has no entry in the catalogue", mapped);
    }
    JsonNode deep = Mapping.of("models");
    ((ObjectNode) deep.at("/properties/parameters/properties/stars/properties"))
        .putObject("momentum")
        .put("type", "double");
    assertThatThrownBy(() -> ElasticsearchDataCatalogue.dataSet("models", "films", deep))
        .hasMessage("the field parameters.stars.momentum of models has no entry in the catalogue");
  }

  @Test
  void refusesAnEntryWithoutAField() {
    JsonNode mapping = Mapping.of("ratings");
    ((ObjectNode) mapping.path("properties")).remove("stars");
    assertThatThrownBy(() -> ElasticsearchDataCatalogue.dataSet("ratings", "films", mapping))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the catalogue has entries [stars] of ratings, which has no such fields");
  }

  @Test
  void refusesAnEntryThatSaysNothing() {
    JsonNode mapping = Mapping.of("ratings");
    ((ObjectNode) mapping.at("/_meta/fields/stars")).put("meaning", " ");
    assertThatThrownBy(() -> ElasticsearchDataCatalogue.dataSet("ratings", "films", mapping))
        .hasMessage("the catalogue has no meaning of ratings.stars");
  }

  private DataSet dataSet(String id) {
    return catalogue().dataSets().stream()
        .filter(dataSet -> dataSet.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
