package io.cinephile.application.fakes;

import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.Anchorage;
import java.util.Optional;

/** Remembers an anchor in memory. */
public final class InMemoryAnchorage implements Anchorage {
  private Optional<Anchor> last = Optional.empty();

  @Override
  public synchronized Optional<Anchor> last() {
    return last;
  }

  @Override
  public synchronized void advance(Anchor anchor) {
    if (last.map(Anchor::sequence).orElse(0L) < anchor.sequence()) {
      last = Optional.of(anchor);
    }
  }

  @Override
  public synchronized void replace(Anchor anchor) {
    last = Optional.of(anchor);
  }
}
