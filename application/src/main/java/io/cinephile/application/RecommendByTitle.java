package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleMatcher;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.AudienceVote.Vote;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

  private static final int KEPT_TITLES = 10_000;
  private static final int KEPT_POLLS = 6_000;

  /** So many more are named than vote, since some of them may not want to. */
  private static final int SPARE = 100;

  /** So many times as many are named where too few of them may vote. */
  private static final int WIDER = 4;

  /** No store names more members of an audience. */
  private static final int MOST_NAMED = 10_000;

  /** So many live changes about a movie, the newest, are counted into its audience. */
  private static final int CHANGES = 1_000;

  private final ServingModel serving;
  private final Catalogue catalogue;
  private final Ratings ratings;
  private final LiveRatings live;
  private final RecommendationStore recommendations;
  private final Permissions permissions;
  private final Memo<Typed, Matches> matches;
  private final Memo<Polled, Poll> polls;

  public RecommendByTitle(
      ServingModel serving,
      Catalogue catalogue,
      Ratings ratings,
      LiveRatings live,
      RecommendationStore recommendations,
      Permissions permissions,
      Memo.Factory memos) {
    this.serving = serving;
    this.catalogue = catalogue;
    this.ratings = ratings;
    this.live = live;
    this.recommendations = recommendations;
    this.permissions = permissions;
    this.matches = memos.memo(KEPT_TITLES);
    this.polls = memos.memo(KEPT_POLLS);
  }

  /** What came of a title. */
  public sealed interface Answer {
    /**
     * The movie and what follows from it.
     *
     * @param match the movie that the title was taken for
     * @param others further movies that it may have meant, the closest first
     * @param audience who was asked; nobody where the store did not answer and nothing was known
     */
    record Found(
        CatalogueEntry match, List<CatalogueEntry> others, Asked audience, Recommended recommended)
        implements Answer {}

    /**
     * No movie has such a title.
     *
     * @param nearest movies whose titles share a word with it, the most rated first
     */
    record NoSuchTitle(GenerationId generation, List<CatalogueEntry> nearest) implements Answer {}
  }

  /**
   * How many were asked.
   *
   * @param viewers how many rated the movie
   * @param fans how many of them liked it
   * @param voters how many of them voted
   */
  public record Asked(long viewers, long fans, int voters) {
    static Asked of(Audience audience) {
      return new Asked(audience.viewers(), audience.fans(), audience.members().size());
    }
  }

  private record Typed(GenerationId generation, String text) {}

  /**
   * @param closest the movies that the title may mean, the closest first
   * @param resembling where it means none
   */
  private record Matches(List<CatalogueEntry> closest, List<CatalogueEntry> resembling) {}

  /**
   * @param permitted tells apart who may be asked over time
   */
  private record Polled(
      GenerationId generation, MovieId movie, MovieFilter filter, String permitted) {}

  /**
   * Finds the movie, asks its audience, and fills a page.
   *
   * @param asked its mode is not heeded, there is nobody who has seen anything, and no reasons are
   *     given
   */
  public Answer answer(TitleQuery title, RecommendationQuery asked) {
    ServedModel model = serving.require();
    RecommendationQuery query = SuggestionPage.query(model, asked);
    Matches found = matches(model, title);
    if (found.closest.isEmpty()) {
      return new Answer.NoSuchTitle(model.generation(), found.resembling);
    }
    MovieId movie = found.closest.get(0).id();
    String permitted =
        permissions.revision(Purpose.TRAINING) + permissions.revision(Purpose.STATISTICS);
    Polled polled = new Polled(model.generation(), movie, query.filter(), permitted);
    SuggestionPage page = new SuggestionPage(model, query, List.of(movie));
    boolean stale = false;
    Optional<Poll> poll;
    try {
      poll = Optional.of(poll(polled, model, page));
    } catch (StoreUnavailableException e) {
      stale = true;
      poll = polls.recall(polled);
    }
    poll.ifPresent(held -> held.fill(page, model.movies()));
    if (!page.isFull()) {
      page.add(
          model.similarTo(List.of(movie), page.allowed(), page.candidates()),
          SuggestionPage.noStars(),
          Suggestion.Source.SIMILAR);
    }
    page.fillWithPopular(SuggestionPage.noStars());
    return new Answer.Found(
        found.closest.get(0),
        found.closest.subList(1, found.closest.size()),
        poll.map(Poll::audience).orElse(new Asked(0, 0, 0)),
        new Recommended(
            model.generation(),
            poll.map(Poll::revision).orElse("") + permitted,
            stale,
            page.suggestions()));
  }

  private Matches matches(ServedModel model, TitleQuery title) {
    Typed typed = new Typed(model.generation(), title.text());
    return matches
        .recall(typed)
        .orElseGet(
            () -> {
              Matches found = findMatches(model, title);
              matches.keep(typed, found);
              return found;
            });
  }

  private Matches findMatches(ServedModel model, TitleQuery title) {
    GenerationId generation = model.generation();
    List<CatalogueEntry> closest =
        TitleMatcher.rank(title, catalogue.named(generation, title, RESEMBLING)).stream()
            .map(match -> shared(model, match.entry()))
            .limit(1 + OTHER_CANDIDATES)
            .toList();
    return closest.isEmpty()
        ? new Matches(List.of(), catalogue.resembling(generation, title, OTHER_CANDIDATES))
        : new Matches(closest, List.of());
  }

  /** The model's own entry of the movie: what is remembered takes no memory twice. */
  private static CatalogueEntry shared(ServedModel model, CatalogueEntry read) {
    OptionalInt row = model.movies().row(read.id());
    return row.isPresent() ? model.movies().entry(row.getAsInt()) : read;
  }

  /** A new rating of the movie has its audience asked anew. */
  private Poll poll(Polled polled, ServedModel model, SuggestionPage page) {
    List<RatingChange> changes = live.about(polled.movie, CHANGES);
    String revision = revision(changes);
    Optional<Poll> known = polls.recall(polled).filter(poll -> poll.revision().equals(revision));
    if (known.isPresent()) {
      return known.get();
    }
    Audience audience = audience(polled, changes);
    List<Vote> votes = votes(model, audience, page);
    Poll poll = new Poll(revision, Asked.of(audience), votes, model.movies());
    polls.keep(polled, poll);
    return poll;
  }

  /** Names ever more members until enough of them may vote, or there are no more. */
  private Audience audience(Polled polled, List<RatingChange> changes) {
    int limit = polled.permitted.isEmpty() ? ELECTORATE : ELECTORATE + SPARE;
    while (true) {
      Audience named = named(polled, changes, limit);
      List<Pseudonym> voters =
          named.members().stream()
              .filter(member -> permissions.allows(member, Purpose.TRAINING))
              .limit(ELECTORATE)
              .toList();
      if (voters.size() == ELECTORATE || named.members().size() < limit || limit >= MOST_NAMED) {
        return new Audience(named.viewers(), named.fans(), voters);
      }
      limit = Math.min(MOST_NAMED, WIDER * limit);
    }
  }

  private Audience named(Polled polled, List<RatingChange> changes, int limit) {
    Audience taught = ratings.audienceOf(polled.generation, polled.movie, limit);
    if (changes.isEmpty()) {
      return taught;
    }
    List<Pseudonym> changing = changes.stream().map(RatingChange::viewer).toList();
    return taught.changedBy(
        changes,
        ratings.given(polled.generation, polled.movie, changing),
        viewer -> permissions.allows(viewer, Purpose.STATISTICS),
        limit);
  }

  private List<Vote> votes(ServedModel model, Audience audience, SuggestionPage page) {
    List<Ballot> ballots =
        recommendations.ballots(model.generation(), audience.members(), AudienceVote.BALLOT_DEPTH);
    AudienceVote vote = new AudienceVote();
    ballots.forEach(vote::add);
    List<MovieId> candidates =
        vote.candidates(
            movie -> model.movies().row(movie).stream().anyMatch(page.allowed()), CANDIDATES);
    List<CatalogueEntry> entries =
        candidates.stream()
            .flatMapToInt(movie -> model.movies().row(movie).stream())
            .mapToObj(model.movies()::entry)
            .toList();
    return vote.rank(entries, Ballot.timesRated(ballots, candidates));
  }

  private static String revision(List<RatingChange> changes) {
    return changes.isEmpty() ? "" : Integer.toHexString(changes.hashCode());
  }
}
