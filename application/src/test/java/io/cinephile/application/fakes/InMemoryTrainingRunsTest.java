package io.cinephile.application.fakes;

import io.cinephile.application.contracts.TrainingRunsContract;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;

final class InMemoryTrainingRunsTest extends TrainingRunsContract {
  @Override
  protected TrainingRuns noRuns(Clock clock, Duration lease) {
    return new InMemoryTrainingRuns(clock, lease);
  }
}
