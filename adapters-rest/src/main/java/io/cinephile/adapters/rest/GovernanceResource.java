package io.cinephile.adapters.rest;

import io.cinephile.application.DescribeData;
import io.cinephile.application.ExplainRecommender;
import io.cinephile.application.Language;
import io.cinephile.application.TraceLineage;
import io.cinephile.application.TraceLineage.Lineage;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Which data there are, where they come from, and what decides. Holds no data of people. */
@Path(Api.ROOT + "/governance")
@Cache(noCache = true)
@Tag(name = Api.GOVERNANCE)
final class GovernanceResource {
  private final DescribeData describeData;
  private final TraceLineage traceLineage;
  private final ExplainRecommender explainRecommender;

  GovernanceResource(
      DescribeData describeData, TraceLineage traceLineage, ExplainRecommender explainRecommender) {
    this.describeData = describeData;
    this.traceLineage = traceLineage;
    this.explainRecommender = explainRecommender;
  }

  @GET
  @Path("/catalogue")
  @Produces({
    CatalogueView.JSON_LD,
    MediaType.APPLICATION_JSON,
    CatalogueContract.YAML,
    GovernancePage.HTML
  })
  @Operation(
      operationId = "dataCatalogue",
      summary = "Describes every data set and field",
      description =
          "Meaning, classification, purposes, legal basis, retention, owner, and figures of the model"
              + " that is served; made from the mappings, the configuration and the registry. As"
              + " DCAT-AP JSON-LD, as a data contract by the Open Data Contract Standard with `Accept:"
              + " application/yaml`, as a page with `Accept: text/html`.")
  @APIResponse(
      responseCode = "200",
      description = "The catalogue.",
      content = {
        @Content(
            mediaType = CatalogueView.JSON_LD,
            schema = @Schema(type = SchemaType.OBJECT),
            examples = @ExampleObject(name = "catalogue", ref = Api.CATALOGUE)),
        @Content(
            mediaType = CatalogueContract.YAML,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "contract", ref = Api.CATALOGUE_CONTRACT)),
        @Content(
            mediaType = GovernancePage.HTML,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "page", ref = Api.PAGE))
      })
  public CatalogueView catalogue(@Context UriInfo address) {
    return new CatalogueView(describeData.describe(), address.getBaseUri());
  }

  @GET
  @Path("/lineage")
  @Produces({MediaType.APPLICATION_JSON, GovernancePage.HTML})
  @Operation(
      operationId = "lineage",
      summary = "Walks from what was recommended back to the files",
      description =
          "Every recommendation names its generation; from there the way leads over the training run"
              + " and what it used to name, size and SHA-256 of each file. A page with `Accept: text/html`.")
  @APIResponse(
      responseCode = "200",
      description = "The lineage.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = LineageView.class),
            examples = @ExampleObject(name = "lineage", ref = Api.LINEAGE)),
        @Content(
            mediaType = GovernancePage.HTML,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "page", ref = Api.PAGE))
      })
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public LineageView lineage(
      @Parameter(
              description = "The model's name, as an answer has it; without it, what is served.",
              example = "20261122-161500-3f9a",
              schema =
                  @Schema(
                      implementation = String.class,
                      pattern = "^[0-9]{8}-[0-9]{6}-[0-9a-f]{4}$"))
          @QueryParam("generation")
          String generation) {
    Lineage lineage =
        generation == null
            ? traceLineage.traceServed()
            : traceLineage
                .trace(new GenerationId(generation))
                .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_GENERATION.problem()));
    return LineageView.of(lineage);
  }

  @GET
  @Path("/recommender")
  @Produces({MediaType.APPLICATION_JSON, GovernancePage.HTML})
  @Operation(
      operationId = "explainRecommender",
      summary = "States what decides over recommendations, and how to change it",
      description =
          "The main parameters and their weight in plain language (GDPR Art. 13, 14 and 22, Digital"
              + " Services Act Art. 27), made from the configuration and the model that is served. In"
              + " English or French, by `lang` or `Accept-Language`. A page with `Accept: text/html`.")
  @APIResponse(
      responseCode = "200",
      description = "The explanation.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = RecommenderView.class),
            examples = @ExampleObject(name = "recommender", ref = Api.RECOMMENDER)),
        @Content(
            mediaType = GovernancePage.HTML,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "page", ref = Api.PAGE))
      })
  public RestResponse<RecommenderView> recommender(
      @Parameter(
              description = "The language; without it, the first of Accept-Language, or English.",
              example = "fr",
              schema =
                  @Schema(
                      implementation = String.class,
                      enumeration = {"en", "fr"}))
          @QueryParam("lang")
          String lang,
      @Context HttpHeaders headers) {
    Language language =
        Optional.ofNullable(lang)
            .map(GovernanceResource::named)
            .orElseGet(
                () ->
                    headers.getAcceptableLanguages().stream()
                        .flatMap(GovernanceResource::language)
                        .findFirst()
                        .orElse(Language.ENGLISH));
    return ResponseBuilder.ok(RecommenderView.of(explainRecommender.explain(language)))
        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .build();
  }

  private static Language named(String lang) {
    return language(Locale.forLanguageTag(lang))
        .filter(language -> language.tag().equals(lang))
        .findFirst()
        .orElseThrow(() -> new OutOfRangeException("lang", lang, "must be en or fr"));
  }

  private static Stream<Language> language(Locale wanted) {
    return Arrays.stream(Language.values())
        .filter(language -> language.tag().equals(wanted.getLanguage()));
  }
}
