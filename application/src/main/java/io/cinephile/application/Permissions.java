package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.Pseudonym;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be done with whose data now, in memory, since every request asks. What this server
 * changes counts from then on; what another one changed, from the next {@link #refresh} on, which
 * is asked for every second. While the store does not answer, what was known last goes on to count.
 * Safe for use by several threads.
 */
public final class Permissions {
  private static final int REVISION_LENGTH = 12;

  private final Consents consents;
  private final Suppressions suppressions;
  private final LegalBasis basis;
  private volatile Known known;

  /**
   * @param excluded from each purpose
   * @param revisions of each purpose, of who is excluded from it
   */
  private record Known(
      String consentsRevision,
      Map<Pseudonym, PrivacyChoices> choices,
      String suppressionsRevision,
      Set<Pseudonym> erased,
      Map<Purpose, ViewerSet> excluded,
      Map<Purpose, String> revisions) {}

  public Permissions(Consents consents, Suppressions suppressions, LegalBasis basis) {
    this.consents = consents;
    this.suppressions = suppressions;
    this.basis = basis;
  }

  /** What purposes rest on while a viewer has not said anything. */
  public LegalBasis basis() {
    return basis;
  }

  /** Whether a viewer's data may be used so. */
  public boolean allows(Pseudonym viewer, Purpose purpose) {
    return refusal(viewer, purpose).isEmpty();
  }

  /** Why a viewer's data must not be used so; empty where they may be. */
  public Optional<Refusal> refusal(Pseudonym viewer, Purpose purpose) {
    Known now = known();
    if (now.erased.contains(viewer)) {
      return Optional.of(Refusal.ERASED);
    }
    PrivacyChoices said = now.choices.get(viewer);
    return (said == null ? PrivacyChoices.none(viewer) : said).refusal(purpose, basis);
  }

  /** Whether nothing may be done with a viewer's data but to store them. */
  public boolean isRestricted(Pseudonym viewer) {
    PrivacyChoices said = known().choices.get(viewer);
    return said != null && said.restricted().isPresent();
  }

  /** Whether a viewer was erased, and must not come back. */
  public boolean isErased(Pseudonym viewer) {
    return known().erased.contains(viewer);
  }

  /** Who is excluded from a purpose by their own decision, or for want of one. */
  public ViewerSet excluded(Purpose purpose) {
    return known().excluded.get(purpose);
  }

  /**
   * Stores something of a viewer, and takes it away again if the viewer is erased meanwhile, be it
   * on another server. Whether that is so is asked of the store once more after the write: either
   * this question sees the suppression, or the erasure, which deletes after it has suppressed, sees
   * what was written.
   *
   * @param write stores durably
   * @param undo removes all that is stored of the viewer there
   * @throws ErasedException if the viewer was erased; nothing is stored
   * @throws StoreUnavailableException if it could not be made durable, or nobody knows whether it
   *     had to be taken away; then the erasure's second pass does so
   */
  public <T> T storing(Pseudonym viewer, Supplier<T> write, Runnable undo) {
    if (isErased(viewer)) {
      throw new ErasedException();
    }
    T written = write.get();
    if (suppressions.find(viewer).isPresent()) {
      undo.run();
      throw new ErasedException();
    }
    return written;
  }

  /**
   * Tells apart who is excluded from a purpose over time, on all servers alike; empty where nobody
   * is.
   */
  public String revision(Purpose purpose) {
    return known().revisions.get(purpose);
  }

  /**
   * Reads what was changed since.
   *
   * @throws StoreUnavailableException if nothing is known yet and the store does not answer
   */
  public void refresh() {
    try {
      read();
    } catch (StoreUnavailableException e) {
      if (known == null) {
        throw e;
      }
    }
  }

  private synchronized void read() {
    Known last = known;
    String ofConsents = consents.revision();
    String ofSuppressions = suppressions.revision();
    boolean sameConsents = last != null && last.consentsRevision.equals(ofConsents);
    boolean sameSuppressions = last != null && last.suppressionsRevision.equals(ofSuppressions);
    if (!sameConsents || !sameSuppressions) {
      Map<Pseudonym, PrivacyChoices> choices = sameConsents ? last.choices : choices();
      Set<Pseudonym> erased = sameSuppressions ? last.erased : Set.copyOf(suppressions.viewers());
      Map<Purpose, ViewerSet> excluded = excluded(choices);
      known =
          new Known(
              ofConsents, choices, ofSuppressions, erased, excluded, revisions(excluded, erased));
    }
  }

  /**
   * Has a decision that was kept a moment ago count from now on, also if the store does not answer
   * any more. Others' decisions are read by the next {@link #refresh}.
   *
   * @throws StoreUnavailableException if nothing is known yet and the store does not answer
   */
  synchronized void heed(PrivacyChoices said) {
    Known last = known();
    Map<Pseudonym, PrivacyChoices> choices = new HashMap<>(last.choices);
    choices.put(said.viewer(), said);
    Map<Purpose, ViewerSet> excluded = excluded(choices);
    known =
        new Known(
            last.consentsRevision,
            Map.copyOf(choices),
            last.suppressionsRevision,
            last.erased,
            excluded,
            revisions(excluded, last.erased));
  }

  /**
   * Whom a training run that begins now leaves out.
   *
   * @throws StoreUnavailableException if the store does not answer, whatever was known before
   */
  public Exclusions exclusions() {
    read();
    Known now = known();
    return new Exclusions(
        now.erased, now.excluded.get(Purpose.TRAINING), now.excluded.get(Purpose.STATISTICS));
  }

  private Map<Purpose, ViewerSet> excluded(Map<Pseudonym, PrivacyChoices> choices) {
    Map<Purpose, ViewerSet> excluded = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      excluded.put(purpose, excluded(choices, purpose));
    }
    return excluded;
  }

  private static Map<Purpose, String> revisions(
      Map<Purpose, ViewerSet> excluded, Set<Pseudonym> erased) {
    Map<Purpose, String> revisions = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      Exclusions of = new Exclusions(erased, excluded.get(purpose), ViewerSet.NOBODY);
      revisions.put(purpose, of.isEmpty() ? "" : of.sha256().substring(0, REVISION_LENGTH));
    }
    return revisions;
  }

  /** Where a purpose rests on consent, whoever said nothing is excluded, too. */
  private ViewerSet excluded(Map<Pseudonym, PrivacyChoices> choices, Purpose purpose) {
    boolean allowing = !basis.allowsUnasked();
    Set<Pseudonym> named =
        choices.values().stream()
            .filter(said -> said.allows(purpose, basis) == allowing)
            .map(PrivacyChoices::viewer)
            .collect(Collectors.toUnmodifiableSet());
    return new ViewerSet(allowing, named);
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
