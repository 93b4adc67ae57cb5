package io.cinephile.domain.ranking;

import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Several viewers who want to watch together (Masthoff, "Group recommender systems", 2011). A
 * member's score of a movie is taken relative to the member's best allowed movie, so that nobody
 * counts more for having rated more. Safe for use by several threads.
 */
public final class Group {
  private final ServedModel model;
  private final List<Taste> members;

  /** How a group agrees. */
  public enum Agreement {
    /** What the least pleased member makes of it (least misery). */
    LEAST_MISERY,
    /** The mean over the members. */
    MEAN
  }

  /**
   * @param members those whose taste is not known have no say
   */
  public Group(ServedModel model, List<Taste> members) {
    this.model = model;
    this.members = members.stream().filter(Taste::isKnown).toList();
  }

  /** How many members have a say. */
  public int voices() {
    return members.size();
  }

  /** The movies that the group wants most, best first; none where nobody has a say. */
  public List<Scored> best(Agreement agreement, IntPredicate allowed, int limit) {
    if (members.isEmpty() || limit < 1) {
      return List.of();
    }
    FactorIndex movies = model.movies();
    float[] agreed = new float[movies.size()];
    for (int member = 0; member < members.size(); member++) {
      float[] wants = movies.products(members.get(member).ranking());
      float best = bestAllowed(wants, allowed);
      for (int row = 0; row < wants.length; row++) {
        float relative = best > 0 ? wants[row] / best : wants[row];
        agreed[row] =
            switch (agreement) {
              case LEAST_MISERY -> member == 0 ? relative : Math.min(agreed[row], relative);
              case MEAN -> agreed[row] + relative / members.size();
            };
      }
    }
    return top(agreed, allowed, limit);
  }

  private float bestAllowed(float[] wants, IntPredicate allowed) {
    float best = 0;
    for (int row = 0; row < wants.length; row++) {
      if (wants[row] > best && allowed.test(row)) {
        best = wants[row];
      }
    }
    return best;
  }

  private List<Scored> top(float[] agreed, IntPredicate allowed, int limit) {
    BestRows best = new BestRows(limit);
    for (int row = 0; row < agreed.length; row++) {
      if (best.wouldKeep(agreed[row])
          && model.movies().ranking(row).length > 0
          && allowed.test(row)) {
        best.add(row, agreed[row]);
      }
    }
    return best.list();
  }

  /** What the group is expected to give a movie, from 0.5 to 5, agreed on in the same way. */
  public double predictedStars(Agreement agreement, int row) {
    double[] each =
        members.stream().mapToDouble(member -> model.predictedStars(member, row)).toArray();
    return switch (agreement) {
      case LEAST_MISERY -> Arrays.stream(each).min().orElseThrow();
      case MEAN -> Arrays.stream(each).average().orElseThrow();
    };
  }
}
