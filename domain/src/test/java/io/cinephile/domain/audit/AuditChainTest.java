package io.cinephile.domain.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final Instant TIME = Instant.parse("2026-11-22T16:15:00.123Z");
  private static final Pseudonym VIEWER = new Pseudonym("ls4KWoIINwq0q9Y1RgxMmg");

  private final AuditChain chain = new AuditChain(new byte[32]);

  private static AuditEvent event(int n) {
    return new AuditEvent(
        TIME.plusSeconds(n),
        n % 2 == 0 ? Actor.key("9f86d081884c7d65") : Actor.user(VIEWER),
        n % 3 == 0 ? AuditAction.CONSENT_CHANGED : AuditAction.TRAINING_STARTED,
        n % 3 == 0 ? Optional.of(VIEWER) : Optional.empty(),
        "number=" + n);
  }

  private List<AuditEntry> entries(int count) {
    return entries(chain, count);
  }

  private static List<AuditEntry> entries(AuditChain chain, int count) {
    List<AuditEntry> entries = new ArrayList<>();
    Optional<Anchor> last = Optional.empty();
    for (int n = 1; n <= count; n++) {
      AuditEntry entry = chain.seal(last, event(n));
      entries.add(entry);
      last = Optional.of(AuditChain.anchorOf(entry));
    }
    return entries;
  }

  /** Each in the place of its number. */
  private static List<Stored> stored(List<AuditEntry> entries) {
    List<Stored> stored = new ArrayList<>();
    entries.forEach(entry -> stored.add(new Stored(entry.sequence(), Optional.of(entry))));
    return stored;
  }

  private Verification verify(List<Stored> stored, Optional<Anchor> anchor) {
    return chain.verify(stored.stream(), anchor);
  }

  private static Optional<Anchor> anchor(AuditEntry entry) {
    return Optional.of(AuditChain.anchorOf(entry));
  }

  private static Stored at(long place, AuditEntry entry) {
    return new Stored(place, Optional.of(entry));
  }

  @Test
  void a_seal_is_a_keyed_hash_over_fields_with_their_lengths() {
    // python3 -c 'import hmac,hashlib,struct; f=["cinephile-audit-1","1","1795364100123",
    // "key:9f86d081884c7d65","DATA_EXPORTED","ls4…",sha256("format=json"),"0"*64];
    // hmac.new(bytes(32),
    // b"".join(struct.pack(">I",len(x))+x.encode() for x in f),"sha256").hexdigest()'
    AuditEvent event =
        new AuditEvent(
            TIME,
            Actor.key("9f86d081884c7d65"),
            AuditAction.DATA_EXPORTED,
            Optional.of(VIEWER),
            "format=json");

    AuditEntry entry = chain.seal(Optional.empty(), event);

    assertThat(entry.sequence()).isEqualTo(1);
    assertThat(entry.previous()).isEqualTo("0".repeat(64));
    assertThat(entry.seal())
        .isEqualTo("7afdfc6cca50d910b72f810fff20fff876d1374fb5bc46afe523c43fe0b40046");
  }

  @Test
  void no_field_runs_over_into_the_next() {
    AuditEvent one =
        new AuditEvent(TIME, Actor.key("ab"), AuditAction.AUDIT_READ, Optional.empty(), "");
    AuditEvent other =
        new AuditEvent(TIME, Actor.key("a"), AuditAction.AUDIT_READ, Optional.empty(), "b");

    assertThat(chain.seal(Optional.empty(), one).seal())
        .isNotEqualTo(chain.seal(Optional.empty(), other).seal());
  }

  @Test
  void what_nobody_touched_is_whole() {
    List<AuditEntry> entries = entries(10);

    assertThat(verify(stored(entries), anchor(entries.get(9))))
        .isEqualTo(new Whole(1, anchor(entries.get(9))));
    assertThat(verify(stored(entries), anchor(entries.get(4)))).isInstanceOf(Whole.class);
    assertThat(verify(stored(entries), Optional.empty())).isInstanceOf(Whole.class);
    assertThat(verify(List.of(), Optional.empty())).isEqualTo(new Whole(0, Optional.empty()));
  }

  @Test
  void an_edited_entry_is_named() {
    List<Stored> stored = stored(entries(10));
    AuditEntry old = stored.get(4).entry().orElseThrow();
    AuditEntry edited = new AuditEntry(old.sequence(), event(99), old.previous(), old.seal());

    stored.set(4, at(5, edited));
    assertThat(verify(stored, Optional.empty())).isEqualTo(new Broken(Fault.EDITED, 5));
    stored.set(4, new Stored(5, Optional.empty()));
    assertThat(verify(stored, Optional.empty())).isEqualTo(new Broken(Fault.EDITED, 5));
  }

  @Test
  void an_entry_that_another_key_sealed_is_an_edited_one() {
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(verify(stored(entries(new AuditChain(other), 3)), Optional.empty()))
        .isEqualTo(new Broken(Fault.EDITED, 1));
  }

  @Test
  void a_missing_entry_is_named() {
    List<Stored> stored = stored(entries(10));
    stored.remove(4);

    assertThat(verify(stored, Optional.empty())).isEqualTo(new Broken(Fault.MISSING, 5));
  }

  @Test
  void entries_in_each_others_places_are_named() {
    List<Stored> stored = stored(entries(10));
    AuditEntry fifth = stored.get(4).entry().orElseThrow();
    stored.set(4, at(5, stored.get(7).entry().orElseThrow()));
    stored.set(7, at(8, fifth));

    assertThat(verify(stored, Optional.empty())).isEqualTo(new Broken(Fault.REORDERED, 5));
  }

  @Test
  void what_was_cut_off_is_found_by_the_anchor() {
    List<AuditEntry> entries = entries(10);

    assertThat(verify(stored(entries.subList(0, 7)), anchor(entries.get(9))))
        .isEqualTo(new Broken(Fault.TRUNCATED, 8));
    assertThat(verify(List.of(), anchor(entries.get(9)))).isEqualTo(new Broken(Fault.TRUNCATED, 1));
    assertThat(verify(stored(entries.subList(0, 7)), Optional.empty())).isInstanceOf(Whole.class);
  }

  @Test
  void what_grew_again_behind_a_cut_is_found_by_the_anchor() {
    List<AuditEntry> entries = entries(10);
    List<AuditEntry> others = new ArrayList<>(entries.subList(0, 7));
    for (int n = 8; n <= 12; n++) {
      others.add(chain.seal(anchor(others.get(others.size() - 1)), event(100 + n)));
    }

    assertThat(verify(stored(others), anchor(entries.get(9))))
        .isEqualTo(new Broken(Fault.REPLACED, 10));
  }

  @Test
  void an_entry_of_another_branch_is_found() {
    List<Stored> stored = stored(entries(10));
    AuditEntry other = chain.seal(anchor(stored.get(3).entry().orElseThrow()), event(99));
    stored.set(4, at(5, other));

    assertThat(verify(stored, Optional.empty())).isEqualTo(new Broken(Fault.REPLACED, 6));
  }

  @Test
  void a_trail_that_lost_its_beginning_is_found() {
    assertThat(verify(stored(entries(10).subList(3, 10)), Optional.empty()))
        .isEqualTo(new Broken(Fault.FORGED_START, 4));
  }

  @Test
  void a_trail_whose_beginning_was_removed_by_right_is_whole() {
    List<AuditEntry> entries = entries(10);
    AuditEntry start = start(entries.get(3));
    List<Stored> left = stored(entries.subList(4, 10));
    left.add(0, at(4, start));

    assertThat(verify(left, anchor(entries.get(9))))
        .isEqualTo(new Whole(4, anchor(entries.get(9))));
    assertThat(verify(left, anchor(entries.get(3)))).isInstanceOf(Whole.class);
    assertThat(verify(left, anchor(entries.get(1)))).isInstanceOf(Whole.class);
  }

  @Test
  void a_start_fits_in_no_other_place() {
    List<AuditEntry> entries = entries(10);
    List<Stored> lostMore = stored(entries.subList(6, 10));
    lostMore.add(0, at(4, start(entries.get(3))));
    assertThat(verify(lostMore, Optional.empty())).isEqualTo(new Broken(Fault.MISSING, 5));

    List<Stored> moved = stored(entries.subList(6, 10));
    moved.add(0, at(6, start(entries.get(3))));
    assertThat(verify(moved, Optional.empty())).isEqualTo(new Broken(Fault.REORDERED, 6));
  }

  @Test
  void a_look_goes_on_where_an_earlier_one_ended() {
    List<AuditEntry> entries = entries(10);
    List<Stored> stored = stored(entries);
    Anchor sixth = AuditChain.anchorOf(entries.get(5));

    assertThat(chain.verifyFrom(sixth, stored.subList(5, 10).stream(), anchor(entries.get(8))))
        .isEqualTo(new Whole(6, anchor(entries.get(9))));
    assertThat(chain.verifyFrom(sixth, stored.subList(6, 10).stream(), Optional.empty()))
        .isEqualTo(new Broken(Fault.MISSING, 6));
    assertThat(chain.verifyFrom(sixth, Stream.of(), Optional.empty()))
        .isEqualTo(new Broken(Fault.TRUNCATED, 1));
  }

  /** Whatever somebody does to the stored entries who has not got the key. */
  @Test
  void two_hundred_random_tamperings_are_found_each_time() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<AuditEntry> entries = entries(2 + random.nextInt(30));
      List<Stored> stored = stored(entries);
      String what = tamper(random, stored);

      assertThat(verify(stored, anchor(entries.get(entries.size() - 1))))
          .as("seed %d: %s", seed, what)
          .isInstanceOf(Broken.class);
    }
  }

  private String tamper(Random random, List<Stored> stored) {
    int place = random.nextInt(stored.size());
    int another = (place + 1 + random.nextInt(stored.size() - 1)) % stored.size();
    AuditEntry entry = stored.get(place).entry().orElseThrow();
    return switch (random.nextInt(6)) {
      case 0 -> {
        AuditEntry edited = edited(random, entry);
        stored.set(place, at(entry.sequence(), edited));
        yield "edited " + entry.sequence();
      }
      case 1 -> {
        stored.remove(place);
        yield "removed " + entry.sequence();
      }
      case 2 -> {
        stored.subList(place, stored.size()).clear();
        yield "cut off from " + entry.sequence();
      }
      case 3 -> {
        stored.subList(0, place + 1).clear();
        yield "removed up to " + entry.sequence();
      }
      case 4 -> {
        Collections.swap(stored, place, another);
        for (int i : List.of(place, another)) {
          stored.set(i, new Stored(i + 1, stored.get(i).entry()));
        }
        yield "swapped %d and %d".formatted(place + 1, another + 1);
      }
      default -> {
        stored.set(another, at(another + 1, entry));
        yield "copied %d over %d".formatted(place + 1, another + 1);
      }
    };
  }

  private static AuditEntry edited(Random random, AuditEntry entry) {
    AuditEvent event = entry.event();
    String text = "x" + random.nextInt();
    return switch (random.nextInt(8)) {
      case 0 -> new AuditEntry(entry.sequence() + 1, event, entry.previous(), entry.seal());
      case 1 -> new AuditEntry(entry.sequence(), event, text, entry.seal());
      case 2 -> new AuditEntry(entry.sequence(), event, entry.previous(), text);
      default -> {
        int field = random.nextInt(5);
        AuditEvent changed =
            new AuditEvent(
                field == 0 ? event.time().plusMillis(1) : event.time(),
                field == 1 ? Actor.server(text.replace('-', '.')) : event.actor(),
                field == 2 ? AuditAction.AUDIT_READ : event.action(),
                field == 3
                    ? (event.subject().isPresent() ? Optional.empty() : Optional.of(VIEWER))
                    : event.subject(),
                field == 4 ? text : event.payload());
        yield new AuditEntry(entry.sequence(), changed, entry.previous(), entry.seal());
      }
    };
  }

  private AuditEntry start(AuditEntry lastRemoved) {
    return chain.start(
        lastRemoved,
        new AuditEvent(
            TIME.plusSeconds(1000),
            Actor.server("retention"),
            AuditAction.TRAIL_BEGINS,
            Optional.empty(),
            "removed=4"));
  }

  @Test
  void a_short_key_is_refused() {
    assertThatThrownBy(() -> new AuditChain(new byte[31]))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage("audit key must have at least 32 bytes, but is '31 bytes'");
  }

  @Test
  void an_actor_is_read_as_it_was_written() {
    for (Actor actor : List.of(Actor.key("ab"), Actor.user(VIEWER), Actor.command("train"))) {
      assertThat(Actor.parse(actor.toString())).isEqualTo(actor);
    }
    assertThatThrownBy(() -> Actor.parse("someone")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Actor.parse("god:x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Actor.parse("key:a b")).isInstanceOf(IllegalArgumentException.class);
  }

  private static final Pseudonym OTHER = new Pseudonym("ABCDEFGHIJKLMNOPQRSTUA");

  private List<AuditEntry> resealed(List<AuditEntry> entries) {
    return entries.stream()
        .map(chain.resealing(viewer -> viewer.equals(VIEWER) ? OTHER : viewer))
        .toList();
  }

  @Test
  void a_trail_that_is_sealed_anew_tells_the_same_of_other_pseudonyms_and_is_whole() {
    List<AuditEntry> entries = entries(12);
    List<AuditEntry> resealed = resealed(entries);

    assertThat(verify(stored(resealed), Optional.empty())).isInstanceOf(Whole.class);
    assertThat(resealed.toString()).doesNotContain(VIEWER.value());
    for (int i = 0; i < entries.size(); i++) {
      AuditEvent before = entries.get(i).event();
      AuditEvent after = resealed.get(i).event();
      assertThat(after.time()).isEqualTo(before.time());
      assertThat(after.action()).isEqualTo(before.action());
      assertThat(after.payload()).isEqualTo(before.payload());
      assertThat(after.subject()).isEqualTo(before.subject().map(viewer -> OTHER));
      assertThat(after.actor())
          .isEqualTo(before.actor().kind() == Actor.Kind.USER ? Actor.user(OTHER) : before.actor());
    }
  }

  @Test
  void a_trail_that_begins_later_begins_there_after_it_is_sealed_anew() {
    List<AuditEntry> entries = new ArrayList<>(entries(6));
    AuditEvent begins =
        new AuditEvent(
            TIME, Actor.server("retention"), AuditAction.TRAIL_BEGINS, Optional.empty(), "");
    entries.set(2, chain.start(entries.get(2), begins));
    List<AuditEntry> rest = resealed(entries.subList(2, 6));

    assertThat(verify(stored(rest), Optional.empty())).isInstanceOf(Whole.class);
    assertThat(rest.get(0)).isEqualTo(entries.get(2));
  }

  @Test
  void what_was_tampered_with_is_not_sealed_anew() {
    List<AuditEntry> missing = new ArrayList<>(entries(6));
    missing.remove(2);
    List<AuditEntry> foreign = new ArrayList<>(entries(6));
    foreign.set(
        3, entries(new AuditChain("another key of 32 bytes or more.".getBytes(UTF_8)), 4).get(3));
    List<AuditEntry> beheaded = entries(6).subList(1, 6);

    for (List<AuditEntry> entries : List.of(missing, foreign, beheaded)) {
      assertThatThrownBy(() -> resealed(entries))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not whole");
    }
  }
}
