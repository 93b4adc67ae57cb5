package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.util.Set;

/**
 * Some viewers, or all but some: nobody has a list of all.
 *
 * @param allBut whether those are meant who are not named
 */
public record ViewerSet(boolean allBut, Set<Pseudonym> named) {
  public static final ViewerSet NOBODY = of(Set.of());

  public ViewerSet {
    named = Set.copyOf(named);
  }

  /** These viewers. */
  public static ViewerSet of(Set<Pseudonym> viewers) {
    return new ViewerSet(false, viewers);
  }

  /** All viewers but these. */
  public static ViewerSet allBut(Set<Pseudonym> viewers) {
    return new ViewerSet(true, viewers);
  }

  public boolean contains(Pseudonym viewer) {
    return named.contains(viewer) != allBut;
  }

  /** Whether nobody can be in it. */
  public boolean isEmpty() {
    return !allBut && named.isEmpty();
  }
}
