package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cinephile.application.DecideOnData.Standing;
import io.cinephile.application.RecommendByTitle.Answer;
import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.application.fakes.InterceptedPort;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.application.fakes.UnboundedMemos;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.ranking.Group.Agreement;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What viewers decide about their data counts from the next request on. */
class DecideOnDataTest {
  private static final UserId ODD = new UserId("3");
  private static final Pseudonym ODD_ONE = SmallWorld.viewer(3);
  private static final int NOTICE = 4;

  private final TrainingInMemory training = new TrainingInMemory();
  private final List<Object> readOf = new ArrayList<>();
  private boolean outage;
  private final RecommendationStore store = overheard(RecommendationStore.class, training.store);
  private final LiveRatings live = overheard(LiveRatings.class, training.liveRatings);
  private final ServingModel serving = new ServingModel(store, training.registry, training.clock);
  private final UnboundedMemos memos = new UnboundedMemos();
  private RecommendForUser forUser = forUser(training.permissions);
  private final DecideOnData decide = decide(training.permissions);

  private RecommendForUser forUser(Permissions permissions) {
    return new RecommendForUser(
        serving, viewers(permissions), training.pseudonymiser, permissions, memos);
  }

  private Viewers viewers(Permissions permissions) {
    return new Viewers(
        KnownViewers.inTwoReadings(store, live), live, training.store, permissions, memos);
  }

  private DecideOnData decide(Permissions permissions) {
    return new DecideOnData(
        training.consents,
        permissions,
        training.pseudonymiser,
        viewer -> forUser.forget(viewer),
        NOTICE,
        training.clock);
  }

  /** Remembers what is asked for, and is away on demand. */
  private <P> P overheard(Class<P> port, P behind) {
    P heard =
        InterceptedPort.of(
            port,
            behind,
            call -> {
              readOf.addAll(call.arguments());
              return call.proceed();
            });
    return InterceptedPort.awayWhile(() -> outage, port, heard);
  }

  @BeforeEach
  void train() {
    training.run();
  }

  private static RecommendationQuery best(int limit) {
    return new RecommendationQuery(Mode.PERSONALISED, MovieFilter.NONE, false, 0, 0, limit, 2);
  }

  private void refuse(UserId user, Purpose purpose) {
    decide.decide(user, purpose, false, OptionalInt.empty(), PrivacyChoices.Source.VIEWER);
  }

  private void allow(UserId user, Purpose purpose) {
    decide.decide(user, purpose, true, OptionalInt.empty(), PrivacyChoices.Source.VIEWER);
  }

  @Test
  void whoeverSaidNothingIsToldWhatHoldsForEverybody() {
    assertThat(decide.read(ODD).standings())
        .extracting(Standing::purpose)
        .containsExactly(Purpose.values());
    assertThat(decide.read(ODD).standings())
        .allSatisfy(standing -> assertThat(standing.refusal()).isEmpty())
        .allSatisfy(standing -> assertThat(standing.latest()).isEmpty());
    assertThat(decide.read(ODD).choices().choices()).isEmpty();
  }

  @Test
  void everyDecisionIsKeptWithItsNoticeTimeAndSource() {
    refuse(ODD, Purpose.TRAINING);
    var decisions =
        decide.decide(
            ODD, Purpose.TRAINING, true, OptionalInt.of(2), PrivacyChoices.Source.SERVICE);

    assertThat(decisions.choices().choices())
        .containsExactly(
            new PrivacyChoices.Choice(
                Purpose.TRAINING,
                false,
                NOTICE,
                training.clock.instant(),
                PrivacyChoices.Source.VIEWER),
            new PrivacyChoices.Choice(
                Purpose.TRAINING,
                true,
                2,
                training.clock.instant(),
                PrivacyChoices.Source.SERVICE));
    assertThat(decide.read(ODD)).isEqualTo(decisions);
    assertThatThrownBy(
            () ->
                decide.decide(
                    ODD,
                    Purpose.TRAINING,
                    true,
                    OptionalInt.of(NOTICE + 1),
                    PrivacyChoices.Source.VIEWER))
        .isInstanceOf(OutOfRangeException.class);
  }

  @Test
  void withoutPersonalisationAViewerGetsPopularMoviesAndNothingOfTheirsIsRead() {
    forUser.answer(ODD, best(10));
    refuse(ODD, Purpose.PERSONALISATION);
    readOf.clear();

    Recommended answer = forUser.answer(ODD, best(10));
    Recommended stranger = forUser.answer(new UserId("nobody"), best(10));

    assertThat(answer.notPersonalised()).contains(Refusal.OBJECTED);
    assertThat(answer.suggestions())
        .isEqualTo(stranger.suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.POPULAR);
    assertThat(answer.revision()).isNotEqualTo(stranger.revision());
    assertThat(readOf.toString()).doesNotContain(ODD_ONE.value());

    allow(ODD, Purpose.PERSONALISATION);
    assertThat(forUser.answer(ODD, best(10)).suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.ALS);
  }

  @Test
  void whoRefusedIsNotRememberedEither() {
    forUser.answer(ODD, best(1));
    refuse(ODD, Purpose.PERSONALISATION);
    outage = true;

    assertThat(forUser.answer(ODD, best(3)).suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.POPULAR);
    outage = false;
    allow(ODD, Purpose.PERSONALISATION);
    outage = true;
    assertThat(forUser.answer(ODD, best(3)).suggestions())
        .extracting(Suggestion::source)
        .containsOnly(Source.POPULAR);
  }

  @Test
  void amongManyEachIsTreatedAsTheyDecided() {
    refuse(ODD, Purpose.PERSONALISATION);

    List<Recommended> answers =
        forUser.answer(List.of(new UserId("1"), ODD, new UserId("5")), best(1));

    assertThat(answers)
        .extracting(Recommended::notPersonalised)
        .containsExactly(Optional.empty(), Optional.of(Refusal.OBJECTED), Optional.empty());
    assertThat(answers)
        .extracting(answer -> answer.suggestions().get(0).source())
        .containsExactly(Source.ALS, Source.POPULAR, Source.ALS);
  }

  @Test
  void nothingIsExplainedByWhatMustNotBeUsed() {
    MovieId movie = new MovieId(SmallWorld.unseen(3));
    assertThat(forUser.explain(ODD, movie, 3).orElseThrow().reasons()).isNotEmpty();
    refuse(ODD, Purpose.PERSONALISATION);

    RecommendForUser.Explanation why = forUser.explain(ODD, movie, 3).orElseThrow();

    assertThat(why.notPersonalised()).contains(Refusal.OBJECTED);
    assertThat(why.reasons()).isEmpty();
    assertThat(why.score()).isZero();
  }

  @Test
  void aMemberWhoRefusesHasNoSayInAGroup() {
    RecommendForGroup forGroup =
        new RecommendForGroup(
            serving, viewers(training.permissions), training.pseudonymiser, training.permissions);
    refuse(ODD, Purpose.PERSONALISATION);
    readOf.clear();

    RecommendForGroup.Answer answer =
        forGroup.answer(List.of(ODD, new UserId("2")), Agreement.LEAST_MISERY, best(3));
    assertThat(answer.voices()).isEqualTo(1);
    assertThat(readOf.toString()).doesNotContain(ODD_ONE.value());

    refuse(new UserId("2"), Purpose.PERSONALISATION);
    answer = forGroup.answer(List.of(ODD, new UserId("2")), Agreement.MEAN, best(3));
    assertThat(answer.voices()).isZero();
    assertThat(answer.recommended().suggestions()).hasSize(3);
  }

  @Test
  void whoRefusesTrainingDoesNotVoteAndStillGetsTheirOwnRecommendations() {
    RecommendByTitle byTitle =
        new RecommendByTitle(
            serving, training.store, training.store, live, store, training.permissions, memos);
    Answer.Found before = (Answer.Found) byTitle.answer(TitleQuery.of("film c"), best(4));
    refuse(ODD, Purpose.TRAINING);
    refuse(new UserId("5"), Purpose.TRAINING);
    readOf.clear();
    Answer.Found after = (Answer.Found) byTitle.answer(TitleQuery.of("film c"), best(4));

    assertThat(after.audience().viewers()).isEqualTo(before.audience().viewers());
    assertThat(before.audience().voters() - after.audience().voters()).isBetween(1, 2);
    assertThat(readOf.toString())
        .doesNotContain(ODD_ONE.value())
        .doesNotContain(SmallWorld.viewer(5).value());
    assertThat(after.recommended().revision()).isNotEqualTo(before.recommended().revision());
    Recommended folded = forUser.answer(ODD, best(1));
    assertThat(folded.suggestions())
        .extracting(suggestion -> suggestion.entry().id().value(), Suggestion::source)
        .containsExactly(tuple(SmallWorld.unseen(3), Source.FOLD_IN));
    assertThat(folded.revision()).isNotEmpty();
    assertThat(forUser.answer(new UserId("1"), best(1)).revision()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void aRestrictionEndsEveryUseAndItsEndBringsEveryUseBack(Purpose purpose) {
    RateMovies rate =
        new RateMovies(
            serving,
            viewers(training.permissions),
            live,
            training.pseudonymiser,
            training.permissions,
            training.clock);
    decide.restrict(ODD);

    assertThat(training.permissions.refusal(ODD_ONE, purpose)).contains(Refusal.RESTRICTED);
    assertThatThrownBy(() -> rate.rate(ODD, new MovieId(1), new Stars(1)))
        .isInstanceOf(RateMovies.RestrictedException.class);
    assertThatThrownBy(() -> rate.withdraw(ODD, new MovieId(1)))
        .isInstanceOf(RateMovies.RestrictedException.class);
    assertThat(rate.list(ODD, 0, 100).total()).isEqualTo(SmallWorld.MOVIES - 1);

    decide.liftRestriction(ODD);
    assertThat(training.permissions.allows(ODD_ONE, purpose)).isTrue();
    assertThat(rate.rate(ODD, new MovieId(1), new Stars(1))).isPresent();
  }

  @Test
  void whereConsentIsNeededSilenceIsNone() {
    Permissions strict =
        new Permissions(training.consents, training.suppressions, LegalBasis.CONSENT);
    forUser = forUser(strict);

    assertThat(forUser.answer(ODD, best(1)).notPersonalised()).contains(Refusal.NOT_CONSENTED);
    decide(strict)
        .decide(
            ODD, Purpose.PERSONALISATION, true, OptionalInt.empty(), PrivacyChoices.Source.VIEWER);
    assertThat(forUser.answer(ODD, best(1)).notPersonalised()).isEmpty();

    Exclusions exclusions = strict.exclusions();
    assertThat(exclusions.untaught().contains(ODD_ONE)).isTrue();
    assertThat(exclusions.untaught().contains(SmallWorld.viewer(1))).isTrue();
    decide(strict)
        .decide(ODD, Purpose.TRAINING, true, OptionalInt.empty(), PrivacyChoices.Source.VIEWER);
    assertThat(strict.exclusions().untaught().contains(ODD_ONE)).isFalse();
    assertThat(strict.exclusions().untaught().contains(SmallWorld.viewer(1))).isTrue();
    assertThat(strict.exclusions().sha256()).isNotEqualTo(exclusions.sha256());
  }

  @Test
  void aRunIsToldWhomToLeaveOut() {
    assertThat(training.permissions.exclusions()).isEqualTo(Exclusions.NONE);
    refuse(ODD, Purpose.TRAINING);
    refuse(new UserId("1"), Purpose.STATISTICS);
    refuse(new UserId("2"), Purpose.PERSONALISATION);
    decide.restrict(new UserId("4"));

    Exclusions exclusions = training.permissions.exclusions();

    assertThat(exclusions.erased()).isEmpty();
    assertThat(exclusions.untaught().named()).isEqualTo(Set.of(ODD_ONE, SmallWorld.viewer(4)));
    assertThat(exclusions.uncounted().named())
        .isEqualTo(Set.of(SmallWorld.viewer(1), SmallWorld.viewer(4)));
    assertThat(exclusions.sha256()).isNotEqualTo(Exclusions.NONE.sha256());
  }

  @Test
  void anotherServerKnowsAfterItsNextLook() {
    Permissions other =
        new Permissions(training.consents, training.suppressions, LegalBasis.LEGITIMATE_INTEREST);
    assertThat(other.allows(ODD_ONE, Purpose.TRAINING)).isTrue();
    refuse(ODD, Purpose.TRAINING);
    assertThat(other.allows(ODD_ONE, Purpose.TRAINING)).isTrue();
    other.refresh();
    assertThat(other.allows(ODD_ONE, Purpose.TRAINING)).isFalse();
    assertThat(other.revision(Purpose.TRAINING))
        .isEqualTo(training.permissions.revision(Purpose.TRAINING))
        .isNotEmpty();
  }

  @Test
  void theNextRunLearnsNothingFromWhoRefusesAndKeepsTheRatingsForThem() {
    refuse(ODD, Purpose.TRAINING);
    TrainingRun run = again(Trigger.SCHEDULE);
    GenerationId generation = run.figures().generation().orElseThrow();

    assertThat(training.store.serving()).contains(generation);
    assertThat(training.store.profiles(generation, List.of(ODD_ONE))).isEmpty();
    assertThat(training.store.by(generation, List.of(ODD_ONE))).hasSize(SmallWorld.MOVIES - 1);
    Recommended own = forUser.answer(ODD, best(1));
    assertThat(own.notPersonalised()).isEmpty();
    assertThat(own.suggestions())
        .extracting(suggestion -> suggestion.entry().id().value(), Suggestion::source)
        .containsExactly(tuple(SmallWorld.unseen(3), Source.FOLD_IN));
    assertThat(again(Trigger.SCHEDULE).state()).isEqualTo(TrainingRun.State.SKIPPED);
    allow(ODD, Purpose.TRAINING);
    assertThat(again(Trigger.SCHEDULE).state()).isEqualTo(TrainingRun.State.SUCCEEDED);
  }

  private TrainingRun again(Trigger trigger) {
    training.clock.advance(Duration.ofSeconds(5));
    return training.training("1.0").run(training.queued(trigger, false)).orElseThrow();
  }

  @Test
  void theNextRunCountsWhoRefusesStatisticsInNone() {
    MovieId movie = new MovieId(SmallWorld.unseen(1));
    long before = serving.require().movies().entry(row(movie)).statistics().ratings();
    refuse(ODD, Purpose.STATISTICS);
    again(Trigger.ADMIN);

    assertThat(serving.require().movies().entry(row(movie)).statistics().ratings())
        .isEqualTo(before - 1);
    assertThat(forUser.answer(ODD, best(1)).suggestions())
        .extracting(Suggestion::source)
        .containsExactly(Source.ALS);
  }

  private int row(MovieId movie) {
    return serving.require().movies().row(movie).orElseThrow();
  }

  @Test
  void nothingIsLearntWhereNobodyAllowsIt() {
    for (int viewer = 2; viewer <= SmallWorld.VIEWERS; viewer++) {
      refuse(new UserId("" + viewer), Purpose.TRAINING);
    }
    TrainingRun run = again(Trigger.ADMIN);
    assertThat(run.state()).isEqualTo(TrainingRun.State.FAILED);
    assertThat(run.reason().orElseThrow()).contains("allow that models learn");
  }

  @Test
  void whoRefusesStatisticsMakesNoTrendAtOnce() {
    BrowseMovies browse =
        new BrowseMovies(
            serving, training.store, training.store, live, training.permissions, memos);
    RateMovies rate =
        new RateMovies(
            serving,
            viewers(training.permissions),
            live,
            training.pseudonymiser,
            training.permissions,
            training.clock);
    UserId trendsetter = new UserId("new-1");
    rate.rate(trendsetter, new MovieId(4), new Stars(1));
    rate.rate(new UserId("new-2"), new MovieId(5), new Stars(1));
    assertThat(trending(browse)).containsExactlyInAnyOrder(4, 5);

    refuse(trendsetter, Purpose.STATISTICS);

    assertThat(trending(browse)).containsExactly(5);
  }

  private static List<Integer> trending(BrowseMovies browse) {
    return browse.trending(Duration.ofDays(1), MovieFilter.NONE, 0, 5).content().stream()
        .map(movie -> movie.entry().id().value())
        .toList();
  }

  @Test
  void aDecisionCountsEvenIfTheStoreGoesAwayRightAfterIt() {
    Consents failing = InterceptedPort.awayWhile(() -> outage, Consents.class, training.consents);
    Permissions permissions =
        new Permissions(failing, training.suppressions, LegalBasis.LEGITIMATE_INTEREST);
    permissions.refresh();
    DecideOnData decide =
        new DecideOnData(
            failing,
            permissions,
            training.pseudonymiser,
            viewer -> outage = true,
            NOTICE,
            training.clock);
    decide.restrict(ODD);

    assertThat(permissions.isRestricted(ODD_ONE)).isTrue();
    permissions.refresh();
    assertThat(permissions.isRestricted(ODD_ONE)).isTrue();
    assertThatThrownBy(permissions::exclusions).isInstanceOf(StoreUnavailableException.class);
    outage = false;
    permissions.refresh();
    assertThat(permissions.exclusions().untaught().contains(ODD_ONE)).isTrue();
  }
}
