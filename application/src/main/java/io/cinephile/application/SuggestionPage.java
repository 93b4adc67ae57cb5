package io.cinephile.application;

import io.cinephile.application.Suggestion.Reason;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.Diversification;
import io.cinephile.domain.ranking.FactorIndex;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.ranking.ServedModel.Share;
import io.cinephile.domain.ranking.Taste;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * A page of suggestions while it is filled: takes each movie once, and none that the query or the
 * viewer rules out. Used by one thread.
 */
final class SuggestionPage {
  private final FactorIndex movies;
  private final RecommendationQuery query;
  private final IntPredicate allowed;
  private final Set<Integer> taken = new HashSet<>();
  private final List<Suggestion> suggestions = new ArrayList<>();

  /**
   * @param query its genres are those of the catalogue; see {@link #query}
   * @param ruledOut movies that must not come, whatever the query
   */
  SuggestionPage(ServedModel model, RecommendationQuery query, Collection<MovieId> ruledOut) {
    this.movies = model.movies();
    this.query = query;
    Set<Integer> out = new HashSet<>();
    ruledOut.forEach(movie -> movies.row(movie).ifPresent(out::add));
    IntPredicate passing = movies.passing(query.filter());
    this.allowed = row -> !out.contains(row) && passing.test(row);
  }

  /** The query with the genres as the catalogue writes them. */
  static RecommendationQuery query(ServedModel model, RecommendationQuery asked) {
    return asked.withFilter(asked.filter().inTermsOf(model.movies().genres()));
  }

  /** The rows that may come. */
  IntPredicate allowed() {
    return allowed;
  }

  /** How many of the best have to be known for the page. */
  int candidates() {
    return query.diversity() > 0
        ? Math.max(query.depth(), Diversification.CANDIDATES)
        : query.depth();
  }

  boolean isFull() {
    return suggestions.size() >= query.depth();
  }

  /** Adds what is ranked, as diverse as the query wants it. */
  void add(List<Scored> ranked, IntFunction<OptionalDouble> predictedStars, Source source) {
    diversified(ranked)
        .forEach(
            scored ->
                add(
                    scored.row(),
                    new Suggestion(
                        movies.entry(scored.row()),
                        scored.score(),
                        0,
                        predictedStars.apply(scored.row()),
                        source,
                        List.of())));
  }

  /** What is ranked, as diverse as the query wants it, without what the page has. */
  List<Scored> diversified(List<Scored> ranked) {
    List<Scored> free = ranked.stream().filter(scored -> !taken.contains(scored.row())).toList();
    return new Diversification(movies, query.diversity())
        .pick(free, query.depth() - suggestions.size());
  }

  /** Adds one suggestion, unless the page is full or has the movie. */
  void add(int row, Suggestion suggestion) {
    if (!isFull() && taken.add(row)) {
      suggestions.add(suggestion);
    }
  }

  /** Fills what is left with the most rated. */
  void fillWithPopular(IntFunction<OptionalDouble> predictedStars) {
    if (!isFull()) {
      List<Scored> popular =
          movies.mostRated(
              row -> allowed.test(row) && !taken.contains(row), query.depth() - suggestions.size());
      for (Scored scored : popular) {
        add(
            scored.row(),
            new Suggestion(
                movies.entry(scored.row()),
                scored.score(),
                0,
                predictedStars.apply(scored.row()),
                Source.POPULAR,
                List.of()));
      }
    }
  }

  /** What belongs on the page. */
  List<Suggestion> suggestions() {
    return List.copyOf(
        suggestions.subList(Math.min(query.offset(), suggestions.size()), suggestions.size()));
  }

  /** The same, each with what of the viewer's own carries it. */
  List<Suggestion> explained(ServedModel model, Collection<Opinion> opinions) {
    return query.reasons() == 0
        ? suggestions()
        : suggestions().stream()
            .map(
                suggestion ->
                    new Suggestion(
                        suggestion.entry(),
                        suggestion.score(),
                        suggestion.supporters(),
                        suggestion.predictedStars(),
                        suggestion.source(),
                        reasons(
                            model,
                            model.shares(opinions, suggestion.entry().id()),
                            suggestion.entry(),
                            query.reasons())))
            .toList();
  }

  /**
   * What carries a movie, the strongest first.
   *
   * @param shares of its score, largest first
   */
  static List<Reason> reasons(
      ServedModel model, List<Share> shares, CatalogueEntry movie, int limit) {
    return shares.stream()
        .limit(limit)
        .map(
            share -> {
              FactorIndex movies = model.movies();
              CatalogueEntry own = movies.entry(movies.row(share.opinion().movie()).orElseThrow());
              return new Reason(
                  own,
                  share.opinion().stars().value(),
                  share.share(),
                  own.movie().genres().stream().filter(movie.movie().genres()::contains).toList());
            })
        .toList();
  }

  /** The stars that somebody of that taste is expected to give. */
  static IntFunction<OptionalDouble> starsOf(ServedModel model, Taste taste) {
    return row -> OptionalDouble.of(model.predictedStars(taste, row));
  }

  /** Where nobody knows. */
  static IntFunction<OptionalDouble> noStars() {
    return row -> OptionalDouble.empty();
  }
}
