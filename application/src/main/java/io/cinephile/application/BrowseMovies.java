package io.cinephile.application;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleMatcher;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.ranking.Diversification;
import io.cinephile.domain.ranking.FactorIndex;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.ranking.Trend;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/** Looks around in the catalogue. Safe for use by several threads. */
public final class BrowseMovies {
  private static final int KEPT_WINDOWS = 20;

  private final ServingModel serving;
  private final Catalogue catalogue;
  private final Ratings ratings;
  private final LiveRatings live;
  private final Permissions permissions;
  private final Memo<Window, Taught> taught;

  public BrowseMovies(
      ServingModel serving,
      Catalogue catalogue,
      Ratings ratings,
      LiveRatings live,
      Permissions permissions,
      Memo.Factory memos) {
    this.serving = serving;
    this.catalogue = catalogue;
    this.ratings = ratings;
    this.live = live;
    this.permissions = permissions;
    this.taught = memos.memo(KEPT_WINDOWS);
  }

  /** An answer and the generation that it comes from. */
  public record Answer<T>(GenerationId generation, T content) {}

  /** A movie and its score, whose meaning depends on the question. */
  public record ScoredMovie(CatalogueEntry entry, double score) {}

  /**
   * Searches. Among the movies on a page those come first whose title is meant by the query, the
   * closest before all.
   */
  public Answer<CatalogueSearch.Found> search(CatalogueSearch asked) {
    ServedModel model = serving.require();
    CatalogueSearch search =
        new CatalogueSearch(
            asked.title(),
            asked.filter().inTermsOf(model.movies().genres()),
            asked.offset(),
            asked.limit());
    CatalogueSearch.Found found = catalogue.search(model.generation(), search);
    return new Answer<>(
        model.generation(),
        new CatalogueSearch.Found(
            found.total(),
            asked.title().map(title -> closestFirst(title, found.movies())).orElse(found.movies()),
            found.genres(),
            found.decades()));
  }

  private static List<CatalogueEntry> closestFirst(TitleQuery title, List<CatalogueEntry> found) {
    Set<CatalogueEntry> ordered = new LinkedHashSet<>();
    TitleMatcher.rank(title, found).forEach(match -> ordered.add(match.entry()));
    ordered.addAll(found);
    return List.copyOf(ordered);
  }

  /** Movies whose title begins as somebody begins to type. */
  public Answer<List<CatalogueEntry>> beginningWith(FoldedTitle prefix, int limit) {
    GenerationId generation = serving.require().generation();
    return new Answer<>(generation, catalogue.beginningWith(generation, prefix, limit));
  }

  /** The movie of that number. */
  public Answer<Optional<CatalogueEntry>> find(MovieId movie) {
    ServedModel model = serving.require();
    OptionalInt row = model.movies().row(movie);
    return new Answer<>(
        model.generation(), row.stream().mapToObj(model.movies()::entry).findFirst());
  }

  /**
   * How often the movie of that number was given so many stars, as the generation was taught; empty
   * where there is no such movie.
   */
  public Answer<Optional<Map<Stars, Long>>> starsOf(MovieId movie) {
    ServedModel model = serving.require();
    GenerationId generation = model.generation();
    return new Answer<>(
        generation,
        model.movies().row(movie).isEmpty()
            ? Optional.empty()
            : Optional.of(ratings.timesGiven(generation, movie)));
  }

  /**
   * The movies most similar to one, by the cosine of their factors, from -1 to 1; empty where there
   * is no such movie. Nothing is similar to a movie of which nothing was learnt.
   *
   * @param diversity from 0 (as they fit) to 1 (as they differ)
   */
  public Answer<Optional<List<ScoredMovie>>> similarTo(
      MovieId movie, MovieFilter filter, double diversity, int offset, int limit) {
    ServedModel model = serving.require();
    FactorIndex movies = model.movies();
    OptionalInt own = movies.row(movie);
    if (own.isEmpty()) {
      return new Answer<>(model.generation(), Optional.empty());
    }
    IntPredicate passing = movies.passing(filter.inTermsOf(movies.genres()));
    int depth = offset + limit;
    List<Scored> near =
        model.similarTo(
            List.of(movie),
            row -> row != own.getAsInt() && passing.test(row),
            diversity > 0 ? Math.max(depth, Diversification.CANDIDATES) : depth);
    List<Scored> picked = new Diversification(movies, diversity).pick(near, depth);
    return new Answer<>(model.generation(), Optional.of(page(movies, picked, offset)));
  }

  /** The most rated movies; their score is the number of ratings. */
  public Answer<List<ScoredMovie>> popular(MovieFilter filter, int offset, int limit) {
    ServedModel model = serving.require();
    FactorIndex movies = model.movies();
    List<Scored> best =
        movies.mostRated(movies.passing(filter.inTermsOf(movies.genres())), offset + limit);
    return new Answer<>(model.generation(), page(movies, best, offset));
  }

  /**
   * The movies that are rated more than usual, up to the newest rating of all; see {@link Trend}.
   *
   * @param window how far back ratings are recent, to the full hour
   */
  public Answer<List<ScoredMovie>> trending(
      Duration window, MovieFilter filter, int offset, int limit) {
    ServedModel model = serving.require();
    FactorIndex movies = model.movies();
    Trend trend = new Trend(movies, recent(model.generation(), window));
    List<Scored> best =
        trend.strongest(movies.passing(filter.inTermsOf(movies.genres())), offset + limit);
    return new Answer<>(model.generation(), page(movies, best, offset));
  }

  /**
   * What a generation was taught of a window. To count that takes long, and it never changes.
   *
   * @param from a full hour, so that few windows differ
   */
  private record Window(GenerationId generation, Instant from) {}

  private record Taught(Map<MovieId, Long> timesRated) {}

  /**
   * A live rating that the generation was taught is not newer than the newest that it was taught.
   */
  private Map<MovieId, Long> recent(GenerationId generation, Duration window) {
    Instant newestTaught = ratings.newest(generation);
    ViewerSet uncounted = permissions.excluded(Purpose.STATISTICS);
    Instant newestLive = live.newest(uncounted);
    Instant newest = newestLive.isAfter(newestTaught) ? newestLive : newestTaught;
    Instant from = newest.minus(window).truncatedTo(ChronoUnit.HOURS);
    Map<MovieId, Long> recent = new HashMap<>(taught(new Window(generation, from)).timesRated());
    live.timesRatedAfter(from.isAfter(newestTaught) ? from : newestTaught, uncounted)
        .forEach((movie, times) -> recent.merge(movie, times, Long::sum));
    return recent;
  }

  private Taught taught(Window window) {
    return taught
        .recall(window)
        .orElseGet(
            () -> {
              Taught counted =
                  new Taught(ratings.timesRatedSince(window.generation(), window.from()));
              taught.keep(window, counted);
              return counted;
            });
  }

  private static List<ScoredMovie> page(FactorIndex movies, List<Scored> best, int offset) {
    return best.stream()
        .skip(offset)
        .map(scored -> new ScoredMovie(movies.entry(scored.row()), scored.score()))
        .toList();
  }
}
