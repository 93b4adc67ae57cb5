package io.cinephile.adapters.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Tells in the OpenAPI document what holds everywhere: constants are written as {@link JsonForm}
 * writes them, a value is there unless it is optional and is never null, and each operation says
 * who may ask and how it can refuse or fail. What the operations refer to stands in {@code
 * META-INF/openapi.yaml}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {
  private static final Map<String, String> FAILURES_OF_ALL =
      Map.of(
          "400", Api.BAD_VALUE,
          "401", Api.UNAUTHENTICATED,
          "429", Api.TOO_MANY_REQUESTS,
          "500", Api.INTERNAL_ERROR,
          "503", Api.UNAVAILABLE);
  private static final Map<String, String> FAILURES_OF_BODIES =
      Map.of("408", Api.TOO_SLOW, "413", Api.TOO_LARGE, "415", Api.NOT_JSON);

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getComponents().getSchemas().values().forEach(ApiDocument::complete);
    Map<String, Parameter> shared = document.getComponents().getParameters();
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .values()
                    .forEach(
                        operation -> {
                          complete(path, operation);
                          share(operation, shared);
                        }));
  }

  /** Parameters that several operations take are described once, under their own names. */
  private static void share(Operation operation, Map<String, Parameter> shared) {
    Optional.ofNullable(operation.getParameters())
        .ifPresent(
            parameters ->
                operation.setParameters(
                    parameters.stream()
                        .map(
                            parameter ->
                                isShared(parameter, shared)
                                    ? OASFactory.createParameter().ref(parameter.getName())
                                    : parameter)
                        .toList()));
  }

  /** Whether a parameter of that name is described that stands in the same place. */
  private static boolean isShared(Parameter parameter, Map<String, Parameter> shared) {
    return parameter.getRef() == null
        && shared.containsKey(parameter.getName())
        && shared.get(parameter.getName()).getIn() == parameter.getIn();
  }

  private static void complete(String path, Operation operation) {
    FAILURES_OF_ALL.forEach((status, response) -> answer(operation, status, response));
    if (needsRole(path)) {
      answer(operation, "403", Api.NOT_ALLOWED);
    }
    if (operation.getRequestBody() != null) {
      FAILURES_OF_BODIES.forEach((status, response) -> answer(operation, status, response));
    }
    operation.setSecurity(security(path));
  }

  private static void answer(Operation operation, String status, String response) {
    operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().ref(response));
  }

  /** As {@link AccessPolicies} decides. */
  private static boolean needsRole(String path) {
    return Stream.of(
            "/admin",
            "/users",
            "/groups",
            "/recommendations/batch",
            "/governance/audit",
            "/governance/retention",
            "/governance/erasures/{")
        .anyMatch(part -> path.startsWith(Api.ROOT + part));
  }

  /** One of them is enough; the empty one says that none is needed. */
  private static List<SecurityRequirement> security(String path) {
    List<SecurityRequirement> ways = new ArrayList<>();
    if (!needsRole(path)) {
      ways.add(OASFactory.createSecurityRequirement());
    }
    Stream.of(Api.BEARER_KEY, Api.HEADER_KEY, Api.BEARER_TOKEN)
        .map(scheme -> OASFactory.createSecurityRequirement().addScheme(scheme))
        .forEach(ways::add);
    return ways;
  }

  private static void complete(Schema schema) {
    if (schema.getEnumeration() != null) {
      schema.setEnumeration(words(schema.getEnumeration()));
    }
    List<String> required = new ArrayList<>();
    Optional.ofNullable(schema.getProperties())
        .orElseGet(Map::of)
        .forEach(
            (name, property) -> {
              if (!isOptional(property)) {
                required.add(name);
              }
            });
    if (!required.isEmpty()) {
      schema.setRequired(required);
    }
  }

  private static List<Object> words(List<Object> constants) {
    return constants.stream().<Object>map(name -> JsonForm.word(name.toString())).toList();
  }

  /** Whether it was scanned as nullable, which it is not any more: what is absent is left out. */
  private static boolean isOptional(Schema property) {
    List<SchemaType> types = Optional.ofNullable(property.getType()).orElseGet(List::of);
    List<Schema> choices = Optional.ofNullable(property.getAnyOf()).orElseGet(List::of);
    if (types.contains(SchemaType.NULL)) {
      property.setType(types.stream().filter(type -> type != SchemaType.NULL).toList());
      return true;
    }
    if (choices.stream().anyMatch(ApiDocument::isNull)) {
      property.setAnyOf(null);
      choices.stream()
          .filter(choice -> !isNull(choice))
          .map(Schema::getRef)
          .forEach(property::setRef);
      return true;
    }
    return false;
  }

  private static boolean isNull(Schema choice) {
    return List.of(SchemaType.NULL).equals(choice.getType());
  }
}
