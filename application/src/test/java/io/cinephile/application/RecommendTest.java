package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.application.RecommendByTitle.Answer;
import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InterceptedPort;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.application.fakes.UnboundedMemos;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.ranking.Group.Agreement;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommendTest {
  private static final UserId ODD = new UserId("3");
  private static final UserId STRANGER = new UserId("nobody");

  private final TrainingInMemory training = new TrainingInMemory();
  private final SettableClock clock = training.clock;
  private final InMemoryStore store = training.store;
  private final InMemoryLiveRatings kept = new InMemoryLiveRatings();
  private boolean outage;
  private final LiveRatings live = InterceptedPort.awayWhile(() -> outage, LiveRatings.class, kept);
  private final ServingModel serving = new ServingModel(store, training.registry, clock);
  private final UnboundedMemos memos = new UnboundedMemos();
  private final RecommendByTitle byTitle =
      new RecommendByTitle(serving, store, store, live, store, training.permissions, memos);
  private final Viewers viewers =
      new Viewers(
          KnownViewers.inTwoReadings(store, live), live, store, training.permissions, memos);
  private final RecommendForUser forUser =
      new RecommendForUser(serving, viewers, training.pseudonymiser, training.permissions, memos);
  private final RecommendForVisitor forVisitor = new RecommendForVisitor(serving);
  private final RecommendForGroup forGroup =
      new RecommendForGroup(serving, viewers, training.pseudonymiser, training.permissions);
  private final RateMovies rate =
      new RateMovies(serving, viewers, live, training.pseudonymiser, training.permissions, clock);
  private final BrowseMovies browse =
      new BrowseMovies(serving, store, store, live, training.permissions, memos);

  private static RecommendationQuery best(int limit) {
    return query(Mode.PERSONALISED, MovieFilter.NONE, false, limit);
  }

  private static RecommendationQuery query(Mode mode, MovieFilter filter, boolean seen, int limit) {
    return new RecommendationQuery(mode, filter, seen, 0, 0, limit, 0);
  }

  private static MovieFilter genre(String genre) {
    return new MovieFilter(
        Set.of(genre), GenreMatch.ANY, Optional.empty(), Optional.empty(), 0, Set.of());
  }

  private static List<Integer> ids(List<Suggestion> suggestions) {
    return suggestions.stream().map(suggestion -> suggestion.entry().id().value()).toList();
  }

  @Test
  void before_the_first_model_there_is_no_answer() {
    assertThatThrownBy(() -> byTitle.answer(TitleQuery.of("Film A"), best(5)))
        .isInstanceOf(ServingModel.NothingServedException.class);
  }

  @Test
  void a_title_leads_over_its_fans_to_what_they_are_recommended() {
    training.run();

    Answer.Found found = byTitle("film c", best(4));

    assertThat(found.match().id()).isEqualTo(new MovieId(3));
    assertThat(found.audience().fans()).isEqualTo(8);
    assertThat(found.audience().viewers()).isEqualTo(18);
    assertThat(found.recommended().suggestions())
        .hasSize(4)
        .allSatisfy(
            suggestion -> {
              assertThat(suggestion.source()).isEqualTo(Source.AUDIENCE);
              assertThat(SmallWorld.loves(3, suggestion.entry().id().value())).isTrue();
              assertThat(suggestion.supporters()).isEqualTo(2);
              assertThat(suggestion.predictedStars().orElseThrow()).isCloseTo(4.8, within(1e-6));
            });
  }

  private Answer.Found byTitle(String title, RecommendationQuery query) {
    return (Answer.Found) byTitle.answer(TitleQuery.of(title), query);
  }

  @Test
  void what_the_audience_leaves_open_is_filled_and_labelled_and_nothing_comes_twice() {
    training.run();

    List<Suggestion> page = byTitle("film c", best(20)).recommended().suggestions();

    assertThat(page).hasSize(SmallWorld.MOVIES - 1);
    assertThat(ids(page)).doesNotHaveDuplicates().doesNotContain(3);
    assertThat(page)
        .extracting(Suggestion::source)
        .startsWith(Source.AUDIENCE)
        .endsWith(Source.SIMILAR);
  }

  @Test
  void a_filter_narrows_what_the_audience_may_vote_for() {
    training.run();

    List<Suggestion> page =
        byTitle("film c", query(Mode.PERSONALISED, genre("drama"), false, 20))
            .recommended()
            .suggestions();

    assertThat(ids(page)).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
  }

  @Test
  void a_live_rating_changes_the_audience_of_its_movie_at_once() {
    training.run();
    Answer.Found before = byTitle("film c", best(4));

    rate.rate(STRANGER, new MovieId(3), new Stars(4.5));
    Answer.Found liked = byTitle("film c", best(4));
    rate.rate(STRANGER, new MovieId(3), new Stars(1));
    Answer.Found disliked = byTitle("film c", best(4));
    rate.withdraw(new UserId("1"), new MovieId(3));
    Answer.Found without = byTitle("film c", best(4));

    assertThat(liked.audience().viewers()).isEqualTo(before.audience().viewers() + 1);
    assertThat(liked.audience().fans()).isEqualTo(before.audience().fans() + 1);
    assertThat(disliked.audience().fans()).isEqualTo(before.audience().fans());
    assertThat(without.audience().viewers()).isEqualTo(before.audience().viewers());
    assertThat(without.recommended().revision())
        .isNotEqualTo(liked.recommended().revision())
        .isNotEqualTo(before.recommended().revision());
  }

  @Test
  void an_unknown_title_is_told_with_the_nearest_ones() {
    training.run();

    Answer answer = byTitle.answer(TitleQuery.of("film noir"), best(5));

    assertThat(answer).isInstanceOf(Answer.NoSuchTitle.class);
    assertThat(((Answer.NoSuchTitle) answer).nearest()).hasSize(5);
  }

  @Test
  void a_viewer_gets_what_the_model_recommends_and_a_stranger_what_is_popular() {
    training.run();

    Recommended known = forUser.answer(ODD, best(10));
    Recommended unknown = forUser.answer(STRANGER, best(10));

    assertThat(ids(known.suggestions())).containsExactly(SmallWorld.unseen(3));
    assertThat(known.suggestions()).extracting(Suggestion::source).containsOnly(Source.ALS);
    assertThat(unknown.suggestions())
        .hasSize(10)
        .extracting(Suggestion::source)
        .containsOnly(Source.POPULAR);
  }

  @Test
  void what_a_generation_learnt_of_a_viewer_is_read_once() {
    training.run();
    Pseudonym viewer = training.pseudonymiser.of(ODD);
    Recommended first = forUser.answer(ODD, best(1));
    store.erase(first.generation(), List.of(viewer));

    assertThat(forUser.answer(ODD, best(1))).isEqualTo(first);

    forUser.forget(viewer);
    assertThat(forUser.answer(ODD, best(1)).suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.POPULAR);
  }

  @Test
  void what_another_generation_learnt_is_read_anew() {
    training.run();
    GenerationId first = forUser.answer(ODD, best(1)).generation();
    training.training("1.0").run(training.queued(Trigger.ADMIN, false));
    clock.advance(Duration.ofSeconds(1));
    GenerationId second = serving.require().generation();
    store.erase(second, List.of(training.pseudonymiser.of(ODD)));

    Recommended answer = forUser.answer(ODD, best(1));

    assertThat(answer.generation()).isEqualTo(second).isNotEqualTo(first);
    assertThat(answer.suggestions()).extracting(Suggestion::source).containsOnly(Source.POPULAR);
  }

  @Test
  void a_strangers_first_rating_makes_the_next_answer_theirs() {
    training.run();

    rate.rate(STRANGER, new MovieId(2), new Stars(5));
    Recommended answer = forUser.answer(STRANGER, best(4));

    assertThat(ids(answer.suggestions())).containsExactlyInAnyOrder(4, 6, 8, 10);
    assertThat(answer.suggestions()).extracting(Suggestion::source).containsOnly(Source.FOLD_IN);
    assertThat(answer.revision()).isNotEmpty();
  }

  @Test
  void what_was_rated_never_comes_back_unless_it_is_asked_for() {
    training.run();
    int unseen = SmallWorld.unseen(3);

    rate.rate(ODD, new MovieId(unseen), new Stars(5));

    assertThat(forUser.answer(ODD, best(10)).suggestions()).isEmpty();
    assertThat(
            forUser.answer(ODD, query(Mode.PERSONALISED, MovieFilter.NONE, true, 10)).suggestions())
        .hasSize(10);
  }

  @Test
  void what_was_taken_back_may_come_again() {
    training.run();

    rate.withdraw(ODD, new MovieId(2));
    Recommended answer = forUser.answer(ODD, best(10));

    assertThat(ids(answer.suggestions())).containsExactlyInAnyOrder(SmallWorld.unseen(3), 2);
  }

  @Test
  void a_rating_that_says_what_the_model_was_taught_changes_nothing() {
    training.run();

    rate.rate(ODD, new MovieId(2), new Stars(2));

    assertThat(forUser.answer(ODD, best(10)).suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.ALS);
  }

  @Test
  void viewers_are_answered_together_as_each_by_themselves() {
    training.run();
    rate.rate(STRANGER, new MovieId(2), new Stars(5));
    List<UserId> users = List.of(ODD, STRANGER, new UserId("somebody-else"), ODD);

    List<Recommended> together = forUser.answer(users, best(3));

    assertThat(together)
        .isEqualTo(users.stream().map(user -> forUser.answer(user, best(3))).toList());
  }

  @Test
  void pages_fit_together() {
    training.run();
    rate.rate(STRANGER, new MovieId(2), new Stars(5));
    for (double diversity : new double[] {0, 0.7}) {
      List<Integer> whole = ids(page(diversity, 0, 9));

      assertThat(ids(page(diversity, 0, 4))).isEqualTo(whole.subList(0, 4));
      assertThat(ids(page(diversity, 4, 5))).isEqualTo(whole.subList(4, 9));
    }
  }

  private List<Suggestion> page(double diversity, int offset, int limit) {
    return forUser
        .answer(
            STRANGER,
            new RecommendationQuery(
                Mode.PERSONALISED, MovieFilter.NONE, false, diversity, offset, limit, 0))
        .suggestions();
  }

  @Test
  void a_visitor_is_answered_and_forgotten() {
    training.run();

    RecommendForVisitor.Answer answer =
        forVisitor.answer(
            List.of(
                new Opinion(new MovieId(1), Opinion.LIKED),
                new Opinion(new MovieId(77), Opinion.LIKED)),
            new RecommendationQuery(Mode.PERSONALISED, MovieFilter.NONE, false, 0, 0, 4, 3));

    assertThat(ids(answer.recommended().suggestions())).containsExactlyInAnyOrder(3, 5, 7, 9);
    assertThat(answer.unknown()).containsExactly(new MovieId(77));
    assertThat(answer.recommended().suggestions())
        .allSatisfy(
            suggestion -> {
              assertThat(suggestion.reasons()).hasSize(1);
              assertThat(suggestion.reasons().get(0).entry().id()).isEqualTo(new MovieId(1));
              assertThat(suggestion.reasons().get(0).sharedGenres()).containsExactly("Comedy");
              assertThat(suggestion.reasons().get(0).share())
                  .isCloseTo(suggestion.score(), within(1e-5));
            });
    try (var all = kept.all()) {
      assertThat(all).isEmpty();
    }
  }

  @Test
  void the_reasons_and_the_rest_sum_up_to_the_score() {
    training.run();
    rate.rate(STRANGER, new MovieId(1), new Stars(5));
    rate.rate(STRANGER, new MovieId(3), new Stars(3));
    rate.rate(STRANGER, new MovieId(2), new Stars(0.5));

    Suggestion suggestion = forUser.answer(STRANGER, best(1)).suggestions().get(0);
    RecommendForUser.Explanation why =
        forUser.explain(STRANGER, suggestion.entry().id(), 1).orElseThrow();

    assertThat(why.reasons()).hasSize(1);
    assertThat(why.reasons().get(0).entry().id()).isEqualTo(new MovieId(1));
    assertThat(why.reasons().get(0).share() + why.others()).isCloseTo(why.score(), within(1e-12));
    assertThat(why.score()).isCloseTo(suggestion.score(), within(1e-5));
    assertThat(forUser.explain(STRANGER, new MovieId(99), 1)).isEmpty();
  }

  @Test
  void a_mode_decides_what_is_ranked_by() {
    training.run();
    rate.rate(STRANGER, new MovieId(2), new Stars(5));

    assertThat(ofMode(Mode.SIMILAR)).extracting(Suggestion::source).containsOnly(Source.SIMILAR);
    assertThat(ids(ofMode(Mode.SIMILAR))).containsExactlyInAnyOrder(4, 6, 8, 10);
    assertThat(ofMode(Mode.POPULAR)).extracting(Suggestion::source).containsOnly(Source.POPULAR);
    assertThat(ids(ofMode(Mode.POPULAR))).doesNotContain(2);
  }

  private List<Suggestion> ofMode(Mode mode) {
    return forUser.answer(STRANGER, query(mode, MovieFilter.NONE, false, 4)).suggestions();
  }

  @Test
  void a_group_agrees_on_what_nobody_has_seen() {
    training.run();
    UserId other = new UserId("other");
    rate.rate(STRANGER, new MovieId(1), new Stars(5));
    rate.rate(other, new MovieId(3), new Stars(5));

    for (Agreement agreement : Agreement.values()) {
      RecommendForGroup.Answer answer =
          forGroup.answer(List.of(STRANGER, other, new UserId("silent")), agreement, best(3));

      assertThat(answer.voices()).isEqualTo(2);
      assertThat(ids(answer.recommended().suggestions())).containsExactlyInAnyOrder(5, 7, 9);
      assertThat(answer.recommended().suggestions())
          .extracting(Suggestion::source)
          .containsOnly(Source.GROUP);
    }
  }

  @Test
  void the_last_rating_of_a_movie_counts_and_is_listed() {
    training.run();
    int imported = rate.list(ODD, 0, 100).total();

    rate.rate(ODD, new MovieId(1), new Stars(0.5));
    rate.rate(ODD, new MovieId(1), new Stars(3));
    rate.withdraw(ODD, new MovieId(2));
    RateMovies.RatedMovies ratings = rate.list(ODD, 0, 100);

    assertThat(ratings.total()).isEqualTo(imported - 1);
    assertThat(ratings.ratings().get(0).entry().id()).isEqualTo(new MovieId(1));
    assertThat(ratings.ratings().get(0).stars()).isEqualTo(new Stars(3));
    assertThat(ratings.ratings())
        .extracting(rated -> rated.entry().id())
        .doesNotContain(new MovieId(2));
    assertThat(rate.rate(ODD, new MovieId(99), new Stars(3))).isEmpty();
    assertThat(rate.withdraw(ODD, new MovieId(99))).isFalse();
  }

  @Test
  void through_an_outage_viewers_get_what_is_remembered_and_strangers_what_is_popular() {
    training.run();
    Recommended fresh = forUser.answer(ODD, best(1));
    Answer.Found asked = byTitle("film c", best(4));

    outage = true;

    Recommended remembered = forUser.answer(ODD, best(1));
    assertThat(remembered.stale()).isTrue();
    assertThat(remembered.suggestions()).isEqualTo(fresh.suggestions());
    Recommended unknown = forUser.answer(STRANGER, best(3));
    assertThat(unknown.stale()).isTrue();
    assertThat(unknown.suggestions()).hasSize(3);
    Answer.Found recalled = byTitle("film c", best(4));
    assertThat(recalled.recommended().stale()).isTrue();
    assertThat(recalled.recommended().suggestions()).isEqualTo(asked.recommended().suggestions());
    assertThat(byTitle("film d", best(4)).recommended().suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.SIMILAR);
    assertThatThrownBy(() -> rate.rate(ODD, new MovieId(1), new Stars(1)))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void the_catalogue_can_be_searched_and_browsed() {
    training.run();

    CatalogueSearch.Found found =
        browse
            .search(
                new CatalogueSearch(Optional.of(TitleQuery.of("film b")), MovieFilter.NONE, 0, 3))
            .content();
    assertThat(found.total()).isEqualTo(SmallWorld.MOVIES);
    assertThat(found.movies())
        .hasSize(3)
        .first()
        .satisfies(entry -> assertThat(entry.id()).isEqualTo(new MovieId(2)));
    assertThat(browse.find(new MovieId(99)).content()).isEmpty();
    assertThat(browse.similarTo(new MovieId(99), MovieFilter.NONE, 0, 0, 3).content()).isEmpty();
    assertThat(browse.similarTo(new MovieId(1), MovieFilter.NONE, 0, 0, 4).content().orElseThrow())
        .allSatisfy(near -> assertThat(SmallWorld.loves(1, near.entry().id().value())).isTrue());
    assertThat(browse.popular(genre("COMEDY"), 0, 20).content()).hasSize(5);
    assertThatThrownBy(() -> browse.popular(genre("Opera"), 0, 20))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage("genre must be one of Comedy, Drama, but is 'Opera'");
  }

  @Test
  void what_is_rated_more_than_usual_is_trending() {
    training.run();
    assertThat(browse.trending(Duration.ofDays(1), MovieFilter.NONE, 0, 1).content()).isEmpty();

    for (int viewer = 1; viewer <= 3; viewer++) {
      rate.rate(new UserId("new-" + viewer), new MovieId(4), new Stars(1));
    }

    assertThat(browse.trending(Duration.ofDays(1), MovieFilter.NONE, 0, 5).content())
        .extracting(movie -> movie.entry().id())
        .containsExactly(new MovieId(4));
  }

  @Test
  void a_new_generation_answers_within_a_second() {
    training.run();
    var first = serving.require();
    clock.advance(Duration.ofMillis(500));
    training.training("1.0").run(training.queued(Trigger.ADMIN, false));

    assertThat(serving.require()).isSameAs(first);
    clock.advance(Duration.ofMillis(500));
    assertThat(serving.require().generation()).isGreaterThan(first.generation());
  }
}
