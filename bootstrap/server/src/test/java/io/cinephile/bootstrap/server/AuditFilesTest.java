package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the audit trail lies outside of the store. */
class AuditFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:15:00Z");

  @TempDir Path folder;

  @Test
  void an_anchor_is_remembered_and_never_goes_back() throws IOException {
    Path file = folder.resolve("home").resolve("audit-anchor");
    AnchorFile anchors = new AnchorFile(file);
    assertThat(anchors.last()).isEmpty();
    anchors.advance(new Anchor(7, "ab".repeat(32)));
    anchors.advance(new Anchor(6, "cd".repeat(32)));
    assertThat(new AnchorFile(file).last()).contains(new Anchor(7, "ab".repeat(32)));
    anchors.advance(new Anchor(8, "ef".repeat(32)));
    assertThat(new AnchorFile(file).last()).contains(new Anchor(8, "ef".repeat(32)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void an_anchor_is_replaced_when_the_trail_was_sealed_anew() {
    Path file = folder.resolve("home").resolve("audit-anchor");
    AnchorFile anchors = new AnchorFile(file);
    anchors.advance(new Anchor(7, "ab".repeat(32)));
    anchors.replace(new Anchor(7, "cd".repeat(32)));
    anchors.advance(new Anchor(7, "ef".repeat(32)));
    assertThat(new AnchorFile(file).last()).contains(new Anchor(7, "cd".repeat(32)));
  }

  @Test
  void a_broken_anchor_is_told_and_not_taken_for_none() throws IOException {
    Path file = Files.writeString(folder.resolve("audit-anchor"), "seven\n");
    assertThatThrownBy(() -> new AnchorFile(file).last())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void what_was_done_beside_the_store_is_handed_over_once_and_in_its_order() {
    PendingActions pending = new PendingActions(folder.resolve("keys").resolve("audit-pending"));
    pending.add(NOW, Actor.command("keys"), AuditAction.KEY_ADDED, "key=00 name=a b");
    pending.add(NOW, Actor.server("first-start"), AuditAction.KEY_REMOVED, "key=01");
    List<String> seen = new ArrayList<>();

    assertThat(
            pending.drain(
                (actor, action, payload) -> seen.add(actor + " " + action + " " + payload)))
        .isEqualTo(2);
    assertThat(seen)
        .containsExactly(
            "command:keys KEY_ADDED key=00 name=a b time=2026-11-22T16:15:00Z",
            "server:first-start KEY_REMOVED key=01 time=2026-11-22T16:15:00Z");
    assertThat(pending.drain((actor, action, payload) -> seen.add("again"))).isZero();
    assertThat(seen).hasSize(2);
  }

  @Test
  void what_could_not_be_recorded_stays() {
    PendingActions pending = new PendingActions(folder.resolve("audit-pending"));
    for (int n = 1; n <= 3; n++) {
      pending.add(NOW, Actor.command("keys"), AuditAction.KEY_ADDED, "key=" + n);
    }
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                pending.drain(
                    (actor, action, payload) -> {
                      if (seen.size() == 1) {
                        throw new StoreUnavailableException("away", null);
                      }
                      seen.add(payload);
                    }))
        .isInstanceOf(StoreUnavailableException.class);
    pending.drain((actor, action, payload) -> seen.add(payload));
    assertThat(seen).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void the_verdict_is_told_in_a_sentence() {
    assertThat(AuditApplication.sentence(new Whole(1, Optional.of(new Anchor(42, "")))))
        .isEqualTo("The audit trail is whole: entries 1 to 42.");
    assertThat(AuditApplication.sentence(new Broken(Fault.TRUNCATED, 40)))
        .isEqualTo(
            "The audit trail has been tampered with. Entry 40 and all after it are missing.");
    assertThat(AuditApplication.sentence(new Whole(0, Optional.empty()))).contains("empty");
  }
}
