package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

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
            "/api/v1/users/{id}/recommendations",
            "/api/v1/movies",
            "/api/v1/movies/popular",
            "/api/v1/movies/{id}",
            "/api/v1/movies/{id}/similar",
            "/api/v1/admin/training-runs",
            "/api/v1/admin/training-runs/{id}");
    paths.forEach(
        (path, operations) ->
            operations.forEach(
                (method, operation) -> {
                  String name = method + " " + path;
                  assertThat(operation).as(name).containsKeys("summary", "operationId", "tags");
                  assertThat(((Map<?, ?>) operation.get("responses")).keySet())
                      .as(name)
                      .extracting(Object::toString)
                      .contains("400", "401", "500", "503");
                }));
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
  void documentsWhatIsWritten() {
    JsonPath json = JsonPath.from(document());
    assertThat(json.getList("components.schemas.Source.enum", String.class))
        .containsExactly("audience", "als", "similar", "popular");
    assertThat(json.getList("components.schemas.Movie.required", String.class))
        .containsExactly("id", "title", "genres", "ratings");
    assertThat(json.getString("components.schemas.GenerationId.type")).isEqualTo("string");
    assertThat(json.getInt("components.parameters.limit.schema.maximum")).isEqualTo(Limit.MOST);
    assertThat(json.getString("components.parameters.limit.schema.default"))
        .isEqualTo(Limit.DEFAULT);
    Set<String> schemes = json.<String, Object>getMap("components.securitySchemes").keySet();
    assertThat(schemes).containsExactlyInAnyOrder(Api.BEARER_KEY, Api.HEADER_KEY);
  }
}
