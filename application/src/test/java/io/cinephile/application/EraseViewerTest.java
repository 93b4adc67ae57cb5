package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.application.fakes.InMemorySuppressions;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallInstallation;
import io.cinephile.application.fakes.SmallInstallation.Stores;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Erasure.Deletion;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Receipt;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EraseViewerTest {
  private static final UserId USER = new UserId("7");
  private static final Pseudonym VIEWER = SmallWorld.viewer(7);
  private static final MovieId MOVIE = new MovieId(3);
  private static final RecommendationQuery TOP =
      new RecommendationQuery(Mode.PERSONALISED, MovieFilter.NONE, false, 0, 0, 3, 0);
  private static final Counts NOTHING = new Counts(0, 0, 0);

  private InMemorySuppressions suppressions;
  private SmallInstallation memory;
  private SmallInstallation.Server server;

  @BeforeEach
  void begin() {
    SettableClock clock = new SettableClock();
    suppressions = new InMemorySuppressions();
    memory = new SmallInstallation(clock, Stores.inMemory(clock, suppressions));
    server = memory.new Server();
  }

  /** Two generations that know the viewer, a live rating and a decision. */
  private List<GenerationId> lived() {
    GenerationId first = memory.train().figures().generation().orElseThrow();
    server.serving.refresh();
    server.rate.rate(USER, MOVIE, new Stars(1));
    server.decide.decide(USER, Purpose.STATISTICS, false, OptionalInt.empty(), Source.VIEWER);
    GenerationId second = memory.train().figures().generation().orElseThrow();
    return List.of(first, second);
  }

  private Erasure erasure() {
    return suppressions.find(VIEWER).orElseThrow();
  }

  /** Does what is still to be done, as the servers do each second. */
  private void settle() {
    memory.clock.advance(EraseViewer.QUIET);
    server.look();
  }

  private void assertNothingIsStored() {
    assertThat(memory.stores.live().by(List.of(VIEWER))).isEmpty();
    assertThat(memory.stores.consents().of(VIEWER)).isEmpty();
    memory
        .stores
        .recommendations()
        .stored()
        .forEach(
            generation -> {
              assertThat(memory.stores.recommendations().held(generation, List.of(VIEWER)))
                  .isEqualTo(NOTHING);
              assertThat(memory.stores.recommendations().lack(generation)).isEmpty();
            });
  }

  @Test
  void nothing_is_stored_any_more_as_soon_as_it_is_answered() {
    lived();

    Receipt receipt = server.erase.erase(USER);

    assertNothingIsStored();
    assertThat(receipt.complete()).isFalse();
    assertThat(server.recommend.answer(USER, TOP).suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Suggestion.Source.POPULAR);
  }

  @Test
  void the_receipt_tells_what_was_deleted_where_and_what_remains() {
    List<GenerationId> generations = lived();

    server.erase.erase(USER);
    settle();

    assertThat(erasure().deletions())
        .extracting(Deletion::from, Deletion::items)
        .containsExactly(
            tuple("live ratings", 1L),
            tuple("consents", 1L),
            tuple("ratings of generation " + generations.get(0), 9L),
            tuple("recommendations and learnt vectors of generation " + generations.get(0), 1L),
            tuple("ratings of generation " + generations.get(1), 9L),
            tuple("recommendations and learnt vectors of generation " + generations.get(1), 1L));
    assertThat(erasure().learntWith()).containsExactlyElementsOf(generations);
    assertThat(erasure().learntWithout()).isEmpty();
    Receipt receipt = server.erase.find(erasure().receipt()).orElseThrow();
    assertThat(receipt.complete()).isTrue();
    assertThat(receipt.text())
        .contains("factors, counts and means of generation " + generations.get(1))
        .doesNotContain(VIEWER.value());
  }

  @Test
  void the_receipt_names_the_next_generation_and_forgets_those_that_are_deleted() {
    List<GenerationId> generations = lived();
    server.erase.erase(USER);
    settle();

    GenerationId without = memory.train().figures().generation().orElseThrow();
    settle();
    assertThat(memory.taughtBy.get(without)).doesNotContain(VIEWER);
    assertThat(erasure().learntWithout()).contains(without);
    assertThat(erasure().learntWith()).containsExactlyElementsOf(generations);

    memory.train();
    memory.train();
    settle();
    assertThat(memory.stores.recommendations().stored()).doesNotContainAnyElementsOf(generations);
    assertThat(erasure().learntWith()).isEmpty();
    assertThat(erasure().learntWithout()).contains(without);
    assertThat(erasure().isSettled()).isTrue();
  }

  @Test
  void whoever_was_never_learnt_from_has_that_confirmed_at_once() {
    List<GenerationId> generations = lived();

    server.erase.erase(new UserId("new-here"));
    settle();

    Erasure of = suppressions.find(pseudonym("new-here")).orElseThrow();
    assertThat(of.deletions()).isEmpty();
    assertThat(of.learntWithout()).contains(generations.get(1));
    assertThat(of.isSettled()).isTrue();
  }

  private static Pseudonym pseudonym(String user) {
    return SmallWorld.PSEUDONYMISER.of(new UserId(user));
  }

  @Test
  void to_ask_again_changes_nothing() {
    lived();
    Receipt first = server.erase.erase(USER);
    assertThat(server.erase.erase(USER)).isEqualTo(first);
    settle();
    Erasure complete = erasure();

    Receipt again = memory.new Server().erase.erase(USER);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.complete()).isTrue();
    assertThat(erasure()).isEqualTo(complete);
  }

  @Test
  void nothing_is_stored_of_the_erased() {
    lived();
    SmallInstallation.Server other = memory.new Server();
    server.erase.erase(USER);
    other.permissions.refresh();

    for (SmallInstallation.Server each : List.of(server, other)) {
      assertThatThrownBy(() -> each.rate.rate(USER, MOVIE, new Stars(5)))
          .isInstanceOf(ErasedException.class);
      assertThatThrownBy(() -> each.rate.withdraw(USER, MOVIE)).isInstanceOf(ErasedException.class);
      assertThatThrownBy(() -> each.decide.restrict(USER)).isInstanceOf(ErasedException.class);
    }
    assertNothingIsStored();
  }

  @Test
  void a_server_that_does_not_know_yet_takes_back_what_it_stored() {
    lived();
    SmallInstallation.Server other = memory.new Server();
    other.permissions.refresh();
    server.erase.erase(USER);

    assertThatThrownBy(() -> other.rate.rate(USER, MOVIE, new Stars(5)))
        .isInstanceOf(ErasedException.class);
    assertThatThrownBy(() -> other.decide.restrict(USER)).isInstanceOf(ErasedException.class);

    assertNothingIsStored();
  }

  @Test
  void what_a_server_that_died_left_is_met_by_the_second_pass() {
    lived();
    server.erase.erase(USER);
    memory
        .stores
        .live()
        .put(new RatingChange(VIEWER, MOVIE, Optional.of(new Stars(5)), memory.clock.instant()));

    server.look();
    assertThat(erasure().completed()).isEmpty();
    settle();

    assertNothingIsStored();
    assertThat(erasure().completed()).isPresent();
    assertThat(erasure().deletions())
        .filteredOn(deletion -> deletion.pass() == Pass.SECOND)
        .extracting(Deletion::from)
        .containsExactly("live ratings");
  }

  @Test
  void a_burst_of_erasures_is_expunged_once_when_it_is_over() {
    lived();
    for (int user = 1; user <= 5; user++) {
      server.erase.erase(new UserId("" + user));
      memory.clock.advance(EraseViewer.QUIET.minusMillis(1));
      server.look();
      assertThat(memory.expunged).isZero();
    }
    memory.clock.advance(Duration.ofMillis(1));

    server.look();

    assertThat(memory.expunged).isEqualTo(1);
    for (int user = 1; user <= 5; user++) {
      assertThat(suppressions.find(SmallWorld.viewer(user)).orElseThrow().completed()).isPresent();
    }
    server.look();
    assertThat(memory.expunged).isEqualTo(1);
  }

  @Test
  void a_trickle_of_erasures_that_does_not_end_makes_nobody_wait_for_ever() {
    lived();
    Duration between = Duration.ofSeconds(5);
    Duration waited = Duration.ZERO;
    server.erase.erase(USER);
    for (int stranger = 1; erasure().completed().isEmpty(); stranger++) {
      server.erase.erase(new UserId("stranger-" + stranger));
      memory.clock.advance(between);
      waited = waited.plus(between);
      server.look();
      assertThat(waited).isLessThanOrEqualTo(EraseViewer.LONGEST_BURST);
    }
    assertThat(waited).isGreaterThan(EraseViewer.QUIET);
    assertThat(memory.expunged).isEqualTo(1);
  }

  @Test
  void whoever_was_erased_together_has_a_receipt_of_what_was_their_own() {
    lived();
    UserId other = new UserId("8");
    server.erase.erase(USER);
    server.erase.erase(other);
    memory
        .stores
        .live()
        .put(new RatingChange(VIEWER, MOVIE, Optional.of(new Stars(5)), memory.clock.instant()));

    settle();

    assertThat(erasure().deletions())
        .filteredOn(deletion -> deletion.pass() == Pass.SECOND)
        .extracting(Deletion::from, Deletion::items)
        .containsExactly(tuple("live ratings", 1L));
    assertThat(suppressions.find(SmallWorld.viewer(8)).orElseThrow().deletions())
        .isNotEmpty()
        .allMatch(deletion -> deletion.pass() == Pass.FIRST);
    assertNothingIsStored();
  }

  @Test
  void an_erasure_is_not_complete_while_a_generation_that_may_hold_the_viewer_is_written() {
    lived();
    GenerationId written = new GenerationId("20991231-000000-0000");
    Publication publication = memory.stores.recommendations().open(written);
    memory
        .world
        .snapshot(null, Stream::of, (activity, fraction) -> {})
        .ratings()
        .filter(rating -> rating.viewer().equals(VIEWER))
        .limit(1)
        .forEach(
            rating ->
                publication.ratings(
                    Stream.of(
                        new PublishedRating(
                            rating, new Movie(rating.movie(), "Any", Optional.empty(), List.of()))),
                    n -> {}));
    server.erase.erase(USER);

    settle();
    assertThat(erasure().completed()).isEmpty();
    publication.seal();
    settle();

    assertThat(erasure().completed()).isPresent();
    assertNothingIsStored();
  }

  @Test
  void a_restored_snapshot_brings_nobody_back() {
    List<GenerationId> generations = lived();
    server.erase.erase(USER);
    settle();
    memory
        .stores
        .live()
        .put(new RatingChange(VIEWER, MOVIE, Optional.of(new Stars(5)), memory.clock.instant()));

    assertThat(server.enforce.enforce()).isEqualTo(1);

    assertNothingIsStored();
    assertThat(erasure().deletions())
        .filteredOn(deletion -> deletion.pass() == Pass.LATER)
        .extracting(Deletion::from)
        .containsExactly("live ratings");
    assertThat(server.enforce.enforce()).isZero();
    assertThat(memory.stores.recommendations().stored()).containsExactlyElementsOf(generations);
  }

  @Test
  void a_store_that_forgot_who_was_erased_is_told_again() {
    List<GenerationId> generations = lived();
    Receipt receipt = server.erase.erase(USER);
    settle();
    suppressions.lose(VIEWER);
    memory
        .stores
        .live()
        .put(new RatingChange(VIEWER, MOVIE, Optional.of(new Stars(5)), memory.clock.instant()));

    server.look();
    assertThat(server.permissions.isErased(VIEWER)).isTrue();
    settle();

    assertThat(erasure().receipt()).isEqualTo(receipt.id());
    assertThat(erasure().completed()).isPresent();
    assertNothingIsStored();
    // Nothing is stored by which one would know, and nothing is claimed.
    assertThat(erasure().learntWith()).containsExactlyElementsOf(generations);
    assertThat(erasure().learntWithout()).isEmpty();
    GenerationId without = memory.train().figures().generation().orElseThrow();
    server.look();
    assertThat(erasure().learntWithout()).contains(without);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sourcing", "contest", "training", "published"})
  void whoever_is_erased_while_a_run_is_at_work_is_not_in_what_it_publishes(String moment) {
    lived();
    Runnable erase = () -> server.erase.erase(USER);
    switch (moment) {
      case "sourcing" -> memory.world.beforeSourcing(erase);
      case "contest" -> memory.world.beforeContest(erase);
      case "training" -> memory.world.beforeTraining(erase);
      default -> memory.world.afterPublishing(erase);
    }

    TrainingRun run = memory.train();
    settle();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    GenerationId candidate = run.figures().generation().orElseThrow();
    assertThat(memory.taughtBy.get(candidate)).contains(VIEWER);
    assertThat(erasure().learntWith()).contains(candidate);
    assertThat(erasure().learntWithout()).isEmpty();
    assertThat(memory.stores.recommendations().serving()).contains(candidate);
    assertNothingIsStored();
  }

  /** Stands for the death of the process. */
  private static final class Crash extends RuntimeException {}

  @Test
  void a_crash_at_any_step_changes_neither_the_outcome_nor_the_receipt() {
    lived();
    erasedInSpiteOf(Integer.MAX_VALUE);
    String undisturbed = receipt();

    int step = 0;
    boolean crashed;
    do {
      step++;
      begin();
      lived();

      crashed = erasedInSpiteOf(step);

      assertThat(erasure().completed()).as("step %d", step).isPresent();
      assertNothingIsStored();
      assertThat(receipt()).as("step %d", step).isEqualTo(undisturbed);
    } while (crashed);
    assertThat(step).isGreaterThan(50);
  }

  private String receipt() {
    return server
        .erase
        .find(erasure().receipt())
        .orElseThrow()
        .text()
        .replaceAll("\"receipt\":\"[^\"]*\",", "");
  }

  /** Whoever asked asks again until it is answered; the other servers do the rest. */
  private boolean erasedInSpiteOf(int step) {
    int[] steps = {0};
    boolean[] crashed = {false};
    memory.disturbBy(
        () -> {
          if (++steps[0] == step) {
            crashed[0] = true;
            throw new Crash();
          }
        });
    tried(() -> server.erase.erase(USER));
    memory.clock.advance(EraseViewer.QUIET);
    tried(() -> server.look());
    memory.disturbBy(() -> {});
    return crashed[0];
  }

  private void tried(Runnable work) {
    try {
      work.run();
    } catch (Crash e) {
      server = memory.new Server();
      work.run();
    }
  }
}
