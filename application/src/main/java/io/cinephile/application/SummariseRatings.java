package io.cinephile.application;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.ranking.FactorIndex;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.RatingTotals;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.training.Evaluation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What there is to see of all ratings together, and how well the served model does. It is about the
 * served generation: live ratings count from the next one on. Safe for use by several threads.
 */
public final class SummariseRatings {
  private static final int KEPT_GENERATIONS = 3;

  private static final Comparator<CatalogueEntry> MOST_RATED_FIRST =
      Comparator.comparingLong((CatalogueEntry entry) -> entry.statistics().ratings())
          .reversed()
          .thenComparing(CatalogueEntry::id);

  private final ServingModel serving;
  private final RatingStatistics statistics;
  private final GenerationRegistry registry;
  private final Memo<GenerationId, Known> known;

  public SummariseRatings(
      ServingModel serving,
      RatingStatistics statistics,
      GenerationRegistry registry,
      Memo.Factory memos) {
    this.serving = serving;
    this.statistics = statistics;
    this.registry = registry;
    this.known = memos.memo(KEPT_GENERATIONS);
  }

  /**
   * The figures of one generation.
   *
   * @param movies how many the catalogue has, rated or not
   * @param totals of all ratings
   * @param moviesByGenre how many movies have each genre
   * @param popular the most rated movies
   * @param best the movies with the highest mean, the most rated first where it is the same
   * @param worst the movies with the lowest mean, likewise
   * @param quality how the model did on its holdout; empty where the registry does not know it
   */
  public record Summary(
      GenerationId generation,
      int movies,
      RatingTotals totals,
      Map<String, Long> moviesByGenre,
      List<CatalogueEntry> popular,
      List<CatalogueEntry> best,
      List<CatalogueEntry> worst,
      Optional<Evaluation> quality) {}

  /** What takes a search to find out. */
  private record Known(
      RatingTotals totals, Map<String, Long> moviesByGenre, Optional<Evaluation> quality) {}

  /**
   * Sums up what is served.
   *
   * @param limit of each list of movies, at least 1
   * @param fewestRatings from which on a movie's mean is compared with others, at least 1
   */
  public Summary summary(int limit, int fewestRatings) {
    ServedModel model = serving.require();
    FactorIndex movies = model.movies();
    Known figures = known(model);
    List<CatalogueEntry> compared =
        entries(movies).filter(entry -> entry.statistics().ratings() >= fewestRatings).toList();
    Comparator<CatalogueEntry> byMean =
        Comparator.comparingDouble(entry -> entry.statistics().meanStars());
    return new Summary(
        model.generation(),
        movies.size(),
        figures.totals(),
        figures.moviesByGenre(),
        first(limit, entries(movies).filter(SummariseRatings::isRated), MOST_RATED_FIRST),
        first(limit, compared.stream(), byMean.reversed().thenComparing(MOST_RATED_FIRST)),
        first(limit, compared.stream(), byMean.thenComparing(MOST_RATED_FIRST)),
        figures.quality());
  }

  private Known known(ServedModel model) {
    GenerationId generation = model.generation();
    return known
        .recall(generation)
        .orElseGet(
            () -> {
              Known found =
                  new Known(
                      statistics.totals(generation),
                      moviesByGenre(model.movies()),
                      registry.find(generation).map(Generation::evaluation));
              known.keep(generation, found);
              return found;
            });
  }

  private static Map<String, Long> moviesByGenre(FactorIndex movies) {
    Map<String, Long> counts = new HashMap<>();
    entries(movies)
        .flatMap(entry -> entry.movie().genres().stream())
        .forEach(genre -> counts.merge(genre, 1L, Long::sum));
    return Map.copyOf(counts);
  }

  private static Stream<CatalogueEntry> entries(FactorIndex movies) {
    return IntStream.range(0, movies.size()).mapToObj(movies::entry);
  }

  private static boolean isRated(CatalogueEntry entry) {
    return entry.statistics().ratings() > 0;
  }

  private static List<CatalogueEntry> first(
      int limit, Stream<CatalogueEntry> movies, Comparator<CatalogueEntry> order) {
    return movies.sorted(order).limit(limit).toList();
  }
}
