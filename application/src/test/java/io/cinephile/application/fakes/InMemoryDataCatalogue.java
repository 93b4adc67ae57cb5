package io.cinephile.application.fakes;

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
import java.util.Set;

/** A catalogue of two data sets: one about viewers, one about the installation. */
public final class InMemoryDataCatalogue implements DataCatalogue {
  @Override
  public List<DataSet> dataSets() {
    return List.of(
        new DataSet(
            "ratings",
            "Ratings of a generation",
            "What viewers rated.",
            Store.ELASTICSEARCH,
            "cinephile-ratings-<generation>",
            Ground.PURPOSES,
            EnumSet.allOf(Purpose.class),
            Retention.GENERATION,
            Optional.of("/api/v1/users/{id}/ratings"),
            List.of(
                new DataField("viewer", "keyword", "Who rated.", Classification.PSEUDONYMOUS),
                new DataField(
                    "stars", "half_float", "How many stars.", Classification.PSEUDONYMOUS),
                new DataField("title", "keyword", "The movie's <title>.", Classification.PUBLIC))),
        new DataSet(
            "runs",
            "Training runs",
            "What training runs were wanted.",
            Store.ELASTICSEARCH,
            "cinephile-runs",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.RUNS,
            Optional.empty(),
            List.of(
                new DataField("id", "keyword", "Names the run.", Classification.TECHNICAL),
                new DataField(
                    "data_quality.viewers",
                    "long",
                    "How many viewers there were.",
                    Classification.AGGREGATE))));
  }
}
