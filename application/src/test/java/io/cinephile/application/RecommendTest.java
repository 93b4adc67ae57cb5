package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.RecommendByTitle.Answer;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendTest {
  private final TrainingInMemory training = new TrainingInMemory();
  private final SettableClock clock = training.clock;
  private final InMemoryStore store = training.store;
  private final ServingGeneration serving = new ServingGeneration(store, clock);
  private final RecommendByTitle byTitle = new RecommendByTitle(serving, store, store, store);
  private final RecommendForUser forUser =
      new RecommendForUser(serving, store, store, training.pseudonymiser);
  private final BrowseMovies browse = new BrowseMovies(serving, store);

  @Test
  void before_the_first_model_there_is_no_answer() {
    assertThatThrownBy(() -> byTitle.answer(TitleQuery.of("Film A"), 5))
        .isInstanceOf(ServingGeneration.NothingServedException.class);
  }

  @Test
  void a_title_leads_over_its_fans_to_what_they_are_recommended() {
    training.run();

    Answer.Found found = (Answer.Found) byTitle.answer(TitleQuery.of("film c"), 4);

    assertThat(found.match().id()).isEqualTo(new MovieId(3));
    assertThat(found.audience().fans()).isEqualTo(8);
    assertThat(found.audience().viewers()).isEqualTo(18);
    assertThat(found.suggestions())
        .hasSize(4)
        .allSatisfy(
            suggestion -> {
              assertThat(suggestion.source()).isEqualTo(Suggestion.Source.AUDIENCE);
              assertThat(SmallWorld.loves(3, suggestion.entry().id().value())).isTrue();
              assertThat(suggestion.supporters()).isEqualTo(2);
              assertThat(suggestion.predictedStars()).hasValue(4.8);
            });
  }

  @Test
  void what_the_audience_leaves_open_is_filled_and_labelled_and_nothing_comes_twice() {
    training.run();

    Answer.Found found = (Answer.Found) byTitle.answer(TitleQuery.of("film c"), 20);

    List<Suggestion> page = found.suggestions();
    assertThat(page).hasSize(SmallWorld.MOVIES - 1);
    assertThat(page).extracting(suggestion -> suggestion.entry().id()).doesNotHaveDuplicates();
    assertThat(page)
        .extracting(suggestion -> suggestion.entry().id())
        .doesNotContain(new MovieId(3));
    assertThat(page)
        .extracting(Suggestion::source)
        .startsWith(Suggestion.Source.AUDIENCE)
        .endsWith(Suggestion.Source.SIMILAR);
  }

  @Test
  void an_unknown_title_is_told_with_the_nearest_ones() {
    training.run();

    Answer answer = byTitle.answer(TitleQuery.of("film noir"), 5);

    assertThat(answer).isInstanceOf(Answer.NoSuchTitle.class);
    assertThat(((Answer.NoSuchTitle) answer).nearest()).hasSize(5);
  }

  @Test
  void a_viewer_gets_what_the_model_recommends_and_a_stranger_nothing() {
    training.run();

    RecommendForUser.Answer answer = forUser.answer(new UserId("3"), 10).orElseThrow();

    assertThat(answer.suggestions())
        .extracting(suggestion -> suggestion.entry().id().value())
        .containsExactly(SmallWorld.unseen(3));
    assertThat(forUser.answer(new UserId("nobody"), 10)).isEmpty();
  }

  @Test
  void the_catalogue_can_be_searched_and_browsed() {
    training.run();

    assertThat(browse.search(TitleQuery.of("film b"), 3).content())
        .hasSize(3)
        .first()
        .satisfies(entry -> assertThat(entry.id()).isEqualTo(new MovieId(2)));
    assertThat(browse.find(new MovieId(99)).content()).isEmpty();
    assertThat(browse.similarTo(new MovieId(99), 3).content()).isEmpty();
    assertThat(browse.similarTo(new MovieId(1), 4).content().orElseThrow())
        .allSatisfy(near -> assertThat(SmallWorld.loves(1, near.entry().id().value())).isTrue());
    assertThat(browse.popular(2).content()).hasSize(2);
  }

  @Test
  void a_new_generation_answers_within_a_second() {
    training.run();
    var first = serving.require();
    clock.advance(Duration.ofMillis(500));
    training.training("1.0").run(training.queued(Trigger.ADMIN, false));

    assertThat(serving.require()).isEqualTo(first);
    clock.advance(Duration.ofMillis(500));
    assertThat(serving.require()).isGreaterThan(first);
  }
}
