package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.Verification.Whole;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.PrivacyChoices.Choice;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.rotation.PseudonymChange;
import io.cinephile.domain.rotation.PseudonymStore;
import io.cinephile.domain.rotation.PseudonymStore.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everybody has to do who brings stored pseudonyms under another key. */
public abstract class PseudonymStoreContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final KeyId KEY = new KeyId("00000001");
  private static final KeyId NEXT = new KeyId("00000002");
  private static final MovieId MOVIE = new MovieId(10);
  private static final int VIEWERS = 5;

  private final AuditChain chain = new AuditChain(new byte[32]);
  private Ports ports;

  /** All that keeps something of viewers, and what rewrites it. */
  public record Ports(
      RecommendationStore store,
      Ratings ratings,
      LiveRatings live,
      Consents consents,
      Suppressions suppressions,
      AuditTrail trail,
      GenerationRegistry registry,
      PseudonymStore pseudonyms) {}

  /** Ports that keep nothing yet. */
  protected abstract Ports empty();

  /** Every document that is stored, its id included, as a text. */
  protected abstract String everything();

  @BeforeEach
  final void startEmpty() {
    ports = empty();
  }

  @Test
  void bringsAllThatIsStoredUnderTheKeyAndLosesNothing() {
    GenerationId served = fill();
    assertThat(everything()).contains(viewer(1).value());
    List<PrivacyChoices> choices = choices(viewer(1));

    rewrite("viewer", "turned", NEXT);

    assertThat(everything()).doesNotContain("viewer_0").contains(turned(1).value());
    assertThat(places()).allMatch(place -> place.isUnder(NEXT));
    assertThat(ports.store.serving()).contains(served);
    assertGenerationIsWhole(served);
    assertThat(ports.live.by(List.of(turned(1)))).containsExactly(change(turned(1)));
    assertThat(ports.live.by(List.of(viewer(1)))).isEmpty();
    assertThat(ports.consents.of(turned(1)))
        .map(PrivacyChoices::choices)
        .contains(choices.get(0).choices());
    assertThat(ports.consents.of(viewer(1))).isEmpty();
    assertThat(ports.suppressions.find(turned(9))).contains(erasure(turned(9)));
    assertThat(ports.suppressions.viewers()).containsExactly(turned(9));
    assertThat(ports.registry.find(Runs.generation(1, TIME).id()))
        .map(Generation::inputs)
        .map(inputs -> inputs.suppressions())
        .contains(reversed(Runs.generation(1, TIME).inputs().suppressions()));
    assertTrailIsWhole(turned(1));
    assertStaysAsItIs(NEXT);
  }

  /** Under the key that it is under already. */
  private void assertStaysAsItIs(KeyId key) {
    String before = everything();
    for (Place place : places()) {
      assertThat(ports.pseudonyms.rewrite(place, key, change("turned", "viewer"), n -> {}))
          .isZero();
    }
    assertThat(everything()).isEqualTo(before);
  }

  private void assertGenerationIsWhole(GenerationId generation) {
    assertThat(ports.store.lack(generation)).isEmpty();
    assertThat(ports.ratings.by(generation, List.of(viewer(1), viewer(2)))).isEmpty();
    assertThat(ports.ratings.by(generation, List.of(turned(1), turned(2))))
        .extracting(Rating::viewer, Rating::movie, Rating::stars, Rating::time)
        .contains(tuple(turned(1), MOVIE, new Stars(4.5), Publishing.ratedAt(1)))
        .hasSize(4);
    assertThat(ports.ratings.audienceOf(generation, MOVIE, 10).members())
        .containsExactlyInAnyOrder(turned(1), turned(2), turned(3), turned(4), turned(5));
    // The fifth viewer does not count, as before.
    assertThat(ports.ratings.audienceOf(generation, MOVIE, 10).viewers()).isEqualTo(VIEWERS - 1);
    List<ViewerProfile> profiles = ports.store.profiles(generation, List.of(turned(1)));
    assertThat(profiles).hasSize(1);
    assertThat(profiles.get(0).recommendations().recommendations())
        .isEqualTo(Publishing.recommendations(1, 11, 12).recommendations());
    assertThat(profiles.get(0).rankingFactors()).containsExactly(0.25f, -1);
    assertThat(profiles.get(0).starFactors()).containsExactly(0.1f, 0.2f);
    assertThat(ports.store.ballots(generation, List.of(turned(1)), 2))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(Ballot.of(Publishing.published(1, rated(1), 11, 12), 2));
  }

  private static int[] rated(int viewer) {
    return new int[] {10, 20 + viewer};
  }

  private void assertTrailIsWhole(Pseudonym subject) {
    assertThat(chain.verify(ports.trail.read(1, 10).stream(), Optional.empty()))
        .isInstanceOf(Whole.class);
    assertThat(ports.trail.read(1, 10))
        .extracting(stored -> stored.entry().orElseThrow().event())
        .containsExactly(event(subject, 1), event(subject, 2), event(subject, 3));
  }

  @Test
  void canBeBroughtUnderOneKeyAfterTheOtherAndBeWrittenToAfterwards() {
    rateLive();
    GenerationId served = published();
    ports.store.activate(served);
    rewrite("viewer", "turned", KEY);
    ports.live.put(change(turned(7)));
    rewrite("turned", "thrice", NEXT);

    assertThat(everything()).doesNotContain("viewer_0", "turned_0");
    assertThat(ports.live.by(List.of(renamed(7, "thrice")))).hasSize(1);
    assertThat(ports.store.serving()).contains(served);
    ports.store.activate(served);
    assertThat(ports.store.erase(served, List.of(renamed(1, "thrice")))).isTrue();
    assertThat(ports.store.lack(served)).isEmpty();
  }

  @Test
  void tellsHowManyDocumentsAreWritten() {
    rateLive();
    List<Long> told = new ArrayList<>();
    Place live = place("live ratings");
    assertThat(ports.pseudonyms.rewrite(live, NEXT, change("viewer", "turned"), told::add))
        .isEqualTo(VIEWERS);
    assertThat(told).endsWith((long) VIEWERS);
  }

  @Test
  void whatWasBrokenOffIsDoneByTheNextCall() {
    rateLive();
    Place live = place("live ratings");
    PseudonymChange breaking =
        new PseudonymChange(
            former -> {
              if (former.equals(viewer(3))) {
                throw new IllegalStateException("broken off");
              }
              return renamed(former, "viewer", "turned");
            },
            hash -> hash,
            entry -> entry);
    assertThatThrownBy(() -> ports.pseudonyms.rewrite(live, NEXT, breaking, n -> {}))
        .hasMessageContaining("broken off");
    assertThat(place("live ratings").isUnder(NEXT)).isFalse();

    rewrite("viewer", "turned", NEXT);
    try (Stream<RatingChange> all = ports.live.all()) {
      assertThat(all)
          .extracting(RatingChange::viewer)
          .containsExactly(turned(1), turned(2), turned(3), turned(4), turned(5));
    }
    assertThat(ports.live.newest(ViewerSet.NOBODY)).isEqualTo(TIME);
  }

  private Place place(String name) {
    return places().stream().filter(place -> place.name().equals(name)).findFirst().orElseThrow();
  }

  private List<Place> places() {
    return ports.pseudonyms.places();
  }

  /** Something in every place, and a generation that is served. */
  private GenerationId fill() {
    rateLive();
    for (int n = 1; n <= VIEWERS; n++) {
      ports.consents.change(
          viewer(n),
          said -> said.with(new Choice(Purpose.TRAINING, false, 1, TIME, Source.VIEWER)));
    }
    ports.suppressions.begin(erasure(viewer(9)));
    Optional<Anchor> last = Optional.empty();
    for (int n = 1; n <= 3; n++) {
      AuditEntry entry = chain.seal(last, event(viewer(1), n));
      ports.trail.add(entry);
      last = Optional.of(AuditChain.anchorOf(entry));
    }
    ports.registry.register(Runs.generation(1, TIME));
    GenerationId served = published();
    ports.store.activate(served);
    return served;
  }

  private void rateLive() {
    for (int n = 1; n <= VIEWERS; n++) {
      ports.live.put(change(viewer(n)));
    }
  }

  private GenerationId published() {
    Publishing publishing = new Publishing();
    for (int n = 1; n < VIEWERS; n++) {
      publishing
          .rating(n, 10, 4.5)
          .rating(n, 20 + n, 2)
          .viewer(Publishing.published(n, rated(n), 11, 12));
    }
    return publishing.uncountedRating(VIEWERS, 10, 4.5).publish(ports.store);
  }

  private List<PrivacyChoices> choices(Pseudonym viewer) {
    return ports.consents.of(viewer).stream().toList();
  }

  private void rewrite(String from, String to, KeyId key) {
    places().stream()
        .sorted(Comparator.comparing(Place::name))
        .forEach(place -> ports.pseudonyms.rewrite(place, key, change(from, to), n -> {}));
  }

  private PseudonymChange change(String from, String to) {
    return new PseudonymChange(
        former -> renamed(former, from, to),
        PseudonymStoreContract::reversed,
        chain.resealing(former -> renamed(former, from, to)));
  }

  private static String reversed(String hash) {
    return new StringBuilder(hash).reverse().toString();
  }

  private static Pseudonym renamed(Pseudonym former, String from, String to) {
    return new Pseudonym(former.value().replace(from, to));
  }

  private static Pseudonym renamed(int number, String to) {
    return renamed(viewer(number), "viewer", to);
  }

  private static Pseudonym turned(int number) {
    return renamed(number, "turned");
  }

  private static RatingChange change(Pseudonym viewer) {
    return new RatingChange(viewer, MOVIE, Optional.of(new Stars(3.5)), TIME);
  }

  private static Erasure erasure(Pseudonym viewer) {
    return Erasure.begun(viewer, new ReceiptId("%032x".formatted(9)), TIME);
  }

  private static AuditEvent event(Pseudonym subject, int n) {
    return new AuditEvent(
        TIME.plusSeconds(n),
        n == 1 ? Actor.user(subject) : Actor.command("test"),
        AuditAction.DATA_EXPORTED,
        Optional.of(subject),
        "number=" + n);
  }
}
