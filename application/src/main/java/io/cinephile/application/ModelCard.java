package io.cinephile.application;

import io.cinephile.application.BrowseGenerations.Registered;
import io.cinephile.application.BrowseGenerations.Standing;
import io.cinephile.domain.recommendation.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What somebody should know of a model before relying on it, in the order of Mitchell et al.,
 * "Model cards for model reporting", 2019.
 *
 * @param generation with inputs, quality of the data, figures, verdict and versions
 * @param standing whether it is served, or could be
 * @param method how it was made
 * @param intendedUse what it is for
 * @param limits what it is not for, and where it is weak
 */
public record ModelCard(
    Generation generation,
    Standing standing,
    String method,
    String intendedUse,
    List<String> limits) {

  public ModelCard {
    limits = List.copyOf(limits);
  }

  /** Writes the card of a registered generation. */
  public static ModelCard of(Registered registered) {
    Generation generation = registered.generation();
    return new ModelCard(
        generation, registered.standing(), method(generation), INTENDED_USE, limits(generation));
  }

  private static final String INTENDED_USE =
      "Suggesting movies to people whose ratings it has learnt from, and to people who name a movie"
          + " that they like. Predicted stars are shown beside a suggestion and decide nothing.";

  private static String method(Generation generation) {
    return ("Two matrix factorisations by alternating least squares: one of predicted stars (rank %d,"
            + " on what mean and offsets leave unexplained), one for the ranking (rank %d, on implicit"
            + " confidence). Judged on the last fifth of each viewer's ratings, which the judged model"
            + " had not seen; then learnt again from all ratings.")
        .formatted(
            generation.inputs().parameters().stars().rank(),
            generation.inputs().parameters().ranking().rank());
  }

  private static List<String> limits(Generation generation) {
    List<String> limits = new ArrayList<>();
    limits.add(
        "Ratings are personal data: the factors of a viewer describe that person's taste, and are"
            + " stored under a pseudonym, not anonymously.");
    limits.add(
        "It knows nothing of anybody's age, sex, origin or occupation, and has not been examined for"
            + " how well it serves different groups of people.");
    limits.add(
        String.format(
            Locale.ROOT,
            "It repeats what its viewers had seen and liked: well known movies are learnt better than"
                + " unknown ones. The first tens of all viewers cover %.1f %% of the catalogue.",
            100 * generation.evaluation().ranking().coverageAt10()));
    limits.add(
        "A movie that nobody had rated when it was made gets averages until the next training, and a"
            + " viewer who has rated nothing gets what is popular.");
    if (!generation.verdict().passed()) {
      limits.add(
          "The quality gate refused it: " + String.join(" ", generation.verdict().reasons()));
    }
    if (generation.forced() && !generation.verdict().passed()) {
      limits.add("An administrator had it served in spite of that.");
    }
    return limits;
  }
}
