package io.cinephile.bootstrap.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.cinephile.adapters.elasticsearch.planted.ElasticsearchThatKnowsBootstrap;
import io.cinephile.adapters.elasticsearch.planted.StorageThatKnowsSpark;
import io.cinephile.adapters.rest.planted.RestThatKnowsElasticsearch;
import io.cinephile.adapters.spark.planted.MovieUtils;
import io.cinephile.application.planted.ApplicationThatKnowsAnAdapter;
import io.cinephile.domain.planted.DomainThatKnowsAFramework;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Maven's module graph cannot say. Each rule comes with an offender that it has to catch. */
class ArchitectureTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.cinephile");

  private record Rule(String name, ArchRule rule, List<Class<?>> offenders) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        new Rule(
            "the domain knows the JDK and itself",
            classes()
                .that()
                .resideInAPackage("io.cinephile.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "io.cinephile.domain.."),
            List.of(DomainThatKnowsAFramework.class)),
        new Rule(
            "the application knows the domain and no framework",
            classes()
                .that()
                .resideInAPackage("io.cinephile.application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                    "java..", "io.cinephile.application..", "io.cinephile.domain.."),
            List.of(ApplicationThatKnowsAnAdapter.class)),
        new Rule(
            "adapters do not see each other",
            slices().matching("io.cinephile.adapters.(*)..").should().notDependOnEachOther(),
            List.of(
                RestThatKnowsElasticsearch.class,
                io.cinephile.adapters.elasticsearch.local.LocalElasticsearchSettings.class)),
        new Rule(
            "nobody but bootstrap knows bootstrap",
            noClasses()
                .that()
                .resideOutsideOfPackage("io.cinephile.bootstrap..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cinephile.bootstrap.."),
            List.of(ElasticsearchThatKnowsBootstrap.class)),
        new Rule(
            "Spark is known to its adapter and to the trainer alone",
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    "io.cinephile.adapters.spark..", "io.cinephile.bootstrap.trainer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark.."),
            List.of(StorageThatKnowsSpark.class)),
        new Rule(
            "names are the field's terms",
            noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Common|Impl|Managers?)(\\$.*)?"),
            List.of(MovieUtils.class)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(Rule rule) {
    rule.rule().check(PRODUCTION);
  }

  @ParameterizedTest(name = "{0}: its offender is caught")
  @MethodSource("rules")
  void can_fail(Rule rule) {
    JavaClasses planted = new ClassFileImporter().importClasses(rule.offenders());

    assertThat(rule.rule().allowEmptyShould(true).evaluate(planted).hasViolation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.cinephile.domain",
        "io.cinephile.application",
        "io.cinephile.adapters.rest",
        "io.cinephile.adapters.elasticsearch",
        "io.cinephile.adapters.openlineage",
        "io.cinephile.adapters.spark",
        "io.cinephile.bootstrap.home",
        "io.cinephile.bootstrap.server"
      })
  void the_packages_that_the_rules_name_exist(String name) {
    assertThat(PRODUCTION.containPackage(name)).isTrue();
  }

  @Test
  void the_server_has_no_spark_on_its_class_path() {
    assertThat(getClass().getClassLoader().getResource("org/apache/spark/sql/SparkSession.class"))
        .isNull();
  }
}
