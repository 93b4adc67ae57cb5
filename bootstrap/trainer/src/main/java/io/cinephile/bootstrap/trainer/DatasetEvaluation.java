package io.cinephile.bootstrap.trainer;

import io.cinephile.application.EvaluateDataset;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.TrainingParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Judges the default parameters on a data set, and shows the figures.
 *
 * @param json where they are written to as JSON, too
 */
record DatasetEvaluation(Home home, String dataset, Optional<Path> json) {
  /** Returns the exit code. */
  int run() throws IOException {
    TrainingParameters parameters = TrainingParameters.DEFAULT;
    try (SparkOnDemand spark = new SparkOnDemand(home, pseudonymiser())) {
      List<Evaluation> folds =
          new EvaluateDataset(spark, spark)
              .evaluate(new DatasetLocation(dataset), parameters, new ProgressLine(System.err));
      EvaluationReport report = EvaluationReport.of(dataset, parameters, folds);
      System.out.println(report.table());
      if (json.isPresent()) {
        report.writeJson(json.get());
      }
      return 0;
    } catch (DatasetRefusedException | DatasetUnavailableException e) {
      System.err.println("cinephile: " + e.getMessage());
      return 1;
    }
  }

  /** Nothing is stored, so that a key of the moment will do, and none is made in the home. */
  private static Pseudonymiser pseudonymiser() {
    byte[] key = new byte[Pseudonymiser.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Pseudonymiser(key);
  }
}
