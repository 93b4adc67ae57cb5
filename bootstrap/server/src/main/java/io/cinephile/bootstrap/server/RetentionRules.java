package io.cinephile.bootstrap.server;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.retention.DataClass;
import io.cinephile.domain.retention.RetentionRule;
import java.util.List;

/** For how long this installation keeps what, as it is configured. */
final class RetentionRules {
  private RetentionRules() {}

  /**
   * One rule a class.
   *
   * @throws CommandFailedException if a setting is none; tells which
   */
  static List<RetentionRule> of(CinephileConfiguration configuration) {
    CinephileConfiguration.Retention retention = configuration.retention();
    try {
      return List.of(
          rule(DataClass.LIVE_RATINGS, retention.liveRatings(), "live-ratings"),
          rule(DataClass.TRAINING_RUNS, retention.runs(), "runs"),
          RetentionRule.newest(DataClass.GENERATIONS, configuration.sweep().keep()),
          rule(DataClass.AUDIT_TRAIL, retention.audit(), "audit"),
          RetentionRule.forever(DataClass.ERASURES),
          rule(DataClass.SERVING_EVENTS, retention.events(), "events"));
    } catch (OutOfRangeException e) {
      throw new CommandFailedException(e.getMessage() + ".");
    }
  }

  private static RetentionRule rule(DataClass dataClass, String text, String key) {
    return RetentionRule.parse(dataClass, text, "cinephile.retention." + key);
  }
}
