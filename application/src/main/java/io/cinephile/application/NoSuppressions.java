package io.cinephile.application;

import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nobody is suppressed, and nobody can be. */
public final class NoSuppressions implements Suppressions {
  @Override
  public Erasure begin(Pseudonym viewer, Instant now) {
    throw new UnsupportedOperationException("Nobody can be suppressed here.");
  }

  @Override
  public void record(Erasure erasure) {
    throw new UnsupportedOperationException("Nobody can be suppressed here.");
  }

  @Override
  public Optional<Erasure> find(Pseudonym viewer) {
    return Optional.empty();
  }

  @Override
  public List<Erasure> unfinished(int limit) {
    return List.of();
  }

  @Override
  public Set<Pseudonym> viewers() {
    return Set.of();
  }

  @Override
  public String revision() {
    return "";
  }
}
