package io.cinephile.adapters.rest;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cinephile.application.DescribeData.Described;
import io.cinephile.application.DescribeData.Description;
import io.cinephile.application.DescribeData.Figure;
import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the data catalogue as a data contract, by the Open Data Contract Standard 3.1. */
@Provider
@Produces(CatalogueContract.YAML)
final class CatalogueContract implements MessageBodyWriter<CatalogueView> {
  /** RFC 9512. */
  static final String YAML = "application/yaml";

  private static final ObjectWriter WRITER =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build()
          .writer();

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return CatalogueView.class.equals(type);
  }

  @Override
  public void writeTo(
      CatalogueView catalogue,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    body.write(WRITER.writeValueAsBytes(contract(catalogue.description())));
  }

  private static Map<String, Object> contract(Description description) {
    Responsible responsible = description.responsible();
    Map<String, Object> contract = new LinkedHashMap<>();
    contract.put("apiVersion", "v3.1.0");
    contract.put("kind", "DataContract");
    contract.put("id", "urn:cinephile:catalogue");
    contract.put("name", "Data of this Cinephile installation");
    contract.put("version", "1.0.0");
    contract.put("status", "active");
    contract.put("domain", "movie recommendations");
    contract.put(
        "description",
        Map.of(
            "purpose",
            "Recommending movies to viewers by what they and others rated.",
            "limitations",
            "A rating history identifies a person: pseudonymous data are personal data."));
    contract.put("team", Map.of("name", responsible.owner()));
    contract.put("support", List.of(Map.of("channel", responsible.contact())));
    contract.put("schema", description.dataSets().stream().map(CatalogueContract::object).toList());
    contract.put(
        "slaProperties",
        description.dataSets().stream().map(CatalogueContract::retention).toList());
    List<Map<String, Object>> more = new ArrayList<>();
    more.add(property("controller", responsible.controller()));
    description
        .served()
        .map(GenerationId::value)
        .ifPresent(served -> more.add(property("generation", served)));
    contract.put("customProperties", more);
    return contract;
  }

  private static Map<String, Object> object(Described described) {
    DataSet dataSet = described.dataSet();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", dataSet.id());
    object.put("businessName", dataSet.title());
    object.put("physicalName", dataSet.location());
    object.put("physicalType", dataSet.store() == DataSet.Store.FILE ? "file" : "index");
    object.put("logicalType", "object");
    object.put("description", dataSet.meaning());
    object.put(
        "customProperties",
        List.of(
            property("classification", JsonForm.word(dataSet.classification().name())),
            property(
                "purposes",
                dataSet.purposes().stream().map(purpose -> JsonForm.word(purpose.name())).toList()),
            property("legalBasis", described.basis().text())));
    object.put("quality", described.quality().stream().map(CatalogueContract::quality).toList());
    object.put("properties", dataSet.fields().stream().map(CatalogueContract::field).toList());
    return object;
  }

  private static Map<String, Object> field(DataField field) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", field.name());
    view.put("logicalType", logical(field.type()));
    view.put("physicalType", field.type());
    view.put("description", field.meaning());
    view.put("classification", JsonForm.word(field.classification().name()));
    return view;
  }

  /** What the standard calls a type of Elasticsearch; text is what all else can be written as. */
  private static String logical(String physical) {
    return switch (physical) {
      case "long", "integer", "short", "byte" -> "integer";
      case "double", "float", "half_float" -> "number";
      case "date" -> "timestamp";
      case "boolean" -> "boolean";
      case "object", "flattened" -> "object";
      case "dense_vector" -> "array";
      default -> "string";
    };
  }

  private static Map<String, Object> quality(Figure figure) {
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("type", "text");
    quality.put("name", figure.name());
    quality.put("description", "Of the generation that is served: " + figure.value());
    quality.put("customProperties", List.of(property("value", figure.value())));
    return quality;
  }

  private static Map<String, Object> retention(Described described) {
    Map<String, Object> retention = new LinkedHashMap<>();
    retention.put("property", "retention");
    retention.put("value", described.retention());
    retention.put("element", described.dataSet().id());
    retention.put("driver", "regulatory");
    return retention;
  }

  private static Map<String, Object> property(String name, Object value) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("property", name);
    property.put("value", value);
    return property;
  }
}
