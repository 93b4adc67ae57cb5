package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendationQuery;
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
                "How it came into the answer: voted for by the audience, recommended by what was"
                    + " learnt of the viewer (als) or folded in from the latest ratings (fold-in),"
                    + " agreed on by a group, near the movies asked for, or among the most rated.")
        Suggestion.Source source,
    @Schema(description = "What carries it, the strongest first; absent unless asked for.")
        Optional<List<ReasonView>> reasons) {

  /** A movie of the viewer's own that carries a recommendation. */
  @Schema(name = "Reason")
  record ReasonView(
      MovieView movie,
      @Schema(description = "What the viewer gave it.", examples = "4.5") double stars,
      @Schema(
              description = "Its part of the score; those of all rated movies sum up to it.",
              examples = "0.213")
          double share,
      @Schema(description = "Genres of both movies.", examples = "[\"Sci-Fi\"]")
          List<String> sharedGenres) {
    static List<ReasonView> of(List<Suggestion.Reason> reasons) {
      return reasons.stream()
          .map(
              reason ->
                  new ReasonView(
                      MovieView.of(reason.entry()),
                      reason.stars(),
                      reason.share(),
                      reason.sharedGenres()))
          .toList();
    }
  }

  /** A page, whose first item has the rank after those that the query left out. */
  static List<RecommendationView> ranked(List<Suggestion> suggestions, RecommendationQuery query) {
    return IntStream.range(0, suggestions.size())
        .mapToObj(
            index -> of(query.offset() + index + 1, suggestions.get(index), query.reasons() > 0))
        .toList();
  }

  private static RecommendationView of(int rank, Suggestion suggestion, boolean withReasons) {
    boolean voted = suggestion.source() == Suggestion.Source.AUDIENCE;
    return new RecommendationView(
        rank,
        MovieView.of(suggestion.entry()),
        suggestion.score(),
        voted ? Optional.of(suggestion.supporters()) : Optional.empty(),
        suggestion.predictedStars().stream().boxed().map(Rounding::hundredths).findFirst(),
        suggestion.source(),
        withReasons ? Optional.of(ReasonView.of(suggestion.reasons())) : Optional.empty());
  }
}
