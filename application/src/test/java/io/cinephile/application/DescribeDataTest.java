package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.DescribeData.Basis;
import io.cinephile.application.DescribeData.Described;
import io.cinephile.application.DescribeData.Figure;
import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.application.fakes.InMemoryDataCatalogue;
import io.cinephile.domain.governance.Retention;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of the data that an installation holds. */
class DescribeDataTest {
  private final TrainingInMemory training = new TrainingInMemory();

  private DescribeData describing(LegalBasis basis) {
    return new DescribeData(
        List.of(new InMemoryDataCatalogue()),
        training.store,
        training.registry,
        new Responsible(Optional.of("Cinema 5"), Optional.empty(), Optional.empty()),
        basis,
        RetentionInWordsTest.keeping(7));
  }

  private Described dataSet(LegalBasis basis, String id) {
    return describing(basis).describe().dataSets().stream()
        .filter(described -> described.dataSet().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_legal_basis_is_the_configured_one_where_viewers_decide() {
    assertThat(dataSet(LegalBasis.CONSENT, "ratings").basis()).isEqualTo(Basis.CONSENT);
    assertThat(dataSet(LegalBasis.LEGITIMATE_INTEREST, "ratings").basis())
        .isEqualTo(Basis.LEGITIMATE_INTEREST);
    assertThat(dataSet(LegalBasis.CONSENT, "runs").basis()).isEqualTo(Basis.NONE_NEEDED);
  }

  @Test
  void what_nobody_configured_is_not_made_up() {
    Responsible responsible = describing(LegalBasis.CONSENT).describe().responsible();
    assertThat(responsible.controller()).isEqualTo("Cinema 5");
    assertThat(responsible.contact()).isEqualTo("not configured");
    assertThat(responsible.owner()).isEqualTo("not configured");
  }

  @Test
  void retention_is_the_configured_one() {
    assertThat(dataSet(LegalBasis.CONSENT, "ratings").retention()).contains("the last 7 ");
    assertThat(Arrays.stream(Retention.values()).map(RetentionInWordsTest.keeping(3)::rule))
        .doesNotHaveDuplicates()
        .allMatch(rule -> rule.endsWith("."));
  }

  @Test
  void figures_are_those_of_what_is_served() {
    assertThat(dataSet(LegalBasis.CONSENT, "ratings").quality()).isEmpty();
    assertThat(describing(LegalBasis.CONSENT).describe().served()).isEmpty();

    GenerationId served = training.generation(0.4);

    long kept = training.registry.find(served).orElseThrow().dataQuality().ratingsKept();
    assertThat(describing(LegalBasis.CONSENT).describe().served()).contains(served);
    assertThat(dataSet(LegalBasis.CONSENT, "ratings").quality())
        .contains(new Figure("ratings-kept", kept));
    assertThat(dataSet(LegalBasis.CONSENT, "runs").quality()).isEmpty();
  }
}
