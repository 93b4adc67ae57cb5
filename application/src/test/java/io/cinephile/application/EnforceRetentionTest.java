package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.EnforceRetention.Outcome;
import io.cinephile.application.contracts.ServingEventsContract;
import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.application.fakes.InMemoryAuditTrail;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryServingEvents;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.retention.DataClass;
import io.cinephile.domain.retention.RetentionRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnforceRetentionTest {
  private static final Actor ADMIN = Actor.key("9f86d081884c7d65");
  private static final Pseudonym VIEWER = new Pseudonym("viewer_000000000000001");

  private final SettableClock clock = new SettableClock();
  private final AuditChain chain = new AuditChain(new byte[32]);
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final InMemoryAnchorage anchorage = new InMemoryAnchorage();
  private final RecordAction audit = new RecordAction(trail, chain, anchorage, clock);
  private final InspectAudit inspection = new InspectAudit(trail, chain, anchorage);
  private final InMemoryLiveRatings live = new InMemoryLiveRatings();
  private final InMemoryServingEvents events = new InMemoryServingEvents();

  private EnforceRetention retention(String ofLiveRatings, String ofAudit) {
    return new EnforceRetention(
        List.of(
            RetentionRule.parse(DataClass.LIVE_RATINGS, ofLiveRatings, "live"),
            RetentionRule.newest(DataClass.GENERATIONS, 3),
            RetentionRule.parse(DataClass.AUDIT_TRAIL, ofAudit, "audit"),
            RetentionRule.forever(DataClass.ERASURES),
            RetentionRule.parse(DataClass.SERVING_EVENTS, "P30D", "events")),
        live,
        new InMemoryTrainingRuns(clock, Duration.ofMinutes(1)),
        new InMemoryStore(),
        new InMemoryGenerationRegistry(),
        new TrimAudit(trail, chain, inspection, clock),
        events,
        audit,
        clock);
  }

  private void rate(int movie) {
    live.put(
        new RatingChange(VIEWER, new MovieId(movie), Optional.of(new Stars(4)), clock.instant()));
  }

  /** An entry a day. */
  private void record(int days) {
    for (int n = 0; n < days; n++) {
      audit.record(ADMIN, AuditAction.AUDIT_READ, Optional.empty(), "");
      clock.advance(Duration.ofDays(1));
    }
  }

  private static List<Long> items(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::items).toList();
  }

  @Test
  void nothingIsRemovedThatIsKeptForever() {
    rate(1);
    record(3);
    clock.advance(Duration.ofDays(36_500));
    EnforceRetention retention = retention("forever", "forever");
    assertThat(items(retention.look())).containsExactly(0L, 0L, 0L, 0L, 0L);
    assertThat(items(retention.run(ADMIN))).containsExactly(0L, 0L, 0L, 0L, 0L);
    assertThat(live.by(List.of(VIEWER))).hasSize(1);
    assertThat(trail.first()).contains(1L);
  }

  @Test
  void whatIsCountedIsWhatIsRemoved() {
    rate(1);
    clock.advance(Duration.ofDays(10));
    rate(2);
    EnforceRetention retention = retention("P7D", "forever");
    assertThat(items(retention.look())).containsExactly(1L, 0L, 0L, 0L, 0L);
    assertThat(live.by(List.of(VIEWER))).hasSize(2);
    List<Outcome> removed = retention.run(ADMIN);
    assertThat(items(removed)).containsExactly(1L, 0L, 0L, 0L, 0L);
    assertThat(removed.get(0).cutoff()).contains(clock.instant().minus(Duration.ofDays(7)));
    assertThat(live.by(List.of(VIEWER)))
        .extracting(RatingChange::movie)
        .containsExactly(new MovieId(2));
    assertThat(items(retention.run(ADMIN))).containsExactly(0L, 0L, 0L, 0L, 0L);
  }

  @Test
  void eventsAreRemovedByARuleOfTheirOwn() {
    events.record(ServingEventsContract.refusal(clock.instant()));
    clock.advance(Duration.ofDays(31));
    events.record(ServingEventsContract.refusal(clock.instant()));
    EnforceRetention retention = retention("forever", "forever");
    assertThat(items(retention.look())).containsExactly(0L, 0L, 0L, 0L, 1L);
    assertThat(items(retention.run(ADMIN))).containsExactly(0L, 0L, 0L, 0L, 1L);
    assertThat(events.all()).extracting(ServingEvent::at).containsExactly(clock.instant());
  }

  @Test
  void itIsOnRecordWhatWasToBeRemovedBeforeItIs() {
    rate(1);
    clock.advance(Duration.ofDays(10));
    retention("P7D", "forever").run(Actor.server("retention"));
    AuditEvent event = trail.read(1, 1).get(0).entry().orElseThrow().event();
    assertThat(event.action()).isEqualTo(AuditAction.RETENTION_RUN);
    assertThat(event.actor()).isEqualTo(Actor.server("retention"));
    assertThat(event.payload())
        .isEqualTo(
            "LIVE_RATINGS=1 before 2026-11-25T16:15:00Z, SERVING_EVENTS=0 before 2026-11-02T16:15:00Z");
  }

  @Test
  void aTrailThatWasTrimmedIsWholeAndTellsWhereItBegins() {
    record(20);
    EnforceRetention retention = retention("forever", "P5D");
    assertThat(items(retention.run(ADMIN))).containsExactly(0L, 0L, 15L, 0L, 0L);
    // The last of the fifteen has become the start.
    assertThat(trail.read(1, 100)).extracting(Stored::place).first().isEqualTo(15L);
    assertThat(inspection.verifyWhole()).isEqualTo(new Whole(15, anchorage.last()));
    assertThat(anchorage.last()).map(Anchor::sequence).contains(21L);

    assertThat(items(retention.run(ADMIN))).containsExactly(0L, 0L, 0L, 0L, 0L);
    assertThat(trail.first()).contains(15L);

    record(3);
    assertThat(items(retention.look())).containsExactly(0L, 0L, 3L, 0L, 0L);
    assertThat(items(retention.run(ADMIN))).containsExactly(0L, 0L, 3L, 0L, 0L);
    assertThat(trail.first()).contains(18L);
    assertThat(inspection.verify()).isEqualTo(new Whole(18, anchorage.last()));
  }

  @Test
  void theLastEntryStaysHoweverOldItIs() {
    record(3);
    clock.advance(Duration.ofDays(100));
    TrimAudit trim = new TrimAudit(trail, chain, inspection, clock);
    assertThat(trim.removeBefore(clock.instant())).isEqualTo(2);
    assertThat(trim.removeBefore(clock.instant())).isZero();
    assertThat(trail.read(1, 10)).extracting(Stored::place).containsExactly(2L, 3L);
    assertThat(inspection.verifyWhole()).isInstanceOf(Whole.class);
  }

  @Test
  void whoRemovesMoreThanTheRuleIsFoundAfterwards() {
    record(20);
    retention("forever", "P5D").run(ADMIN);
    trail.tamper(16, Optional.empty());
    assertThat(inspection.verifyWhole()).isEqualTo(new Broken(Fault.MISSING, 16));
    trail.tamper(15, Optional.empty());
    assertThat(inspection.verifyWhole()).isEqualTo(new Broken(Fault.FORGED_START, 17));
  }

  @Test
  void aBrokenTrailIsKeptAsEvidence() {
    rate(1);
    record(20);
    trail.tamper(3, Optional.empty());
    List<Outcome> outcomes = retention("P5D", "P5D").run(ADMIN);
    assertThat(items(outcomes)).containsExactly(1L, 0L, 0L, 0L, 0L);
    assertThat(outcomes.get(2).obstacle())
        .contains("The audit trail has been tampered with. Entry 3 is missing.");
    assertThat(trail.first()).contains(1L);
  }
}
