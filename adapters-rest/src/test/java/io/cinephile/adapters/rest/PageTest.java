package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people: what is sent, how, and how much of it. */
@QuarkusTest
class PageTest {
  private static final Path APP = Path.of("src/main/resources/META-INF/resources/app");

  /** For the first view, compressed. */
  private static final int MOST_BYTES = 100 * 1024;

  private static final Pattern STATIC_IMPORT =
      Pattern.compile("(?:^|\\n)(?:import|export)[^;']*?from\\s*[\"']([^\"']+)[\"']");
  private static final Pattern MINIFIED_IMPORT =
      Pattern.compile("import\\{[^}]*\\}from\"([^\"]+)\"");
  private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"(app/[^\"]+)\"");

  private static final Pattern WORDS = Pattern.compile("\\bt\\(\\s*'([\\w.-]+)'");
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/index.html, text/html",
    "/app/main.js, text/javascript",
    "/app/app.css, text/css",
    "/app/icon.svg, image/svg+xml",
    "/app/words/fr.json, application/json",
    "/app/lib/lit-html/lit-html.js, text/javascript",
    "/app/lib/lit-html/directives/repeat.js, text/javascript"
  })
  void itsFilesAreServedCompressed(String path, String type) {
    given()
        .header("Accept-Encoding", "gzip")
        .get(path)
        .then()
        .statusCode(200)
        .contentType(startsWith(type))
        .header("Content-Encoding", "gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/app/main.js", "/app/words/en.json"})
  void aBrowserLetsItDoNothingButAskItsOwnServer(String path) {
    when()
        .get(path)
        .then()
        .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self';"))
        .header("Content-Security-Policy", containsString("connect-src 'self'"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .header("Content-Security-Policy", not(containsString("unsafe")))
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app/main.js", "/app/lib/lit-html/lit-html.js"})
  void whoHasItAlreadyIsToldSo(String path) {
    String tag =
        when()
            .get(path)
            .then()
            .header("Cache-Control", "no-cache")
            .header("ETag", matchesPattern("W/\"[0-9a-f]{32}\""))
            .extract()
            .header("ETag");
    given()
        .header("If-None-Match", tag)
        .get(path)
        .then()
        .statusCode(304)
        .header("ETag", tag)
        .header("Cache-Control", "no-cache")
        .body(equalTo(""));
    given().header("If-None-Match", "W/\"another\"").get(path).then().statusCode(200);
  }

  @Test
  void filesDifferInTheirTags() {
    assertThat(when().get("/app/main.js").header("ETag"))
        .isNotEqualTo(when().get("/app/app.css").header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/none.js",
        "/app/",
        "/app/views",
        "/app/../../microprofile-config.properties"
      })
  void nothingElseIsServed(String path) {
    given().urlEncodingEnabled(false).get(path).then().statusCode(404);
  }

  @Test
  void theHtmlHoldsNeitherScriptsNorStyles() {
    when()
        .get("/")
        .then()
        .body(not(matchesPattern("(?s).*<script(?![^>]* src=).*")))
        .body(not(containsString("<style")))
        .body(not(matchesPattern("(?s).* (style|on\\w+)=.*")))
        .body(not(matchesPattern("(?s).*(src|href)=\"(https?:)?//.*")));
  }

  @Test
  void whatTheFirstViewNeedsIsSmall() throws IOException {
    Map<String, Integer> sizes = firstView();
    assertThat(sizes)
        .containsKeys("/app/app.css", "/app/frame.js", "/app/lib/lit-html/lit-html.js")
        .containsKey("/app/parts/stars.js");
    assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(MOST_BYTES);
  }

  /** All files that the first view needs in one language, with their compressed sizes. */
  private static Map<String, Integer> firstView() throws IOException {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    Deque<String> open =
        new ArrayDeque<>(Set.of("/", "/app/frame.js", "/app/views/home.js", "/app/words/fr.json"));
    while (!open.isEmpty()) {
      String path = open.pop();
      if (sizes.containsKey(path)) {
        continue;
      }
      String text = when().get(path).then().statusCode(200).extract().asString();
      sizes.put(path, compressed(text));
      for (Pattern reference : new Pattern[] {STATIC_IMPORT, MINIFIED_IMPORT, LINKED}) {
        for (Matcher found = reference.matcher(text); found.find(); ) {
          open.push(URI.create(path).resolve(found.group(1)).getPath());
        }
      }
    }
    return sizes;
  }

  @Test
  void whatTheFirstViewImportsIsNamedAtOnce() throws IOException {
    String html = when().get("/").asString();
    Set<String> named = new TreeSet<>();
    for (Matcher found = LINKED.matcher(html); found.find(); ) {
      named.add("/" + found.group(1));
    }
    Set<String> imported = new TreeSet<>(firstView().keySet());
    imported.removeAll(Set.of("/", "/app/words/fr.json"));
    assertThat(named).isEqualTo(imported);
  }

  private static int compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  @Test
  void bothLanguagesHaveTheSameWordsWithTheSamePlacesInThem() throws IOException {
    Map<String, String> english = words("en");
    Map<String, String> french = words("fr");
    assertThat(french.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) -> {
          assertThat(text).as(key).isNotBlank();
          assertThat(french.get(key)).as(key).isNotBlank();
          // A form for one may say it in a word.
          if (!key.endsWith(".one")) {
            assertThat(places(french.get(key))).as(key).isEqualTo(places(text));
          }
        });
  }

  @Test
  void everyWordThatIsAskedForIsThere() throws IOException {
    Set<String> known =
        words("en").keySet().stream()
            .map(key -> key.replaceFirst("\\.(one|other)$", ""))
            .collect(Collectors.toSet());
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> modules = Files.walk(APP)) {
      for (Path module : modules.filter(file -> file.toString().endsWith(".js")).toList()) {
        for (Matcher found = WORDS.matcher(Files.readString(module)); found.find(); ) {
          asked.add(found.group(1));
        }
      }
    }
    assertThat(asked).hasSizeGreaterThan(50);
    assertThat(known).containsAll(asked);
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  private static Map<String, String> words(String language) throws IOException {
    Map<String, String> words = new TreeMap<>();
    collect(
        "",
        new ObjectMapper().readTree(APP.resolve("words/" + language + ".json").toFile()),
        words);
    return words;
  }

  private static void collect(String key, JsonNode node, Map<String, String> words) {
    if (node.isTextual()) {
      words.put(key, node.asText());
    }
    node.fields()
        .forEachRemaining(
            field ->
                collect(
                    key.isEmpty() ? field.getKey() : key + "." + field.getKey(),
                    field.getValue(),
                    words));
  }
}
