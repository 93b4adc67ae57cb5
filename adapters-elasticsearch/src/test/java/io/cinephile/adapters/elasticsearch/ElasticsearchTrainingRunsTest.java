package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.TrainingRunsContract;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchTrainingRunsTest extends TrainingRunsContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected TrainingRuns noRuns(Clock clock, Duration lease) {
    return new ElasticsearchTrainingRuns(indices.client(), indices.prefix(), clock, lease);
  }
}
