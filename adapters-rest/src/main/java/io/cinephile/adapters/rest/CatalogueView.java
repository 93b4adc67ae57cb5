package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cinephile.application.DescribeData.Described;
import io.cinephile.application.DescribeData.Description;
import io.cinephile.application.DescribeData.Figure;
import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data catalogue. As JSON it is JSON-LD by DCAT-AP 3 with an inline context, so that nothing
 * has to be fetched to read it: quality by the Data Quality Vocabulary, legal bases by the Data
 * Privacy Vocabulary, and what neither has a word for under {@code urn:cinephile:}. {@link
 * CatalogueContract} and {@link GovernancePage} write it in other forms.
 *
 * @param base of the addresses in it
 */
record CatalogueView(Description description, URI base) {
  static final String JSON_LD = "application/ld+json";

  private static final String EU = "http://publications.europa.eu/resource/authority/";
  private static final String SERVICE = "urn:cinephile:service:rest";

  @JsonValue
  Map<String, Object> jsonLd() {
    Map<String, Object> catalogue = new LinkedHashMap<>();
    catalogue.put("@context", CONTEXT);
    catalogue.put("@id", "urn:cinephile:catalogue");
    catalogue.put("@type", "dcat:Catalog");
    catalogue.put("dct:title", english("Data of this Cinephile installation"));
    catalogue.put(
        "dct:description",
        english(
            "Every index and file that Cinephile keeps, made from the mappings, the configuration"
                + " and the registry of models."));
    catalogue.put("dct:publisher", agent(description.responsible().controller()));
    catalogue.put("dct:language", id(EU + "language/ENG"));
    catalogue.put("dcat:themeTaxonomy", id(EU + "data-theme"));
    catalogue.put("dcat:dataset", description.dataSets().stream().map(this::dataSet).toList());
    catalogue.put("dcat:service", service());
    return catalogue;
  }

  private static final Map<String, String> CONTEXT = context();

  private static Map<String, String> context() {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("dcat", "http://www.w3.org/ns/dcat#");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("foaf", "http://xmlns.com/foaf/0.1/");
    context.put("vcard", "http://www.w3.org/2006/vcard/ns#");
    context.put("dqv", "http://www.w3.org/ns/dqv#");
    context.put("dpv", "https://w3id.org/dpv#");
    context.put("cinephile", "urn:cinephile:");
    return context;
  }

  private Map<String, Object> dataSet(Described described) {
    DataSet dataSet = described.dataSet();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("@id", idOf(dataSet));
    view.put("@type", "dcat:Dataset");
    view.put("dct:identifier", dataSet.id());
    view.put("dct:title", english(dataSet.title()));
    view.put("dct:description", english(dataSet.meaning()));
    view.put("dct:publisher", agent(description.responsible().controller()));
    view.put("dct:rightsHolder", agent(description.responsible().owner()));
    contact(view);
    view.put("dcat:theme", id(EU + "data-theme/EDUC"));
    view.put(
        "dct:accessRights",
        id(
            EU
                + "access-right/"
                + (dataSet.classification().isPersonalData() ? "NON_PUBLIC" : "RESTRICTED")));
    if (dataSet.route().isPresent()) {
      view.put("dcat:distribution", distribution(dataSet));
    }
    view.put("cinephile:location", dataSet.location());
    view.put("cinephile:classification", JsonForm.word(dataSet.classification().name()));
    view.put(
        "dpv:hasPurpose",
        dataSet.purposes().stream()
            .map(purpose -> id("cinephile:purpose:" + JsonForm.word(purpose.name())))
            .toList());
    switch (described.basis()) {
      case CONSENT -> view.put("dpv:hasLegalBasis", id("dpv:Consent"));
      case LEGAL_OBLIGATION -> view.put("dpv:hasLegalBasis", id("dpv:LegalObligation"));
      case LEGITIMATE_INTEREST -> view.put("dpv:hasLegalBasis", id("dpv:LegitimateInterest"));
      case NONE_NEEDED -> {}
    }
    view.put("cinephile:legalBasis", english(described.basis().text()));
    view.put("cinephile:retention", english(described.retention()));
    view.put(
        "dqv:hasQualityMeasurement",
        described.quality().stream().map(CatalogueView::measurement).toList());
    view.put("cinephile:field", dataSet.fields().stream().map(CatalogueView::field).toList());
    return view;
  }

  private Map<String, Object> distribution(DataSet dataSet) {
    Map<String, Object> distribution = new LinkedHashMap<>();
    distribution.put("@id", idOf(dataSet) + ":rest");
    distribution.put("@type", "dcat:Distribution");
    distribution.put("dct:title", english(dataSet.title() + ", over REST"));
    distribution.put("dct:description", english("GET " + dataSet.route().orElse("")));
    distribution.put("dcat:accessURL", id(base.resolve(Api.ROOT).toString()));
    distribution.put("dcat:accessService", id(SERVICE));
    return distribution;
  }

  private Map<String, Object> service() {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("@id", SERVICE);
    service.put("@type", "dcat:DataService");
    service.put("dct:title", english("The REST interface of Cinephile"));
    service.put("dcat:endpointURL", id(base.resolve(Api.ROOT).toString()));
    service.put("dcat:endpointDescription", id(base.resolve("/q/openapi").toString()));
    service.put(
        "dcat:servesDataset",
        description.dataSets().stream()
            .map(Described::dataSet)
            .filter(dataSet -> dataSet.route().isPresent())
            .map(dataSet -> id(idOf(dataSet)))
            .toList());
    return service;
  }

  /** Nothing where nobody has configured one: a made-up contact is worse than none. */
  private void contact(Map<String, Object> view) {
    String contact = description.responsible().contact();
    if (contact.equals(Responsible.UNKNOWN)) {
      return;
    }
    Map<String, Object> kind = new LinkedHashMap<>();
    kind.put("@type", "vcard:Kind");
    kind.put("vcard:fn", contact);
    if (contact.matches("[^\\s:/<>\"]+@[^\\s:/<>\"]+")) {
      kind.put("vcard:hasEmail", id("mailto:" + contact));
    } else if (contact.matches("https?://[^\\s<>\"{}|\\\\^`]+")) {
      kind.put("vcard:hasURL", id(contact));
    }
    view.put("dcat:contactPoint", kind);
  }

  private static Map<String, Object> measurement(Figure figure) {
    Map<String, Object> measurement = new LinkedHashMap<>();
    measurement.put("@type", "dqv:QualityMeasurement");
    measurement.put("dqv:isMeasurementOf", id("cinephile:metric:" + figure.name()));
    measurement.put("dqv:value", figure.value());
    return measurement;
  }

  private static Map<String, Object> field(DataField field) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("dct:identifier", field.name());
    view.put("dct:description", english(field.meaning()));
    view.put("cinephile:type", field.type());
    view.put("cinephile:classification", JsonForm.word(field.classification().name()));
    return view;
  }

  private static Map<String, Object> agent(String name) {
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("@type", "foaf:Agent");
    agent.put("foaf:name", name);
    return agent;
  }

  private static String idOf(DataSet dataSet) {
    return "urn:cinephile:dataset:" + dataSet.id();
  }

  private static Map<String, String> id(String iri) {
    return Map.of("@id", iri);
  }

  private static Map<String, String> english(String text) {
    Map<String, String> value = new LinkedHashMap<>();
    value.put("@value", text);
    value.put("@language", "en");
    return value;
  }
}
