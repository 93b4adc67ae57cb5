package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.application.RotatePseudonyms.Outcome;
import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.application.fakes.InMemoryAuditTrail;
import io.cinephile.application.fakes.InMemoryConsents;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryKeyRing;
import io.cinephile.application.fakes.InMemoryKeyStates;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryPseudonymStore;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemorySuppressions;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.InterceptedPort;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallInstallation;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchorage;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.Verification.Whole;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.rating.CoverKey;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.cinephile.domain.rotation.KeyRing;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyStates;
import io.cinephile.domain.rotation.PseudonymStore;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotatePseudonymsTest {
  private static final UserId USER = new UserId("7");
  private static final UserId ERASED = new UserId("8");
  private static final MovieId MOVIE = new MovieId(3);
  private static final RecommendationQuery TOP =
      new RecommendationQuery(Mode.PERSONALISED, MovieFilter.NONE, false, 0, 0, 3, 0);

  private SettableClock clock;
  private InMemoryStore store;
  private InMemoryLiveRatings live;
  private InMemoryConsents consents;
  private InMemorySuppressions suppressions;
  private InMemoryGenerationRegistry registry;
  private InMemoryTrainingRuns runs;
  private SmallInstallation installation;
  private InMemoryKeyRing ring;
  private InMemoryKeyStates states;
  private InMemoryAuditTrail trail;
  private InMemoryAnchorage anchorage;
  private InMemoryPseudonymStore pseudonyms;
  private AuditChain chain;

  /** The call before or after which the process dies, counted from 1. */
  private int diesAt;

  private int calls;

  /** Two generations, live ratings, a decision, somebody who was erased, and entries of it all. */
  @BeforeEach
  void lived() {
    clock = new SettableClock();
    store = new InMemoryStore();
    live = new InMemoryLiveRatings();
    consents = new InMemoryConsents();
    suppressions = new InMemorySuppressions();
    registry = new InMemoryGenerationRegistry();
    runs = new InMemoryTrainingRuns(clock, SmallInstallation.LEASE);
    installation =
        new SmallInstallation(
            clock,
            new SmallInstallation.Stores(
                store, store, live, consents, suppressions, registry, runs));
    ring = new InMemoryKeyRing(new byte[32]);
    states = new InMemoryKeyStates();
    trail = new InMemoryAuditTrail();
    anchorage = new InMemoryAnchorage();
    chain = new AuditChain(new byte[32]);
    pseudonyms = new InMemoryPseudonymStore(store, live, consents, suppressions, trail, registry);
    diesAt = Integer.MAX_VALUE;
    installation.train();
    SmallInstallation.Server server = server();
    server.rate.rate(USER, MOVIE, new Stars(1));
    server.decide.decide(USER, Purpose.STATISTICS, false, OptionalInt.empty(), Source.VIEWER);
    server.erase.erase(ERASED);
    clock.advance(EraseViewer.QUIET);
    server.look();
    installation.train();
    record(AuditAction.DATA_EXPORTED, USER);
    record(AuditAction.VIEWER_ERASED, ERASED);
  }

  /** One that starts now, with the key of now. */
  private SmallInstallation.Server server() {
    installation.pseudonymiser = ring.pseudonymiser();
    SmallInstallation.Server server = installation.new Server();
    server.serving.refresh();
    return server;
  }

  private void record(AuditAction action, UserId user) {
    Pseudonym viewer = ring.pseudonymiser().of(user);
    new RecordAction(trail, chain, anchorage, clock)
        .record(Actor.user(viewer), action, Optional.of(viewer), "form=json");
  }

  /** Stands for the death of the process. */
  private static final class Crash extends RuntimeException {}

  private <P> P mortal(Class<P> port, P behind) {
    return InterceptedPort.of(
        port,
        behind,
        call -> {
          live();
          try {
            return call.proceed();
          } finally {
            live();
          }
        });
  }

  private void live() {
    if (++calls >= diesAt) {
      throw new Crash();
    }
  }

  private RotatePseudonyms rotation(String process) {
    AuditTrail mortalTrail = mortal(AuditTrail.class, trail);
    Anchorage mortalAnchorage = mortal(Anchorage.class, anchorage);
    return new RotatePseudonyms(
        new RotatePseudonyms.Keys(
            mortal(KeyRing.class, ring), mortal(KeyStates.class, states), process),
        new RotatePseudonyms.Places(
            mortal(PseudonymStore.class, pseudonyms),
            mortal(SuppressionCopy.class, installation.copy)),
        new RotatePseudonyms.Trail(
            mortalTrail,
            chain,
            mortalAnchorage,
            new InspectAudit(mortalTrail, chain, mortalAnchorage),
            new RecordAction(mortalTrail, chain, mortalAnchorage, clock)),
        runs,
        clock);
  }

  private Outcome rotate() {
    return rotation("rotation").rotate((place, written) -> {});
  }

  private WorkUnderKey work(String process) {
    return new WorkUnderKey(ring, states, pseudonyms, installation.copy, process, clock);
  }

  /** All that is stored, in memory and beside it. */
  private String everything() {
    return store.everything()
        + live.all().toList()
        + consents.all().toList()
        + suppressions.viewers()
        + trail.read(1, 100)
        + installation.copy.entries();
  }

  private List<String> pseudonymsOfAll() {
    return IntStream.rangeClosed(1, SmallWorld.VIEWERS)
        .mapToObj(n -> ring.pseudonymiser().of(new UserId("" + n)).value())
        .toList();
  }

  /** What users are told, whatever they are called in the store. */
  private List<Object> answers() {
    SmallInstallation.Server server = server();
    List<Object> answers = new ArrayList<>();
    for (int n = 1; n <= SmallWorld.VIEWERS; n++) {
      UserId user = new UserId("" + n);
      answers.add(server.recommend.answer(user, TOP).suggestions());
      answers.add(server.permissions.isErased(installation.pseudonymiser.of(user)));
      answers.add(
          live.by(List.of(installation.pseudonymiser.of(user))).stream()
              .map(change -> List.of(change.movie(), change.stars(), change.time()))
              .toList());
      answers.add(consents.of(installation.pseudonymiser.of(user)).map(said -> said.choices()));
    }
    return answers;
  }

  private void assertRotated(List<String> former, List<Object> answers) {
    String everything = everything();
    assertThat(former).noneMatch(everything::contains);
    assertThat(pseudonymsOfAll()).anyMatch(everything::contains);
    assertThat(answers()).isEqualTo(answers);
    store.stored().forEach(it -> assertThat(store.lack(it)).isEmpty());
    assertThat(new InspectAudit(trail, chain, anchorage).verifyWhole()).isInstanceOf(Whole.class);
    assertThat(anchorage.last()).isEqualTo(trail.latest());
    assertThat(states.find()).contains(KeyState.of(ring.current()));
    assertThat(installation.copy.key()).contains(ring.current());
  }

  @Test
  void nothing_is_stored_under_the_former_key_and_the_answers_are_the_same() {
    List<Object> answers = answers();
    KeyId first = ring.current();
    for (int times = 0; times < 3; times++) {
      List<String> former = pseudonymsOfAll();
      KeyId from = ring.current();

      Outcome outcome = rotate();

      assertThat(outcome.from()).isEqualTo(from);
      assertThat(outcome.to()).isEqualTo(ring.current()).isNotEqualTo(from);
      assertThat(outcome.documents()).isPositive();
      assertRotated(former, answers);
    }
    assertThat(ring.first()).isEqualTo(first);
  }

  @Test
  void the_former_key_is_forgotten() {
    rotate();
    KeyId former = ring.current();
    rotate();
    assertThat(ring.rekeying(former, ring.current())).isEmpty();
  }

  @Test
  void it_is_in_the_trail_with_the_head_that_the_trail_had() {
    String head = trail.latest().orElseThrow().seal();
    Outcome outcome = rotate();
    assertThat(trail.read(1, 100))
        .extracting(stored -> stored.entry().orElseThrow().event())
        .filteredOn(event -> event.action() == AuditAction.PSEUDONYMS_ROTATED)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo(Actor.command("pseudonyms"));
              assertThat(event.payload())
                  .contains("from=" + outcome.from(), "to=" + outcome.to(), "seal=" + head);
            });
  }

  @Test
  void whoever_looks_up_a_user_in_the_trail_finds_what_was_recorded_before() {
    rotate();
    Pseudonym viewer = ring.pseudonymiser().of(USER);
    assertThat(trail.read(1, 100))
        .extracting(stored -> stored.entry().orElseThrow().event())
        .filteredOn(event -> event.subject().equals(Optional.of(viewer)))
        .extracting(event -> event.action())
        .containsExactly(AuditAction.DATA_EXPORTED);
  }

  @Test
  void a_death_before_or_after_any_step_changes_nothing_about_the_outcome() {
    List<Object> answers = answers();
    List<String> former = pseudonymsOfAll();
    int deaths = 0;
    boolean died = true;
    while (died) {
      deaths++;
      lived();
      died = rotatedInSpiteOf(deaths);
      assertRotated(former, answers);
      assertThat(ring.current()).isNotEqualTo(ring.first());
    }
    assertThat(deaths).isGreaterThan(50);
  }

  /** Whether the process died; then another one goes on once the lease is over. */
  private boolean rotatedInSpiteOf(int step) {
    diesAt = step;
    calls = 0;
    try {
      rotation("first").rotate((place, written) -> {});
      return false;
    } catch (Crash e) {
      diesAt = Integer.MAX_VALUE;
      clock.advance(KeyState.LEASE);
      if (states.find().flatMap(KeyState::rotation).isPresent()) {
        assertThatThrownBy(() -> work("server").enter()).isInstanceOf(KeyRefusedException.class);
      }
      boolean done =
          states.find().equals(Optional.of(KeyState.of(ring.current())))
              && !ring.current().equals(ring.first());
      if (!done) {
        rotation("second").rotate((place, written) -> {});
      }
      return true;
    }
  }

  @Test
  void of_two_at_once_one_is_refused() {
    List<KeyRefusedException> refused = new ArrayList<>();
    rotation("one")
        .rotate(
            (place, written) -> {
              try {
                rotation("other").rotate((p, w) -> {});
              } catch (KeyRefusedException e) {
                refused.add(e);
              }
            });
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).hasMessageContaining("Another rotation"));
  }

  @Test
  void it_waits_for_servers_to_end_and_they_for_its_end() {
    WorkUnderKey server = work("server");
    server.enter();
    String before = everything();
    assertThatThrownBy(this::rotate)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("Stop all servers");
    assertThat(everything()).isEqualTo(before);

    server.leave();
    rotation("rotation")
        .rotate(
            (place, written) ->
                assertThatThrownBy(() -> work("late").enter())
                    .isInstanceOf(KeyRefusedException.class));

    assertThatThrownBy(server::enter)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining(ring.current().value());
    work("next").enter();
  }

  @Test
  void it_does_not_begin_beside_a_training_run_and_servers_go_on_afterwards() {
    runs.begin(
        TrainingRun.requested(
            new RunId("run-20991231-000000-0000"),
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            clock.instant()));
    String before = everything();
    assertThatThrownBy(this::rotate)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("training run");
    assertThat(everything()).isEqualTo(before);
    work("server").enter();
  }

  @Test
  void a_trail_that_was_tampered_with_is_not_made_to_look_whole() {
    trail.tamper(1, Optional.empty());
    String before = everything();
    assertThatThrownBy(this::rotate)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("begins with entry 2");
    assertThat(everything()).isEqualTo(before);
    work("server").enter();
  }

  @Test
  void what_a_restored_copy_brought_back_is_refused_and_brought_forward_if_the_key_is_at_hand() {
    rotate();
    List<Object> answers = answers();
    List<String> older = pseudonymsOfAll();
    CoverKey former = ring.cover().orElseThrow();
    rotate();
    // The live ratings as they were between the two.
    pseudonyms.isUnder("live ratings", former.id());
    KeyId current = ring.current();
    List<RatingChange> changes = live.all().toList();
    changes.forEach(change -> live.erase(List.of(change.viewer())));
    changes.forEach(
        change ->
            live.put(
                new RatingChange(
                    former.cover(ring.cover().orElseThrow().uncover(change.viewer())),
                    change.movie(),
                    change.stars(),
                    change.time())));

    for (Runnable attempt : List.<Runnable>of(() -> work("server").enter(), this::rotate)) {
      assertThatThrownBy(attempt::run)
          .isInstanceOf(KeyRefusedException.class)
          .hasMessageContaining("live ratings")
          .hasMessageContaining(former.id().value());
    }

    ring.putBack(former);
    rotate();
    assertThat(ring.current()).isNotEqualTo(current);
    assertRotated(older, answers);
    work("server").enter();
  }

  @Test
  void an_older_copy_of_the_suppressions_is_refused_and_brought_forward() {
    List<Object> answers = answers();
    List<String> former = pseudonymsOfAll();
    List<SuppressionCopy.Entry> older = installation.copy.entries();
    rotate();
    KeyId first = ring.first();
    installation.copy.rewrite(first, viewer -> older.get(0).viewer());

    assertThatThrownBy(() -> work("server").enter())
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("suppressions");
    rotate();
    assertRotated(former, answers);
  }

  @Test
  void a_server_of_another_home_is_refused() {
    work("server").enter();
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    InMemoryKeyRing other = new InMemoryKeyRing(otherKey);
    WorkUnderKey stranger =
        new WorkUnderKey(other, states, pseudonyms, installation.copy, "stranger", clock);
    assertThatThrownBy(stranger::enter)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining(other.current().value());
    assertThat(states.find().orElseThrow().servers()).containsOnlyKeys("server");
  }

  @Test
  void a_server_that_was_killed_is_waited_for() {
    work("server").enter();
    clock.advance(KeyState.LEASE.minus(Duration.ofSeconds(1)));
    assertThatThrownBy(this::rotate).isInstanceOf(KeyRefusedException.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(rotate().documents()).isPositive();
  }
}
