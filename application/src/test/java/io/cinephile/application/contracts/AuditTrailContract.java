package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.InspectAudit;
import io.cinephile.application.RecordAction;
import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification.Whole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of the audit trail has to do. */
public abstract class AuditTrailContract {
  protected static final AuditChain CHAIN = new AuditChain(new byte[AuditChain.KEY_BYTES]);
  private static final int WRITERS = 4;
  private static final int ENTRIES_OF_EACH = 25;

  protected final SettableClock clock = new SettableClock();
  private AuditTrail trail;

  /** A trail without any entry. */
  protected abstract AuditTrail empty();

  /** The same trail as another process sees it. */
  protected abstract AuditTrail elsewhere();

  @BeforeEach
  final void startEmpty() {
    trail = empty();
  }

  @Test
  void hasNoEntryAtFirst() {
    assertThat(trail.latest()).isEmpty();
    assertThat(trail.first()).isEmpty();
    assertThat(trail.read(1, 10)).isEmpty();
    assertThat(trail.firstSince(Instant.EPOCH)).isEmpty();
  }

  @Test
  void showsEveryReaderAnEntryAsSoonAsItIsAdded() {
    for (AuditEntry entry : filled(5)) {
      assertThat(entry.sequence()).isPositive();
    }
    for (int n = 6; n <= 12; n++) {
      AuditEntry entry = CHAIN.seal(trail.latest(), event(n));
      assertThat(trail.add(entry)).isTrue();
      for (AuditTrail reader : List.of(trail, elsewhere())) {
        assertThat(reader.latest()).contains(AuditChain.anchorOf(entry));
        assertThat(reader.read(n, 10)).containsExactly(at(entry));
        assertThat(reader.first()).contains(1L);
      }
    }
  }

  @Test
  void keepsAllOfAnEntry() {
    AuditEvent event =
        new AuditEvent(
            Instant.parse("2026-11-22T16:15:00.123Z"),
            Actor.user(Publishing.viewer(2)),
            AuditAction.DATA_EXPORTED,
            Optional.of(Publishing.viewer(1)),
            "\"quoted\" ümläut\nsecond line " + "x".repeat(900));
    AuditEntry entry = CHAIN.seal(Optional.empty(), event);
    trail.add(entry);
    assertThat(elsewhere().read(1, 1)).containsExactly(at(entry));
  }

  @Test
  void givesAPlaceToOneEntryOnly() {
    AuditEntry first = CHAIN.seal(Optional.empty(), event(1));
    assertThat(trail.add(first)).isTrue();
    assertThat(elsewhere().add(CHAIN.seal(Optional.empty(), event(2)))).isFalse();
    assertThat(trail.read(1, 10)).containsExactly(at(first));
  }

  @Test
  void readsSoManyPlacesInTheirOrder() {
    List<AuditEntry> entries = filled(12);
    assertThat(trail.read(3, 4))
        .containsExactlyElementsOf(entries.subList(2, 6).stream().map(this::at).toList());
    assertThat(trail.read(10, 100)).hasSize(3);
    assertThat(trail.read(13, 100)).isEmpty();
  }

  @Test
  void findsTheFirstEntryOfATime() {
    List<AuditEntry> entries = filled(5);
    assertThat(trail.firstSince(entries.get(2).event().time())).contains(3L);
    assertThat(trail.firstSince(entries.get(2).event().time().plusMillis(1))).contains(4L);
    assertThat(trail.firstSince(Instant.EPOCH)).contains(1L);
    assertThat(trail.firstSince(entries.get(4).event().time().plusMillis(1))).isEmpty();
  }

  @Test
  void beginsLaterOnceTheOldestAreRemoved() {
    List<AuditEntry> entries = filled(10);
    AuditEntry start = start(entries.get(3));
    assertThat(trail.beginWith(start)).isEqualTo(3);
    for (AuditTrail reader : List.of(trail, elsewhere())) {
      assertThat(reader.first()).contains(4L);
      assertThat(reader.read(1, 5)).containsExactly(at(start), at(entries.get(4)));
      assertThat(reader.latest()).contains(AuditChain.anchorOf(entries.get(9)));
    }
    assertThat(trail.beginWith(start)).isZero();
    AuditEntry later = start(entries.get(6));
    assertThat(trail.beginWith(later)).isEqualTo(3);
    assertThat(trail.read(1, 100)).hasSize(4).startsWith(at(later));
    assertThat(inspection().verifyWhole())
        .isEqualTo(new Whole(7, Optional.of(AuditChain.anchorOf(entries.get(9)))));
  }

  @Test
  void chainsWhatSeveralWritersAppendAtTheSameTime() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<List<AuditEntry>>> work =
          IntStream.range(0, WRITERS).<Callable<List<AuditEntry>>>mapToObj(this::writer).toList();
      List<Long> numbers = new ArrayList<>();
      for (Future<List<AuditEntry>> entries : writers.invokeAll(work)) {
        entries.get().forEach(entry -> numbers.add(entry.sequence()));
      }
      long all = WRITERS * ENTRIES_OF_EACH;
      assertThat(numbers).hasSize((int) all).doesNotHaveDuplicates();
      assertThat(inspection().verifyWhole())
          .isInstanceOfSatisfying(
              Whole.class, whole -> assertThat(whole.last()).map(Anchor::sequence).contains(all));
    } finally {
      writers.shutdownNow();
    }
  }

  private Callable<List<AuditEntry>> writer(int number) {
    RecordAction server = new RecordAction(elsewhere(), CHAIN, new InMemoryAnchorage(), clock);
    return () -> {
      List<AuditEntry> entries = new ArrayList<>();
      for (int n = 0; n < ENTRIES_OF_EACH; n++) {
        entries.add(
            server.record(
                Actor.server("server-" + number),
                AuditAction.AUDIT_READ,
                Optional.empty(),
                "number=" + n));
      }
      return entries;
    };
  }

  /** Entries, a second after another. */
  protected final List<AuditEntry> filled(int count) {
    List<AuditEntry> entries = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      clock.advance(Duration.ofSeconds(1));
      AuditEntry entry = CHAIN.seal(trail.latest(), event(n));
      assertThat(trail.add(entry)).isTrue();
      entries.add(entry);
    }
    return entries;
  }

  protected final InspectAudit inspection() {
    return new InspectAudit(elsewhere(), CHAIN, new InMemoryAnchorage());
  }

  private AuditEvent event(int n) {
    return new AuditEvent(
        clock.instant(),
        Actor.key("9f86d081884c7d65"),
        AuditAction.CONSENT_CHANGED,
        Optional.of(Publishing.viewer(n)),
        "purpose=training allowed=false");
  }

  private AuditEntry start(AuditEntry lastRemoved) {
    return CHAIN.start(
        lastRemoved,
        new AuditEvent(
            clock.instant(),
            Actor.server("retention"),
            AuditAction.TRAIL_BEGINS,
            Optional.empty(),
            ""));
  }

  private Stored at(AuditEntry entry) {
    return new Stored(entry.sequence(), Optional.of(entry));
  }
}
