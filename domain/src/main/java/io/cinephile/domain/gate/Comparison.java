package io.cinephile.domain.gate;

import java.util.Locale;

/**
 * A candidate beside something else, on the same viewers.
 *
 * @param measure what was measured
 * @param reference what the candidate was compared with
 * @param candidate the candidate's figure
 * @param other the reference's figure
 * @param gain by how much the candidate is better, in the measure's unit; negative where it is
 *     worse, also for errors
 * @param gainLow lower end of the gain's confidence interval
 * @param gainHigh upper end of the gain's confidence interval
 * @param acceptable whether the gate lets the candidate pass, as far as this comparison goes
 */
public record Comparison(
    Measure measure,
    Reference reference,
    double candidate,
    double other,
    double gain,
    double gainLow,
    double gainHigh,
    boolean acceptable) {

  /** What is measured. */
  public enum Measure {
    /** More is better. */
    NDCG_AT_10("NDCG@10"),
    /** Less is better. */
    RMSE("RMSE");

    private final String title;

    Measure(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** What a candidate is compared with. */
  public enum Reference {
    /** The generation that is served. */
    SERVING("the serving generation"),
    /** The most rated movies first. */
    POPULARITY("popularity"),
    /** Global mean plus offsets. */
    BIASES("mean and offsets");

    private final String title;

    Reference(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** The comparison in a sentence, for people. */
  public String sentence() {
    boolean chance = gainLow <= 0 && gainHigh >= 0;
    return String.format(
        Locale.ROOT,
        "%s %.4f against %.4f of %s: %s by %.4f%s (95 %% interval of the gain: %+.4f to %+.4f).",
        measure.title(),
        candidate,
        other,
        reference.title(),
        gain < 0 ? "worse" : "better",
        Math.abs(gain),
        chance ? ", which may be chance" : "",
        gainLow,
        gainHigh);
  }
}
