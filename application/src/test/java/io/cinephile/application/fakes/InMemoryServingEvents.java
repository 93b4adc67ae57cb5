package io.cinephile.application.fakes;

import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps serving events in memory; passes the same contract suite as the real store. */
public final class InMemoryServingEvents implements ServingEvents {
  private final List<ServingEvent> events = new ArrayList<>();

  @Override
  public synchronized void record(ServingEvent event) {
    events.add(event);
  }

  @Override
  public synchronized long countBefore(Instant time) {
    return events.stream().filter(event -> event.at().isBefore(time)).count();
  }

  @Override
  public synchronized long removeBefore(Instant time) {
    long count = countBefore(time);
    events.removeIf(event -> event.at().isBefore(time));
    return count;
  }

  /** All that are kept, in the order in which they came. */
  public synchronized List<ServingEvent> all() {
    return List.copyOf(events);
  }

  /** As if nothing had been recorded. */
  public synchronized void forget() {
    events.clear();
  }
}
