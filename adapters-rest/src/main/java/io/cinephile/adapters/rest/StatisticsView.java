package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cinephile.application.SummariseRatings.Summary;
import io.cinephile.domain.rating.RatingTotals;
import io.cinephile.domain.rating.RatingTotals.Genre;
import io.cinephile.domain.rating.RatingTotals.Period;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.Evaluation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All ratings of a generation together. */
@Schema(name = "Statistics")
record StatisticsView(
    GenerationId generation,
    @Schema(description = "How many ratings count.", examples = "100836") long ratings,
    @Schema(
            description = "How many viewers gave them; above some thousand a close estimate.",
            examples = "610")
        long viewers,
    @Schema(description = "How many movies there are, rated or not.", examples = "9742") int movies,
    @Schema(description = "Of all ratings; absent where there is none.", examples = "3.5")
        Optional<Double> meanStars,
    @Schema(description = "The most rated first.") List<MovieView> popular,
    @Schema(description = "The highest mean first, of movies with ratings enough.")
        List<MovieView> best,
    @Schema(description = "The lowest mean first, of movies with ratings enough.")
        List<MovieView> worst,
    @Schema(description = "The most rated first; a movie counts in each of its genres.")
        List<GenreView> genres,
    @Schema(description = "From half a star to five.") List<StarsView> stars,
    @Schema(description = "The earliest first; what nobody rated in is left out.")
        List<PeriodView> activity,
    @Schema(
            description =
                "How the model did on the temporal holdout, beside what costs nothing; absent where"
                    + " the registry does not know it.")
        Optional<Evaluation> quality)
    implements GenerationAnswer {

  @Schema(name = "GenreStatistics")
  record GenreView(
      @Schema(examples = "Drama") String genre,
      @Schema(description = "How many movies have it.", examples = "4361") long movies,
      @Schema(description = "How often these were rated.", examples = "41928") long ratings,
      @Schema(description = "The mean of that; absent where there is none.", examples = "3.66")
          Optional<Double> meanStars) {}

  @Schema(name = "StarsStatistics")
  record StarsView(
      @Schema(examples = "4.5", minimum = "0.5", maximum = "5") double stars,
      @Schema(description = "How often they were given.", examples = "8551") long ratings) {}

  @Schema(name = "ActivityStatistics")
  record PeriodView(
      @Schema(description = "The first day, by UTC.", examples = "2000-01-01") LocalDate from,
      @Schema(description = "How many ratings were given.", examples = "10061") long ratings,
      @Schema(description = "How many viewers gave them.", examples = "86") long viewers) {}

  /** What erasures take away while the generation is served changes the number of ratings. */
  @Override
  @JsonIgnore
  public String revision() {
    return Long.toString(ratings);
  }

  /**
   * As the outside sees it.
   *
   * @param monthly whether the activity is by month, or else by year
   */
  static StatisticsView of(Summary summary, boolean monthly) {
    RatingTotals totals = summary.totals();
    List<Period> periods = monthly ? totals.months() : totals.years();
    return new StatisticsView(
        summary.generation(),
        totals.ratings(),
        totals.viewers(),
        summary.movies(),
        mean(totals.ratings(), totals.meanStars()),
        MovieView.of(summary.popular()),
        MovieView.of(summary.best()),
        MovieView.of(summary.worst()),
        genres(summary),
        verdicts().map(verdict -> new StarsView(verdict.value(), totals.given(verdict))).toList(),
        periods.stream()
            .map(period -> new PeriodView(period.from(), period.ratings(), period.viewers()))
            .toList(),
        summary.quality());
  }

  private static List<GenreView> genres(Summary summary) {
    Map<String, Genre> rated = new HashMap<>();
    summary.totals().genres().forEach(genre -> rated.put(genre.name(), genre));
    return summary.moviesByGenre().entrySet().stream()
        .map(
            genre -> {
              Genre own = rated.getOrDefault(genre.getKey(), new Genre(genre.getKey(), 0, 0));
              return new GenreView(
                  own.name(),
                  genre.getValue(),
                  own.ratings(),
                  mean(own.ratings(), own.meanStars()));
            })
        .sorted(
            Comparator.comparingLong(GenreView::ratings).reversed().thenComparing(GenreView::genre))
        .toList();
  }

  private static Stream<Stars> verdicts() {
    return IntStream.rangeClosed(1, (int) (Stars.MOST / Stars.LEAST))
        .mapToObj(halves -> new Stars(halves * Stars.LEAST));
  }

  private static Optional<Double> mean(long ratings, double mean) {
    return ratings == 0 ? Optional.empty() : Optional.of(Rounding.hundredths(mean));
  }
}
