package io.cinephile.adapters.rest;

import io.cinephile.application.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A suggestion and its place in the answer. */
@Schema(name = "Recommendation")
record RecommendationView(
    @Schema(description = "From 1, the best.", examples = "1", minimum = "1") int rank,
    MovieView movie,
    @Schema(
            description = "Comparable only among items of one source in one answer.",
            examples = "0.731")
        double score,
    @Schema(
            description =
                "How many members of the audience are recommended it; absent where no audience was"
                    + " asked.",
            examples = "117")
        Optional<Integer> supporters,
    @Schema(
            description =
                "What the viewers in question are expected to give, to two decimals; absent where"
                    + " unknown.",
            examples = "4.37",
            minimum = "0.5",
            maximum = "5")
        Optional<Double> predictedStars,
    @Schema(
            description =
                "How it came into the answer: voted for by the audience, recommended by the"
                    + " viewer's own model (als), near the movie asked for, or among the most rated.")
        Suggestion.Source source) {

  static List<RecommendationView> ranked(List<Suggestion> suggestions) {
    return IntStream.range(0, suggestions.size())
        .mapToObj(index -> of(index + 1, suggestions.get(index)))
        .toList();
  }

  private static RecommendationView of(int rank, Suggestion suggestion) {
    boolean voted = suggestion.source() == Suggestion.Source.AUDIENCE;
    return new RecommendationView(
        rank,
        MovieView.of(suggestion.entry()),
        suggestion.score(),
        voted ? Optional.of(suggestion.supporters()) : Optional.empty(),
        suggestion.predictedStars().stream().boxed().map(Rounding::hundredths).findFirst(),
        suggestion.source());
  }
}
