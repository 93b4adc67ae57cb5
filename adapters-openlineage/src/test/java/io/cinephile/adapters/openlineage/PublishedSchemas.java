package io.cinephile.adapters.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The published JSON schemas of OpenLineage. Events are held against the schema of events, and each
 * facet against the schema that it names itself. Nothing is fetched: a schema that is not here is a
 * fault.
 */
final class PublishedSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT =
      "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
  private static final List<String> FILES =
      List.of(
          "OpenLineage",
          "ColumnLineageDatasetFacet",
          "DataQualityMetricsInputDatasetFacet",
          "DatasetVersionDatasetFacet",
          "ErrorMessageRunFacet",
          "InputStatisticsInputDatasetFacet",
          "JobTypeJobFacet",
          "OutputStatisticsOutputDatasetFacet",
          "ProcessingEngineRunFacet",
          "SchemaDatasetFacet");

  private final Map<String, String> texts = new HashMap<>();
  private final JsonSchemaFactory factory;
  private final Set<String> seen = new TreeSet<>();

  PublishedSchemas() throws IOException {
    for (String file : FILES) {
      try (InputStream in = getClass().getResourceAsStream("/openlineage/" + file + ".json")) {
        JsonNode schema = JSON.readTree(in);
        texts.put(schema.path("$id").asText(), schema.toString());
      }
    }
    factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
  }

  /** What is wrong with an event; empty if nothing is. */
  List<String> faultsOf(String event) throws IOException {
    JsonNode json = JSON.readTree(event);
    List<String> faults = new ArrayList<>(faults(json, EVENT));
    if (!json.path("schemaURL").asText().equals(EVENT)) {
      faults.add("the event names another schema: " + json.path("schemaURL"));
    }
    addFaultsOfFacets(json, faults);
    return faults;
  }

  /** The kinds of facets that were met. */
  Set<String> facetsSeen() {
    return seen;
  }

  private void addFaultsOfFacets(JsonNode json, List<String> faults) {
    if (json.has("_schemaURL")) {
      String schema = json.path("_schemaURL").asText();
      seen.add(schema.substring(schema.lastIndexOf('/') + 1));
      faults.addAll(faults(json, schema));
    }
    json.forEach(child -> addFaultsOfFacets(child, faults));
  }

  private List<String> faults(JsonNode json, String schema) {
    if (!texts.containsKey(schema.substring(0, schema.indexOf('#')))) {
      return List.of("nobody knows the schema " + schema);
    }
    return factory
        .getSchema(
            SchemaLocation.of(schema),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
        .validate(json)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
