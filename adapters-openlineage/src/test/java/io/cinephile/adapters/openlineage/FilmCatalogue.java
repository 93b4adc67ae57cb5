package io.cinephile.adapters.openlineage;

import io.cinephile.domain.governance.Classification;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.governance.DataSet.Ground;
import io.cinephile.domain.governance.DataSet.Store;
import io.cinephile.domain.governance.Retention;
import io.cinephile.domain.privacy.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The data sets that runs read and write, with a few of their fields. */
final class FilmCatalogue implements DataCatalogue {
  @Override
  public List<DataSet> dataSets() {
    return List.of(
        dataSet("movies", "films-movies-<generation>", "id", "title", "year", "popularity"),
        dataSet("ratings", "films-ratings-<generation>", "viewer", "movie", "stars", "time"),
        dataSet(
            "recommendations", "films-recommendations-<generation>", "viewer", "factors", "movies"),
        dataSet("live-ratings", "films-live-ratings", "viewer", "movie", "stars", "time"));
  }

  private static DataSet dataSet(String id, String location, String... fields) {
    return new DataSet(
        id,
        "Any title",
        "Any meaning.",
        Store.ELASTICSEARCH,
        location,
        Ground.PURPOSES,
        EnumSet.allOf(Purpose.class),
        Retention.GENERATION,
        Optional.empty(),
        Stream.of(fields)
            .map(
                field ->
                    new DataField(field, "keyword", "Any meaning.", Classification.PSEUDONYMOUS))
            .toList());
  }
}
