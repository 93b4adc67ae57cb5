package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.InspectAudit;
import io.cinephile.application.RecordAction;
import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does who has got at Elasticsearch, but has neither the key nor the anchor. */
final class TamperedAuditTest {
  private static final AuditChain CHAIN = new AuditChain(new byte[AuditChain.KEY_BYTES]);
  private static final int ENTRIES = 8;

  @RegisterExtension final TestIndices indices = new TestIndices();

  private final InMemoryAnchorage anchorage = new InMemoryAnchorage();

  @BeforeEach
  void recordSomeActions() {
    RecordAction audit = new RecordAction(trail(), CHAIN, anchorage, Clock.systemUTC());
    for (int n = 1; n <= ENTRIES; n++) {
      audit.record(
          Actor.key("9f86d081884c7d65"),
          AuditAction.GENERATION_ACTIVATED,
          Optional.empty(),
          "number=" + n);
    }
    assertThat(verify()).isInstanceOf(Whole.class);
  }

  private AuditTrail trail() {
    return new ElasticsearchAuditTrail(indices.client(), indices.prefix());
  }

  private Verification verify() {
    return new InspectAudit(trail(), CHAIN, anchorage).verifyWhole();
  }

  private String path(long place) {
    return "/%s/_doc/%s?refresh=true"
        .formatted(indices.names().standing("audit"), AuditDocument.id(place));
  }

  private ObjectNode source(long place) {
    return (ObjectNode) indices.transport().call("GET", path(place)).path("_source");
  }

  private void write(long place, JsonNode source) {
    indices.transport().call("PUT", path(place), source);
  }

  private void delete(long place) {
    indices.transport().call("DELETE", path(place));
  }

  @Test
  void findsAnyEditedField() {
    JsonNode original = source(5);
    Map<String, List<String>> edits =
        Map.of(
            "time", List.of("2026-11-22T16:15:00.001Z"),
            "actor", List.of("key:0000000000000000", "nobody"),
            "action", List.of("AUDIT_READ", "NOTHING", "TRAIL_BEGINS"),
            "subject", List.of("AAAAAAAAAAAAAAAAAAAAAA"),
            "payload", List.of("number=99"),
            "payload_sha256", List.of("00"),
            "previous", List.of("00"),
            "seal", List.of("00", "ü"));
    edits.forEach(
        (field, values) ->
            values.forEach(
                value -> {
                  write(5, source(5).put(field, value));
                  assertThat(verify())
                      .as("%s=%s", field, value)
                      .isEqualTo(new Broken(Fault.EDITED, 5));
                  write(5, original);
                }));
    assertThat(verify()).isInstanceOf(Whole.class);
  }

  @Test
  void findsAnEntryThatIsMissing() {
    delete(5);
    assertThat(verify()).isEqualTo(new Broken(Fault.MISSING, 5));
  }

  @Test
  void findsTwoThatChangedPlaces() {
    ObjectNode third = source(3);
    ObjectNode sixth = source(6);
    write(3, sixth);
    write(6, third);
    assertThat(verify()).isEqualTo(new Broken(Fault.REORDERED, 3));
    write(3, sixth.put("sequence", 3));
    write(6, third.put("sequence", 6));
    assertThat(verify()).isEqualTo(new Broken(Fault.EDITED, 3));
  }

  @Test
  void findsThatTheEndIsCutOff() {
    for (long place = 7; place <= ENTRIES; place++) {
      delete(place);
    }
    assertThat(verify()).isEqualTo(new Broken(Fault.TRUNCATED, 7));
  }

  @Test
  void findsThatTheBeginningIsCutOff() {
    delete(1);
    delete(2);
    assertThat(verify()).isEqualTo(new Broken(Fault.FORGED_START, 3));
  }

  @Test
  void findsThatAllIsGone() {
    indices.transport().call("DELETE", "/" + indices.names().standing("audit"));
    assertThat(verify()).isEqualTo(new Broken(Fault.TRUNCATED, 1));
  }

  @Test
  void findsAnEntryThatWasAdded() {
    write(ENTRIES + 1, source(ENTRIES).put("sequence", ENTRIES + 1));
    assertThat(verify()).isEqualTo(new Broken(Fault.EDITED, ENTRIES + 1));
  }

  @Test
  void goesOnRecordingWhateverTheLastEntryHolds() {
    write(ENTRIES, source(ENTRIES).put("action", "NOTHING"));
    RecordAction audit = new RecordAction(trail(), CHAIN, anchorage, Clock.systemUTC());
    assertThat(
            audit
                .record(Actor.server("test"), AuditAction.AUDIT_READ, Optional.empty(), "after")
                .sequence())
        .isEqualTo(ENTRIES + 1);
    assertThat(verify()).isEqualTo(new Broken(Fault.EDITED, ENTRIES));
  }
}
