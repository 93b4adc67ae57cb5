package io.cinephile.domain.audit;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import io.cinephile.domain.rating.Pseudonym;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals entries, each with the seal of the one before, and finds out whether somebody without the
 * key has changed, removed, added or moved any. A seal is HMAC-SHA-256 (RFC 2104) over the fields,
 * each behind its length in bytes as 32 bits, so that no two entries have the same bytes. Safe for
 * use by several threads.
 */
public final class AuditChain {
  /** Shortest key, in bytes: as long as the hash. */
  public static final int KEY_BYTES = 32;

  /** Stands for the seal before the first entry. */
  public static final String BEGINNING = "0".repeat(2 * KEY_BYTES);

  private static final String ALGORITHM = "HmacSHA256";

  /** Names the order of the fields; another order needs another name. */
  private static final String FORM = "cinephile-audit-1";

  private final Mac prototype;

  /**
   * @param key at least {@value #KEY_BYTES} bytes; not kept by reference
   */
  public AuditChain(byte[] key) {
    if (key.length < KEY_BYTES) {
      throw new OutOfRangeException(
          "audit key", key.length + " bytes", "must have at least %d bytes".formatted(KEY_BYTES));
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      prototype = (Mac) mac.clone();
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException(
          "every Java platform has to offer a cloneable " + ALGORITHM, e);
    }
  }

  /** The entry that follows the last one. */
  public AuditEntry seal(Optional<Anchor> last, AuditEvent event) {
    return sealed(
        last.map(Anchor::sequence).orElse(0L) + 1, event, last.map(Anchor::seal).orElse(BEGINNING));
  }

  /**
   * The entry that takes the place of the last one that is removed. It keeps that one's seal, which
   * the next entry was sealed with, as its {@code previous}: so it fits in no other place.
   *
   * @param event has the action {@link AuditAction#TRAIL_BEGINS}
   */
  public AuditEntry start(AuditEntry lastRemoved, AuditEvent event) {
    return sealed(lastRemoved.sequence(), event, sealThatFollows(lastRemoved));
  }

  /**
   * Seals a whole trail anew, for pseudonyms under another key. Asked for the entries in their
   * order, from the first, each once; used by one thread.
   *
   * @throws IllegalStateException from what it returns, if an entry is not sealed, or does not
   *     follow the one before
   */
  public UnaryOperator<AuditEntry> resealing(UnaryOperator<Pseudonym> change) {
    return new Resealing(change);
  }

  private final class Resealing implements UnaryOperator<AuditEntry> {
    private final UnaryOperator<Pseudonym> change;
    private Optional<AuditEntry> former = Optional.empty();
    private Optional<AuditEntry> last = Optional.empty();

    Resealing(UnaryOperator<Pseudonym> change) {
      this.change = change;
    }

    @Override
    public AuditEntry apply(AuditEntry entry) {
      boolean follows =
          former
              .map(before -> entry.previous().equals(sealThatFollows(before)))
              .orElse(entry.previous().equals(BEGINNING) || isStart(entry));
      if (!follows || !isSealed(entry)) {
        throw new IllegalStateException(
            "Entry %d of the audit trail is not whole.".formatted(entry.sequence()));
      }
      former = Optional.of(entry);
      // The first keeps what it has: the beginning, or the seal of an entry that was removed.
      String previous = last.map(AuditChain::sealThatFollows).orElse(entry.previous());
      AuditEntry resealed = sealed(entry.sequence(), entry.event().under(change), previous);
      last = Optional.of(resealed);
      return resealed;
    }
  }

  private AuditEntry sealed(long sequence, AuditEvent event, String previous) {
    return new AuditEntry(sequence, event, previous, seal(sequence, event, previous));
  }

  private String seal(long sequence, AuditEvent event, String previous) {
    Mac mac = mac();
    for (String field :
        List.of(
            FORM,
            Long.toString(sequence),
            Long.toString(event.time().toEpochMilli()),
            event.actor().toString(),
            event.action().name(),
            event.subject().map(Pseudonym::value).orElse(""),
            event.payloadHash(),
            previous)) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      mac.update(bytes);
    }
    return HexFormat.of().formatHex(mac.doFinal());
  }

  private boolean isSealed(AuditEntry entry) {
    byte[] expected = ascii(seal(entry.sequence(), entry.event(), entry.previous()));
    return MessageDigest.isEqual(expected, ascii(entry.seal()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isStart(AuditEntry entry) {
    return entry.event().action() == AuditAction.TRAIL_BEGINS;
  }

  /** What the next entry has to have as its {@code previous}. */
  private static String sealThatFollows(AuditEntry entry) {
    return isStart(entry) ? entry.previous() : entry.seal();
  }

  /** How the trail remembers an entry once another one has taken its place as the start. */
  public static Anchor anchorOf(AuditEntry entry) {
    return new Anchor(entry.sequence(), sealThatFollows(entry));
  }

  /**
   * Looks at a whole trail.
   *
   * @param stored in the order of the places
   * @param anchor what is remembered elsewhere
   */
  public Verification verify(Stream<Stored> stored, Optional<Anchor> anchor) {
    return verify(Optional.empty(), stored, anchor);
  }

  /**
   * Looks at what came after an entry up to which the trail was whole.
   *
   * @param known that entry
   * @param stored in the order of the places, from that entry on
   * @param anchor what is remembered elsewhere
   */
  public Verification verifyFrom(Anchor known, Stream<Stored> stored, Optional<Anchor> anchor) {
    return verify(Optional.of(known), stored, anchor);
  }

  private Verification verify(
      Optional<Anchor> known, Stream<Stored> stored, Optional<Anchor> anchor) {
    Walk walk = new Walk(known, anchor);
    Iterator<Stored> places = stored.iterator();
    while (places.hasNext()) {
      Optional<Broken> fault = walk.step(places.next());
      if (fault.isPresent()) {
        return fault.get();
      }
    }
    return walk.end();
  }

  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("was cloneable before", e);
    }
  }

  /** One pass along the places. Used by one thread. */
  private final class Walk {
    private final Optional<Anchor> known;
    private final Optional<Anchor> anchor;
    private long first;
    private Optional<AuditEntry> last = Optional.empty();

    Walk(Optional<Anchor> known, Optional<Anchor> anchor) {
      this.known = known;
      this.anchor = anchor;
    }

    Optional<Broken> step(Stored stored) {
      long expected = expected(stored.place());
      if (stored.place() != expected) {
        return fault(Fault.MISSING, expected);
      }
      if (stored.entry().isEmpty()) {
        return fault(Fault.EDITED, expected);
      }
      AuditEntry entry = stored.entry().get();
      if (!isSealed(entry)) {
        return fault(Fault.EDITED, expected);
      }
      if (entry.sequence() != expected) {
        return fault(Fault.REORDERED, expected);
      }
      if (!follows(entry)) {
        return fault(
            known.isEmpty() && last.isEmpty() ? Fault.FORGED_START : Fault.REPLACED, expected);
      }
      if (!isRemembered(known, entry) || !isRemembered(anchor, entry)) {
        return fault(Fault.REPLACED, expected);
      }
      if (last.isEmpty()) {
        first = expected;
      }
      last = stored.entry();
      return Optional.empty();
    }

    /** A trail may begin anywhere; whether it may begin there, its first entry tells. */
    private long expected(long place) {
      return last.map(AuditEntry::sequence)
          .map(sequence -> sequence + 1)
          .orElseGet(() -> known.map(Anchor::sequence).orElse(place));
    }

    private boolean follows(AuditEntry entry) {
      if (last.isPresent()) {
        return !isStart(entry) && entry.previous().equals(sealThatFollows(last.get()));
      }
      return known.isPresent()
          || isStart(entry)
          || (entry.sequence() == 1 && entry.previous().equals(BEGINNING));
    }

    private boolean isRemembered(Optional<Anchor> memory, AuditEntry entry) {
      return memory
          .filter(known -> known.sequence() == entry.sequence())
          .map(known -> known.seal().equals(anchorOf(entry).seal()))
          .orElse(true);
    }

    Verification end() {
      long end = last.map(AuditEntry::sequence).orElse(0L);
      long least =
          Math.max(anchor.map(Anchor::sequence).orElse(0L), known.map(Anchor::sequence).orElse(0L));
      return end < least
          ? new Broken(Fault.TRUNCATED, end + 1)
          : new Whole(first, last.map(AuditChain::anchorOf));
    }

    private static Optional<Broken> fault(Fault fault, long sequence) {
      return Optional.of(new Broken(fault, sequence));
    }
  }
}
