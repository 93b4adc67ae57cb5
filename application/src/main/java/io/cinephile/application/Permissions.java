package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be done with whose data now, in memory, since every request asks. What this server
 * changes counts from then on; what another one changed, from the next {@link #refresh} on, which
 * is asked for every second. While the store does not answer, what was known last goes on to count.
 * Safe for use by several threads.
 */
public final class Permissions {
  private final Consents consents;
  private final Suppressions suppressions;
  private final LegalBasis basis;
  private volatile Known known;

  private record Known(
      String consentsRevision,
      Map<Pseudonym, PrivacyChoices> choices,
      String suppressionsRevision,
      Set<Pseudonym> erased) {}

  public Permissions(Consents consents, Suppressions suppressions, LegalBasis basis) {
    this.consents = consents;
    this.suppressions = suppressions;
    this.basis = basis;
  }

  /** Whether a viewer's data may be used so. */
  public boolean allows(Pseudonym viewer, Purpose purpose) {
    Known now = known();
    PrivacyChoices choices = now.choices.get(viewer);
    return !now.erased.contains(viewer)
        && (choices == null ? basis.allowsUnasked() : choices.allows(purpose, basis));
  }

  /** Whether a viewer was erased, and must not come back. */
  public boolean isErased(Pseudonym viewer) {
    return known().erased.contains(viewer);
  }

  /**
   * Reads what was changed since.
   *
   * @throws StoreUnavailableException if nothing is known yet and the store does not answer
   */
  public synchronized void refresh() {
    Known last = known;
    try {
      String ofConsents = consents.revision();
      String ofSuppressions = suppressions.revision();
      boolean sameConsents = last != null && last.consentsRevision.equals(ofConsents);
      boolean sameSuppressions = last != null && last.suppressionsRevision.equals(ofSuppressions);
      if (!sameConsents || !sameSuppressions) {
        known =
            new Known(
                ofConsents,
                sameConsents ? last.choices : choices(),
                ofSuppressions,
                sameSuppressions ? last.erased : Set.copyOf(suppressions.viewers()));
      }
    } catch (StoreUnavailableException e) {
      if (last == null) {
        throw e;
      }
    }
  }

  /** Whom a training run that begins now leaves out. */
  public Exclusions exclusions() {
    refresh();
    Known now = known();
    return new Exclusions(
        now.erased, refusing(now, Purpose.TRAINING), refusing(now, Purpose.STATISTICS));
  }

  private Set<Pseudonym> refusing(Known now, Purpose purpose) {
    return now.choices.values().stream()
        .filter(choices -> !choices.allows(purpose, basis))
        .map(PrivacyChoices::viewer)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<Pseudonym, PrivacyChoices> choices() {
    try (Stream<PrivacyChoices> all = consents.all()) {
      return all.collect(Collectors.toUnmodifiableMap(PrivacyChoices::viewer, Function.identity()));
    }
  }

  private Known known() {
    if (known == null) {
      refresh();
    }
    return known;
  }
}
