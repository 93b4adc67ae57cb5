package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

  private Map<String, Object> document;

  @BeforeEach
  void read() {
    document = JsonPath.from(document()).getMap("$");
  }

  private static String document() {
    return given()
        .accept("application/json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void namesEveryRouteWithASummaryAndItsRefusals() {
    Map<String, Map<String, Map<String, Object>>> paths = JsonPath.from(document()).getMap("paths");
    assertThat(paths.keySet())
        .containsExactlyInAnyOrder(
            "/api/v1/recommendations",
            "/api/v1/recommendations/batch",
            "/api/v1/groups/recommendations",
            "/api/v1/users/{id}/recommendations",
            "/api/v1/users/{id}/recommendations/{movie}/reasons",
            "/api/v1/users/{id}/ratings",
            "/api/v1/users/{id}/ratings/{movie}",
            "/api/v1/users/{id}/consents",
            "/api/v1/users/{id}/consents/{purpose}",
            "/api/v1/users/{id}/restriction",
            "/api/v1/users/{id}/data",
            "/api/v1/users/{id}",
            "/api/v1/governance/erasures/{receipt}",
            "/api/v1/governance/erasures/key",
            "/api/v1/movies",
            "/api/v1/movies/suggest",
            "/api/v1/movies/popular",
            "/api/v1/movies/trending",
            "/api/v1/movies/{id}",
            "/api/v1/movies/{id}/similar",
            "/api/v1/statistics",
            "/api/v1/movies/{id}/ratings",
            "/api/v1/admin/training-runs",
            "/api/v1/admin/training-runs/{id}",
            "/api/v1/admin/training-runs/{id}/events",
            "/api/v1/admin/models",
            "/api/v1/admin/models/{generation}",
            "/api/v1/admin/models/{generation}/card",
            "/api/v1/admin/models/{generation}/activate",
            "/api/v1/governance/audit",
            "/api/v1/governance/retention",
            "/api/v1/governance/retention-runs",
            "/api/v1/governance/catalogue",
            "/api/v1/governance/lineage",
            "/api/v1/governance/recommender");
    paths.forEach(
        (path, operations) ->
            operations.forEach(
                (method, operation) -> {
                  String name = method + " " + path;
                  assertThat(operation).as(name).containsKeys("summary", "operationId", "tags");
                  assertThat(((Map<?, ?>) operation.get("responses")).keySet())
                      .as(name)
                      .extracting(Object::toString)
                      .contains("400", "401", "429", "500", "503");
                }));
  }

  @Test
  void tellsWhoMayAsk() {
    operations()
        .forEach(
            (name, operation) -> {
              List<Object> ways = new ArrayList<>((List<?>) operation.get("security"));
              boolean needsRole =
                  name.matches(
                      ".*/api/v1/((admin|users|groups|recommendations/batch|governance/(audit|retention.*))(/.*)?|governance/erasures/\\{.*)");
              assertThat(ways.contains(Map.of())).as(name).isEqualTo(!needsRole);
              ways.remove(Map.of());
              assertThat(ways)
                  .as(name)
                  .containsExactlyInAnyOrder(
                      Map.of(Api.BEARER_KEY, List.of()),
                      Map.of(Api.HEADER_KEY, List.of()),
                      Map.of(Api.BEARER_TOKEN, List.of()));
              assertThat(map(operation, "responses").containsKey("403"))
                  .as(name)
                  .isEqualTo(needsRole);
            });
  }

  @Test
  void tellsHowABodyCanBeRefused() {
    List<String> withBodies = new ArrayList<>();
    operations()
        .forEach(
            (name, operation) -> {
              if (operation.containsKey("requestBody")) {
                withBodies.add(name);
                assertThat(map(operation, "responses")).as(name).containsKeys("408", "413", "415");
                map(resolved(map(operation, "requestBody")), "content")
                    .values()
                    .forEach(
                        content ->
                            assertThat(
                                    isExemplified(cast(content))
                                        || isExemplified(map(cast(content), "schema")))
                                .as(name)
                                .isTrue());
              }
            });
    assertThat(withBodies).contains("post /api/v1/admin/training-runs");
  }

  @Test
  void boundsAndExemplifiesEveryParameter() {
    List<String> seen = new ArrayList<>();
    operations()
        .forEach(
            (name, operation) -> {
              List<?> parameters = (List<?>) operation.getOrDefault("parameters", List.of());
              for (Object one : parameters) {
                Map<String, Object> parameter = resolved(cast(one));
                String place = name + " " + parameter.get("name");
                Map<String, Object> schema = resolved(map(parameter, "schema"));
                assertThat(isBounded(schema)).as(place + " " + schema).isTrue();
                assertThat(isExemplified(parameter) || isExemplified(schema)).as(place).isTrue();
                seen.add(place);
              }
            });
    assertThat(seen).hasSizeGreaterThan(10);
  }

  private boolean isBounded(Map<String, Object> schema) {
    Object type = schema.get("type");
    if ("array".equals(type)) {
      return schema.containsKey("maxItems") && isBounded(resolved(map(schema, "items")));
    }
    return "boolean".equals(type)
        || Set.of("enum", "maxLength", "maximum", "pattern").stream().anyMatch(schema::containsKey);
  }

  /** Each operation, by method and path. */
  private Map<String, Map<String, Object>> operations() {
    Map<String, Map<String, Object>> operations = new TreeMap<>();
    map(document, "paths")
        .forEach(
            (path, methods) ->
                cast(methods)
                    .forEach(
                        (method, operation) ->
                            operations.put(method + " " + path, cast(operation))));
    assertThat(operations).hasSizeGreaterThan(10);
    return operations;
  }

  @Test
  void refersOnlyToWhatIsThere() {
    String document = document();
    JsonPath json = JsonPath.from(document);
    List<String> references =
        Pattern.compile("\"#/components/([^\"]+)\"")
            .matcher(document)
            .results()
            .map(reference -> reference.group(1))
            .distinct()
            .toList();
    assertThat(references).hasSizeGreaterThan(20);
    assertThat(references)
        .allSatisfy(
            reference -> {
              String[] parts = reference.split("/", 2);
              assertThat(json.getMap("components." + parts[0])).containsKey(parts[1]);
            });
  }

  @Test
  void givesAnExampleOfEveryAnswer() {
    contents()
        .forEach(
            (name, content) ->
                assertThat(isExemplified(content) || isExemplified(map(content, "schema")))
                    .as(name)
                    .isTrue());
  }

  @Test
  void givesExamplesThatFitTheirSchemas() {
    List<String> checked = new ArrayList<>();
    contents()
        .forEach(
            (name, content) -> {
              for (Object example : map(content, "examples").values()) {
                Object value = resolved(cast(example)).get("value");
                if (value instanceof Map<?, ?>) {
                  assertFits(name, map(content, "schema"), value);
                  checked.add(name);
                }
              }
            });
    assertThat(checked).hasSizeGreaterThan(8);
  }

  /** What each answer may hold, by method, path, status and media type. */
  private Map<String, Map<String, Object>> contents() {
    Map<String, Map<String, Object>> contents = new TreeMap<>();
    map(document, "paths")
        .forEach(
            (path, operations) ->
                cast(operations)
                    .forEach(
                        (method, operation) ->
                            map(cast(operation), "responses")
                                .forEach(
                                    (status, response) ->
                                        map(resolved(cast(response)), "content")
                                            .forEach(
                                                (type, content) ->
                                                    contents.put(
                                                        String.join(
                                                            " ", method, path, status, type),
                                                        cast(content))))));
    assertThat(contents).hasSizeGreaterThan(60);
    return contents;
  }

  /** Whether it, or anything that it consists of, comes with an example. */
  private boolean isExemplified(Map<String, Object> described) {
    Map<String, Object> schema = resolved(described);
    return schema.containsKey("example")
        || schema.containsKey("examples")
        || map(schema, "properties").values().stream().anyMatch(part -> isExemplified(cast(part)))
        || isExemplifiedItem(schema);
  }

  private boolean isExemplifiedItem(Map<String, Object> schema) {
    return schema.containsKey("items") && isExemplified(map(schema, "items"));
  }

  private void assertFits(String place, Map<String, Object> described, Object example) {
    Map<String, Object> schema = resolved(described);
    if (schema.get("enum") instanceof List<?> words) {
      assertThat(words).as(place).anyMatch(example::equals);
    }
    if (example instanceof List<?> items) {
      items.forEach(item -> assertFits(place + "[]", map(schema, "items"), item));
    }
    if (example instanceof Map<?, ?> && schema.containsKey("properties")) {
      Map<String, Object> properties = map(schema, "properties");
      cast(example)
          .forEach(
              (name, value) -> {
                assertThat(properties).as(place).containsKey(name);
                assertFits(place + "." + name, cast(properties.get(name)), value);
              });
    }
  }

  /** What it refers to, if it does. */
  private Map<String, Object> resolved(Map<String, Object> described) {
    if (!(described.get("$ref") instanceof String reference)) {
      return described;
    }
    String[] steps = reference.substring("#/components/".length()).split("/", 2);
    return map(map(map(document, "components"), steps[0]), steps[1]);
  }

  private static Map<String, Object> map(Map<String, Object> parent, String child) {
    return cast(parent.getOrDefault(child, Map.of()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }

  @Test
  void documentsWhatIsWritten() {
    JsonPath json = JsonPath.from(document());
    assertThat(json.getList("components.schemas.Source.enum", String.class))
        .containsExactly("audience", "als", "fold-in", "group", "similar", "popular");
    assertThat(json.getList("components.schemas.Movie.required", String.class))
        .containsExactly("id", "title", "genres", "ratings");
    assertThat(json.getString("components.schemas.GenerationId.type")).isEqualTo("string");
    assertThat(json.getInt("components.parameters.limit.schema.maximum")).isEqualTo(Limit.MOST);
    assertThat(json.getString("components.parameters.limit.schema.default"))
        .isEqualTo(Limit.DEFAULT);
    Set<String> schemes = json.<String, Object>getMap("components.securitySchemes").keySet();
    assertThat(schemes).containsExactlyInAnyOrder(Api.BEARER_KEY, Api.HEADER_KEY, Api.BEARER_TOKEN);
  }
}
