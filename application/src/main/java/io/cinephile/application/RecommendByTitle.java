package io.cinephile.application;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleMatcher;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A title goes in; the movie is found, then the viewers who liked it, then what those viewers are
 * recommended, and they vote. A page is always full: what the audience leaves open is filled with
 * similar movies, then with popular ones, and labelled so. Safe for use by several threads.
 */
public final class RecommendByTitle {
  /** So many members of the audience vote. */
  static final int ELECTORATE = 300;

  /** So many movies with the largest shares of voice are ranked. */
  static final int CANDIDATES = 300;

  private static final int RESEMBLING = 50;
  private static final int OTHER_CANDIDATES = 5;

  private final ServingGeneration serving;
  private final Catalogue catalogue;
  private final Ratings ratings;
  private final RecommendationStore recommendations;

  public RecommendByTitle(
      ServingGeneration serving,
      Catalogue catalogue,
      Ratings ratings,
      RecommendationStore recommendations) {
    this.serving = serving;
    this.catalogue = catalogue;
    this.ratings = ratings;
    this.recommendations = recommendations;
  }

  /** What came of a title. */
  public sealed interface Answer {
    /**
     * The movie and what follows from it.
     *
     * @param match the movie that the title was taken for
     * @param others further movies that it may have meant, the closest first
     * @param audience who was asked
     * @param suggestions best first
     */
    record Found(
        GenerationId generation,
        CatalogueEntry match,
        List<CatalogueEntry> others,
        Audience audience,
        List<Suggestion> suggestions)
        implements Answer {}

    /**
     * No movie has such a title.
     *
     * @param nearest movies whose titles share a word with it, the most rated first
     */
    record NoSuchTitle(GenerationId generation, List<CatalogueEntry> nearest) implements Answer {}
  }

  /**
   * Finds the movie, asks its audience, and fills a page.
   *
   * @param limit how many suggestions, at least 1
   */
  public Answer answer(TitleQuery title, int limit) {
    GenerationId generation = serving.require();
    List<CatalogueEntry> resembling = catalogue.resembling(generation, title, RESEMBLING);
    List<CatalogueEntry> matches =
        TitleMatcher.rank(title, resembling).stream().map(TitleMatcher.Match::entry).toList();
    if (matches.isEmpty()) {
      return new Answer.NoSuchTitle(generation, first(OTHER_CANDIDATES, resembling));
    }
    CatalogueEntry match = matches.get(0);
    Audience audience = ratings.audienceOf(generation, match.id(), ELECTORATE);
    return new Answer.Found(
        generation,
        match,
        first(OTHER_CANDIDATES, matches.subList(1, matches.size())),
        audience,
        suggestions(generation, match.id(), audience, limit));
  }

  private List<Suggestion> suggestions(
      GenerationId generation, MovieId movie, Audience audience, int limit) {
    Page page = new Page(movie, limit);
    page.fill(votes(generation, audience, limit));
    if (!page.isFull()) {
      page.fill(similar(generation, movie, limit));
    }
    if (!page.isFull()) {
      page.fill(popular(generation, 2 * limit + 1));
    }
    return page.suggestions;
  }

  private List<Suggestion> votes(GenerationId generation, Audience audience, int limit) {
    AudienceVote vote = new AudienceVote();
    recommendations
        .recommendationsFor(generation, audience.members(), AudienceVote.BALLOT_DEPTH)
        .forEach(vote::add);
    List<MovieId> candidates = vote.candidates(Math.max(CANDIDATES, 2 * limit));
    Map<MovieId, Long> rated = ratings.timesRated(generation, audience.members(), candidates);
    return vote.rank(catalogue.find(generation, candidates).values(), rated).stream()
        .map(
            winner ->
                new Suggestion(
                    winner.entry(),
                    winner.score(),
                    winner.supporters(),
                    OptionalDouble.of(winner.predictedStars()),
                    Suggestion.Source.AUDIENCE))
        .toList();
  }

  private List<Suggestion> similar(GenerationId generation, MovieId movie, int limit) {
    return catalogue.similarTo(generation, movie, limit).stream()
        .map(
            near ->
                new Suggestion(
                    near.entry(),
                    near.cosine(),
                    0,
                    OptionalDouble.empty(),
                    Suggestion.Source.SIMILAR))
        .toList();
  }

  private List<Suggestion> popular(GenerationId generation, int limit) {
    return catalogue.mostRated(generation, limit).stream()
        .map(
            entry ->
                new Suggestion(
                    entry,
                    entry.statistics().ratings(),
                    0,
                    OptionalDouble.empty(),
                    Suggestion.Source.POPULAR))
        .toList();
  }

  private static <T> List<T> first(int limit, List<T> list) {
    return list.subList(0, Math.min(limit, list.size()));
  }

  /** Takes each movie once, and not the one that was asked for. */
  private static final class Page {
    private final Set<MovieId> taken = new HashSet<>();
    private final List<Suggestion> suggestions = new ArrayList<>();
    private final int limit;

    Page(MovieId asked, int limit) {
      taken.add(asked);
      this.limit = limit;
    }

    void fill(List<Suggestion> more) {
      for (Suggestion suggestion : more) {
        if (!isFull() && taken.add(suggestion.entry().id())) {
          suggestions.add(suggestion);
        }
      }
    }

    boolean isFull() {
      return suggestions.size() >= limit;
    }
  }
}
