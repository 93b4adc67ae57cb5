package io.cinephile.application.fakes;

import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Keeps the audit trail in memory; passes the same contract suite as the real store. */
public final class InMemoryAuditTrail implements AuditTrail {
  private final TreeMap<Long, AuditEntry> places = new TreeMap<>();

  @Override
  public synchronized boolean add(AuditEntry entry) {
    return places.putIfAbsent(entry.sequence(), entry) == null;
  }

  @Override
  public synchronized Optional<Anchor> latest() {
    return Optional.ofNullable(places.lastEntry())
        .map(last -> new Anchor(last.getKey(), last.getValue().seal()));
  }

  @Override
  public synchronized Optional<Long> first() {
    return places.descendingMap().entrySet().stream()
        .filter(place -> place.getValue().event().action() == AuditAction.TRAIL_BEGINS)
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> places.keySet().stream().findFirst());
  }

  @Override
  public synchronized List<Stored> read(long from, int limit) {
    return places.subMap(from, from + limit).entrySet().stream()
        .map(place -> new Stored(place.getKey(), Optional.of(place.getValue())))
        .toList();
  }

  @Override
  public synchronized Optional<Long> firstSince(Instant time) {
    return places.entrySet().stream()
        .filter(place -> place.getValue().event().action() != AuditAction.TRAIL_BEGINS)
        .filter(place -> !place.getValue().event().time().isBefore(time))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public synchronized long beginWith(AuditEntry start) {
    Map<Long, AuditEntry> earlier = places.headMap(start.sequence());
    long removed = earlier.size();
    earlier.clear();
    places.put(start.sequence(), start);
    return removed;
  }

  /** Changes all entries in their order; how many there are. */
  synchronized long rewrite(UnaryOperator<AuditEntry> change) {
    places.replaceAll((place, entry) -> change.apply(entry));
    return places.size();
  }

  /** What somebody does who has got at the store. */
  public synchronized void tamper(long place, Optional<AuditEntry> entry) {
    entry.ifPresentOrElse(other -> places.put(place, other), () -> places.remove(place));
  }
}
