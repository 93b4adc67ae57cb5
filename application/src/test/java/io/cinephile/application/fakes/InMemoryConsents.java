package io.cinephile.application.fakes;

import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.rating.Pseudonym;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keeps consents in memory; passes the same contract suite as the real store. */
public final class InMemoryConsents implements Consents {
  private final Map<Pseudonym, PrivacyChoices> kept = new TreeMap<>();
  private long revision;

  @Override
  public synchronized Optional<PrivacyChoices> of(Pseudonym viewer) {
    return Optional.ofNullable(kept.get(viewer));
  }

  @Override
  public synchronized PrivacyChoices change(
      Pseudonym viewer, UnaryOperator<PrivacyChoices> change) {
    PrivacyChoices next = change.apply(of(viewer).orElse(PrivacyChoices.none(viewer)));
    kept.put(viewer, next);
    revision++;
    return next;
  }

  @Override
  public synchronized void forget(Pseudonym viewer) {
    if (kept.remove(viewer) != null) {
      revision++;
    }
  }

  @Override
  public synchronized Stream<PrivacyChoices> all() {
    return List.copyOf(kept.values()).stream();
  }

  /** Puts other pseudonyms in the place of all; how many viewers there are. */
  synchronized long rename(UnaryOperator<Pseudonym> change) {
    List<PrivacyChoices> former = List.copyOf(kept.values());
    kept.clear();
    former.forEach(
        said -> {
          Pseudonym viewer = change.apply(said.viewer());
          kept.put(viewer, new PrivacyChoices(viewer, said.choices(), said.restricted()));
        });
    revision++;
    return former.size();
  }

  @Override
  public synchronized String revision() {
    return Long.toString(revision);
  }
}
