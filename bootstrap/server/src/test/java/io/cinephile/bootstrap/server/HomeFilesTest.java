package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.contracts.DataCatalogueContract;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the files in the home folder. */
class HomeFilesTest extends DataCatalogueContract {
  @Override
  protected DataCatalogue catalogue() {
    return new HomeFiles();
  }

  @Test
  void places_are_those_that_are_used() {
    Path root = Path.of("/home-of-cinephile");
    Home home = new Home(root);
    List<String> places = catalogue().dataSets().stream().map(DataSet::location).toList();
    assertThat(List.of(home.lineageEvents(), home.pseudonymKey().file()))
        .allMatch(file -> places.contains(root.relativize(file).toString()));
    assertThat(places).contains(root.relativize(home.apiKeys().getParent()).toString());
    assertThat(places).anyMatch(place -> place.startsWith(root.relativize(home.datasets()) + "/"));
  }
}
