package io.cinephile.domain.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the erasure of a viewer came to, for whoever asked for it. It names neither the user nor the
 * pseudonym: the entry that links the two stays with the suppression.
 *
 * @param id its name
 * @param complete whether nothing is left to be deleted
 * @param text the receipt as canonical JSON (RFC 8785), which is what is signed
 * @param key the id of the key
 * @param signature of the text in UTF-8 by Ed25519, as base64
 */
public record Receipt(ReceiptId id, boolean complete, String text, String key, String signature) {
  /** Of the receipt's form. */
  private static final int VERSION = 1;

  /** The receipt as the erasure stands now. The same state has the same receipt. */
  public static Receipt of(Erasure erasure, ReceiptKey key) {
    String text = CanonicalJson.of(members(erasure));
    return new Receipt(
        erasure.receipt(), erasure.completed().isPresent(), text, key.id(), key.sign(text));
  }

  private static Map<String, Object> members(Erasure erasure) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", VERSION);
    members.put("receipt", erasure.receipt().value());
    members.put("state", erasure.completed().isPresent() ? "complete" : "at-work");
    members.put("requested", erasure.requested().toString());
    erasure.completed().ifPresent(time -> members.put("completed", time.toString()));
    members.put("deletions", erasure.deletions().stream().map(Receipt::members).toList());
    members.put(
        "learntWith", erasure.learntWith().stream().map(generation -> generation.value()).toList());
    erasure
        .learntWithout()
        .ifPresent(generation -> members.put("learntWithout", generation.value()));
    members.put("remains", remains(erasure));
    return members;
  }

  private static Map<String, Object> members(Erasure.Deletion deletion) {
    return Map.of(
        "from", deletion.from(),
        "pass", deletion.pass().name().toLowerCase(Locale.ROOT),
        "items", deletion.items(),
        "time", deletion.time().toString());
  }

  /** In plain words what is not deleted, and until when. */
  private static List<String> remains(Erasure erasure) {
    List<String> remains = new ArrayList<>();
    erasure
        .learntWith()
        .forEach(
            generation ->
                remains.add(
                    "The movies' factors, counts and means of generation %s were computed with these ratings among all others, until the generation is deleted."
                        .formatted(generation)));
    remains.add(
        "A suppression entry, a keyed hash of the user id, stays so that no import and no restored copy brings the data back.");
    remains.add(
        "Copies outside this installation, such as snapshots of the store and the imported data set itself, are not reached; they are erased from again when they are restored or imported.");
    return remains;
  }
}
