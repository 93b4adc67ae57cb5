package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.InspectAudit;
import io.cinephile.application.RecordAction;
import io.cinephile.application.contracts.AuditTrailContract;
import io.cinephile.application.fakes.InMemoryAnchorage;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ElasticsearchAuditTrailTest extends AuditTrailContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected AuditTrail empty() {
    return elsewhere();
  }

  @Override
  protected AuditTrail elsewhere() {
    return new ElasticsearchAuditTrail(indices.client(), indices.prefix());
  }

  /** What somebody does who has got at Elasticsearch, but has neither the key nor the anchor. */
  @Nested
  final class Tampering {
    private static final int ENTRIES = 12;
    private final InMemoryAnchorage anchorage = new InMemoryAnchorage();

    @BeforeEach
    void recordSomeActions() {
      RecordAction audit = new RecordAction(elsewhere(), CHAIN, anchorage, clock);
      for (int n = 1; n <= ENTRIES; n++) {
        audit.record(
            Actor.key("9f86d081884c7d65"),
            AuditAction.GENERATION_ACTIVATED,
            Optional.empty(),
            "number=" + n);
      }
      assertThat(verify()).isInstanceOf(Whole.class);
    }

    private Verification verify() {
      return new InspectAudit(elsewhere(), CHAIN, anchorage).verifyWhole();
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

    @ParameterizedTest
    @CsvSource({
      "time, 2026-11-22T16:15:00.001Z",
      "actor, key:0000000000000000",
      "actor, nobody",
      "action, AUDIT_READ",
      "action, NOTHING",
      "action, TRAIL_BEGINS",
      "subject, AAAAAAAAAAAAAAAAAAAAAA",
      "payload, number=99",
      "payload_sha256, 00",
      "previous, 00",
      "seal, 00",
      "seal, ü"
    })
    void findsAnEditedField(String field, String value) {
      write(5, source(5).put(field, value));
      assertThat(verify()).isEqualTo(new Broken(Fault.EDITED, 5));
    }

    @Test
    void findsAnEntryThatIsMissing() {
      delete(5);
      assertThat(verify()).isEqualTo(new Broken(Fault.MISSING, 5));
    }

    @Test
    void findsTwoThatChangedPlaces() {
      ObjectNode third = source(3);
      write(3, source(8));
      write(8, third);
      assertThat(verify()).isEqualTo(new Broken(Fault.REORDERED, 3));
    }

    @Test
    void findsTwoThatChangedPlacesAndNumbers() {
      ObjectNode third = source(3).put("sequence", 8);
      write(3, source(8).put("sequence", 3));
      write(8, third);
      assertThat(verify()).isEqualTo(new Broken(Fault.EDITED, 3));
    }

    @Test
    void findsThatTheEndIsCutOff() {
      for (long place = 10; place <= ENTRIES; place++) {
        delete(place);
      }
      assertThat(verify()).isEqualTo(new Broken(Fault.TRUNCATED, 10));
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
      RecordAction audit = new RecordAction(elsewhere(), CHAIN, anchorage, clock);
      assertThat(
              audit
                  .record(Actor.server("test"), AuditAction.AUDIT_READ, Optional.empty(), "after")
                  .sequence())
          .isEqualTo(ENTRIES + 1);
      assertThat(verify()).isEqualTo(new Broken(Fault.EDITED, ENTRIES));
    }
  }
}
