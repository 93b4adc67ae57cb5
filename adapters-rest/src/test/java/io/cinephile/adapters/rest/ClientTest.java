package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a client that is generated from the OpenAPI document compiles. */
@QuarkusTest
class ClientTest {
  @TempDir Path folder;

  @Test
  void aJavaClientIsGeneratedAndCompiles() throws IOException, InterruptedException {
    Path sources = generate();
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .contains(
            "RecommendationsApi.java", "MoviesApi.java", "TrainingApi.java", "ModelsApi.java");

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager fileManager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              Files.createDirectory(folder.resolve("classes")).toString());
      boolean compiled =
          compiler
              .getTask(
                  output,
                  fileManager,
                  null,
                  options,
                  null,
                  fileManager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(output.toString()).isTrue();
    }
  }

  /** The generator refuses a document that is not valid. */
  private Path generate() throws IOException, InterruptedException {
    String document = given().accept("application/json").get("/q/openapi").asString();
    Path input = Files.writeString(folder.resolve("openapi.json"), document);
    Path log = folder.resolve("generator.txt");
    Process generator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                System.getProperty("openapi.generator"),
                "generate",
                "--generator-name=java",
                "--library=native",
                "--input-spec=" + input,
                "--output=" + folder.resolve("client"),
                "--additional-properties=openApiNullable=false,useJakartaEe=true,"
                    + "annotationLibrary=none,documentationProvider=none",
                "--global-property=apis,models,supportingFiles,apiTests=false,modelTests=false,"
                    + "apiDocs=false,modelDocs=false")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(generator.waitFor(2, TimeUnit.MINUTES)).as("the generator ends").isTrue();
    assertThat(generator.exitValue()).as(Files.readString(log)).isZero();
    return folder.resolve("client/src/main/java");
  }
}
