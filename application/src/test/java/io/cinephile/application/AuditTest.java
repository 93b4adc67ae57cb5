package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.application.fakes.InMemoryAuditTrail;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Actor ADMIN = Actor.key("9f86d081884c7d65");

  private final AuditChain chain = new AuditChain(new byte[32]);
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final InMemoryAnchorage anchorage = new InMemoryAnchorage();
  private final RecordAction audit = new RecordAction(trail, chain, anchorage, new SettableClock());
  private final InspectAudit inspection = new InspectAudit(trail, chain, anchorage);

  private AuditEntry record(String payload) {
    return audit.record(ADMIN, AuditAction.TRAINING_STARTED, Optional.empty(), payload);
  }

  private List<AuditEntry> record(int count) {
    List<AuditEntry> entries = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      entries.add(record("number=" + n));
    }
    return entries;
  }

  @Test
  void eachEntryIsAnchoredByWhoeverAppendsIt() {
    List<AuditEntry> entries = record(3);
    assertThat(anchorage.last()).contains(AuditChain.anchorOf(entries.get(2)));
  }

  @Test
  void whatOthersAppendedIsAnchoredByTheNextLook() {
    InMemoryAnchorage elsewhere = new InMemoryAnchorage();
    RecordAction other = new RecordAction(trail, chain, elsewhere, new SettableClock());
    record(2);
    other.record(ADMIN, AuditAction.AUDIT_READ, Optional.empty(), "");
    AuditEntry last = record("own");
    assertThat(anchorage.last()).map(Anchor::sequence).contains(2L);
    assertThat(inspection.verify()).isEqualTo(new Whole(1, Optional.of(AuditChain.anchorOf(last))));
    assertThat(anchorage.last()).contains(AuditChain.anchorOf(last));
  }

  @Test
  void aLaterLookReadsWhatIsNewAndFindsWhatIsWrongWithIt() {
    record(5);
    assertThat(inspection.verify()).isInstanceOf(Whole.class);
    List<AuditEntry> more = record(3);
    assertThat(inspection.verify()).isInstanceOf(Whole.class);
    trail.tamper(7, Optional.empty());
    assertThat(inspection.verifyWhole()).isEqualTo(new Broken(Fault.MISSING, 7));
    trail.tamper(7, Optional.of(more.get(1)));
    assertThat(inspection.verifyWhole()).isInstanceOf(Whole.class);
  }

  @Test
  void whatWasFoundWholeOnceIsLookedAtAgainWhereAskedFor() {
    List<AuditEntry> entries = record(5);
    assertThat(inspection.verify()).isInstanceOf(Whole.class);
    trail.tamper(2, Optional.of(entries.get(2)));
    assertThat(inspection.verify()).isInstanceOf(Whole.class);
    assertThat(inspection.verifyWhole()).isEqualTo(new Broken(Fault.REORDERED, 2));
  }

  @Test
  void aTrailThatIsGoneIsFoundByItsAnchor() {
    record(3);
    InspectAudit afterwards = new InspectAudit(new InMemoryAuditTrail(), chain, anchorage);
    assertThat(afterwards.verify()).isEqualTo(new Broken(Fault.TRUNCATED, 1));
    assertThat(anchorage.last()).map(Anchor::sequence).contains(3L);
  }

  @Test
  void aTrailThatIsGoneIsFoundByWhoeverHasSeenItAlsoWithoutAnchor() {
    InspectAudit seen = new InspectAudit(trail, chain, new InMemoryAnchorage());
    record(3);
    assertThat(seen.verify()).isInstanceOf(Whole.class);
    trail.tamper(3, Optional.empty());
    assertThat(seen.verify()).isEqualTo(new Broken(Fault.TRUNCATED, 3));
  }

  @Test
  void aGapOfManyPagesIsCrossedAtOnce() {
    AuditEntry first = record("first");
    Anchor far = new Anchor(1L << 60, AuditChain.anchorOf(first).seal());
    trail.add(chain.seal(Optional.of(far), first.event()));
    assertThat(inspection.verify()).isEqualTo(new Broken(Fault.MISSING, 2));
  }

  @Test
  void longTrailsAreReadInPages() {
    record(2 * 1_000 + 1);
    assertThat(inspection.verifyWhole()).isEqualTo(new Whole(1, anchorage.last()));
    assertThat(anchorage.last()).map(Anchor::sequence).contains(2_001L);
  }

  @Test
  void entriesAreListedFromAPlaceOn() {
    List<AuditEntry> entries = record(5);
    assertThat(inspection.read(2, 2))
        .extracting(stored -> stored.entry().orElseThrow())
        .containsExactly(entries.get(1), entries.get(2));
    assertThatThrownBy(() -> inspection.read(0, 2)).isInstanceOf(OutOfRangeException.class);
    assertThatThrownBy(() -> inspection.read(1, 101)).isInstanceOf(OutOfRangeException.class);
  }
}
