package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.elasticsearch.ElasticsearchDataCatalogue;
import io.cinephile.application.DescribeData;
import io.cinephile.application.DescribeData.Described;
import io.cinephile.application.DescribeData.Description;
import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.application.RetentionInWords;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whether the record of processing is what the catalogue says. It is written anew by {@code ./mvnw
 * test -pl bootstrap/server -am -Dtest=RecordOfProcessingTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dcinephile.documents=write}.
 */
class RecordOfProcessingTest {
  private static final Path DOCUMENT =
      Path.of("..", "..", "docs", "privacy", "record-of-processing.md");

  @Test
  void the_record_is_up_to_date() throws IOException {
    String record = record(description());
    if ("write".equals(System.getProperty("cinephile.documents"))) {
      Files.writeString(DOCUMENT, record);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/privacy/record-of-processing.md; the comment on this class says how to write it")
        .isEqualTo(record);
  }

  /** As an installation describes itself that nobody has configured. */
  private static Description description() {
    return new DescribeData(
            List.of(new ElasticsearchDataCatalogue("cinephile"), new HomeFiles()),
            new InMemoryStore(),
            new InMemoryGenerationRegistry(),
            new Responsible(Optional.empty(), Optional.empty(), Optional.empty()),
            LegalBasis.LEGITIMATE_INTEREST,
            new RetentionInWords(RetentionRules.of(CinephileConfigurationTest.with(Map.of()))))
        .describe();
  }

  private static String record(Description description) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Record of processing activities

        GDPR Art. 30(1). Made from the data catalogue by `RecordOfProcessingTest`, which fails when this page is out of date; do not
        edit it. It shows the defaults. What a running installation holds, with its own configuration, `GET /api/v1/governance/catalogue`
        says.

        | Art. 30(1) | |
        | --- | --- |
        | (a) controller | %s (`cinephile.governance.controller`) |
        | (a) contact | %s (`cinephile.governance.contact`) |
        | (b) purposes | %s; each may be refused by itself |
        | (c) data subjects | viewers: people who rated movies, here or in an imported data set |
        | (d) recipients | none; nothing leaves the installation unless the operator configures an endpoint for lineage events, which hold no data of people |
        | (e) third countries | none; data sets may be downloaded from GroupLens (United States), nothing is sent there |
        | (f) time limits | under each data set |
        | (g) security | pseudonyms under a key outside the store; roles; no identity in logs; see the [threat model](threat-model.md) |
        """
            .formatted(
                description.responsible().controller(),
                description.responsible().contact(),
                Arrays.stream(Purpose.values())
                    .map(RecordOfProcessingTest::words)
                    .collect(Collectors.joining(", "))));
    text.append("\n## Data sets with personal data\n");
    description.dataSets().stream()
        .filter(RecordOfProcessingTest::isPersonal)
        .forEach(described -> text.append(section(described)));
    text.append(
        """

        ## Data sets without personal data

        Aggregates are computed from the data of many people; [anonymity.md](anonymity.md) says what that means.

        | data set | where | most sensitive class | kept |
        | --- | --- | --- | --- |
        """);
    description.dataSets().stream()
        .filter(described -> !isPersonal(described))
        .forEach(
            described ->
                text.append(
                    "| %s | `%s` | %s | %s |\n"
                        .formatted(
                            described.dataSet().title(),
                            described.dataSet().location(),
                            words(described.dataSet().classification()),
                            described.retention())));
    return text.toString();
  }

  private static boolean isPersonal(Described described) {
    return described.dataSet().classification().isPersonalData();
  }

  private static String section(Described described) {
    StringBuilder text = new StringBuilder();
    String purposes =
        described.dataSet().purposes().stream()
            .map(RecordOfProcessingTest::words)
            .collect(Collectors.joining(", "));
    text.append(
        """

        ### %s

        %s

        - Where: `%s` (%s)
        - Purposes: %s
        - Legal basis: %s
        - Kept: %s

        | field | class | meaning |
        | --- | --- | --- |
        """
            .formatted(
                described.dataSet().title(),
                described.dataSet().meaning(),
                described.dataSet().location(),
                words(described.dataSet().store()),
                purposes.isEmpty() ? words(described.dataSet().ground()) : purposes,
                described.basis().text(),
                described.retention()));
    for (DataField field : described.dataSet().fields()) {
      text.append(
          "| `%s` | %s | %s |\n"
              .formatted(field.name(), words(field.classification()), field.meaning()));
    }
    return text.toString();
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
