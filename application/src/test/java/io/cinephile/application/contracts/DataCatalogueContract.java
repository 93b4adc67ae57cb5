package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.governance.DataSet.Ground;
import org.junit.jupiter.api.Test;

/** What every catalogue of data has to tell. */
public abstract class DataCatalogueContract {
  protected abstract DataCatalogue catalogue();

  @Test
  void namesEachDataSetOnce() {
    assertThat(catalogue().dataSets()).isNotEmpty();
    assertThat(catalogue().dataSets())
        .extracting(DataSet::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z][a-z0-9-]*"));
    assertThat(catalogue().dataSets()).isEqualTo(catalogue().dataSets());
  }

  @Test
  void saysInSentencesWhatEverythingMeans() {
    assertThat(catalogue().dataSets())
        .allSatisfy(
            dataSet -> {
              assertThat(dataSet.title()).isNotBlank();
              assertThat(dataSet.meaning()).endsWith(".");
              assertThat(dataSet.location()).isNotBlank();
              assertThat(dataSet.fields()).extracting(DataField::name).doesNotHaveDuplicates();
              assertThat(dataSet.fields())
                  .allSatisfy(
                      field -> {
                        assertThat(field.type()).isNotBlank();
                        assertThat(field.meaning()).as(field.name()).endsWith(".");
                      });
            });
  }

  @Test
  void keepsNoPersonalDataWithoutAGround() {
    assertThat(catalogue().dataSets())
        .filteredOn(dataSet -> dataSet.classification().isPersonalData())
        .extracting(DataSet::ground)
        .doesNotContain(Ground.NO_PERSONAL_DATA);
  }
}
