package io.cinephile.application;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.Anchorage;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Whole;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the audit trail, and finds out whether somebody has tampered with it. Safe for use by
 * several threads.
 */
public final class InspectAudit {
  /** So many entries are listed at once at most. */
  public static final int MOST_LISTED = 100;

  private final AuditTrail trail;
  private final AuditChain chain;
  private final Anchorage anchorage;

  /** Up to where this process has found it whole; empty before the first look. */
  private Optional<Anchor> known = Optional.empty();

  public InspectAudit(AuditTrail trail, AuditChain chain, Anchorage anchorage) {
    this.trail = trail;
    this.chain = chain;
    this.anchorage = anchorage;
  }

  /**
   * What stands in the places from here on, in their order; free places are passed over.
   *
   * @param from from 1
   * @param limit from 1 to {@value #MOST_LISTED}
   */
  public List<Stored> read(long from, int limit) {
    if (from < 1) {
      throw new OutOfRangeException("from", from, "must be at least 1");
    }
    OutOfRangeException.requireBetween("limit", limit, 1, MOST_LISTED);
    long last = trail.latest().map(Anchor::sequence).orElse(0L);
    return from > last ? List.of() : trail.read(Math.max(from, trail.first().orElse(1L)), limit);
  }

  /**
   * What stands in the last places, in their order.
   *
   * @param limit from 1 to {@value #MOST_LISTED}
   */
  public List<Stored> latest(int limit) {
    long last = trail.latest().map(Anchor::sequence).orElse(0L);
    return read(Math.max(1, last - limit + 1), limit);
  }

  /**
   * Looks at what was appended since the last look; at all where there was none, or where something
   * is wrong. What was found whole is anchored.
   */
  public synchronized Verification verify() {
    Optional<Anchor> seen = known.filter(anchor -> trail.first().orElse(0L) <= anchor.sequence());
    if (seen.isPresent() && look(seen) instanceof Whole whole) {
      return remember(whole);
    }
    return verifyWhole();
  }

  /** Looks at the whole trail. What was found whole is anchored. */
  public synchronized Verification verifyWhole() {
    Verification verification = look(Optional.empty());
    if (verification instanceof Broken) {
      // Entries that were being written or removed may have looked like missing ones.
      verification = look(Optional.empty());
    }
    return verification instanceof Whole whole ? remember(whole) : verification;
  }

  private Verification look(Optional<Anchor> from) {
    // Before the entries: those that are anchored meanwhile may be later than the last one read.
    Optional<Anchor> anchor = later(anchorage.last(), known);
    Optional<Long> begin = from.map(Anchor::sequence).or(trail::first);
    Stream<Stored> entries = begin.map(this::entriesFrom).orElseGet(Stream::empty);
    return from.map(last -> chain.verifyFrom(last, entries, anchor))
        .orElseGet(() -> chain.verify(entries, anchor));
  }

  /** What this process has seen counts also where the other memory is lost or behind. */
  private static Optional<Anchor> later(Optional<Anchor> one, Optional<Anchor> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(Anchor::sequence));
  }

  private record Page(long from, List<Stored> entries) {}

  private Stream<Stored> entriesFrom(long place) {
    long last = trail.latest().map(Anchor::sequence).orElse(0L);
    return Stream.iterate(page(place), page -> page.from <= last, page -> page(behind(page, last)))
        .flatMap(page -> page.entries.stream());
  }

  private Page page(long from) {
    return new Page(from, trail.read(from, AuditTrail.MOST_READ));
  }

  /** Across a gap of a page it goes straight to the last entry, where the gap shows. */
  private static long behind(Page page, long last) {
    boolean gap = page.entries.isEmpty() && page.from < last;
    return gap ? last : page.from + AuditTrail.MOST_READ;
  }

  private Verification remember(Whole whole) {
    whole.last().ifPresent(anchorage::advance);
    known = whole.last();
    long first = trail.first().orElse(0L);
    return new Whole(first, whole.last());
  }
}
