package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What did viewers decide about the use of their data? Out-port. Implementations are safe for use
 * by several threads and processes, and throw {@link io.cinephile.domain.StoreUnavailableException}
 * when the store does not answer.
 */
public interface Consents {

  /** What a viewer decided; empty where nothing was said. */
  Optional<PrivacyChoices> of(Pseudonym viewer);

  /**
   * Changes what a viewer decided, from {@link PrivacyChoices#none} where nothing was said. Of
   * changes at the same time none is lost. When this returns, the change is durable and every
   * reader sees it.
   *
   * @param change may be called several times
   * @return what is kept now
   */
  PrivacyChoices change(Pseudonym viewer, UnaryOperator<PrivacyChoices> change);

  /** Removes all that is kept of a viewer; nothing kept is not an error. */
  void forget(Pseudonym viewer);

  /** What all who said something decided. Read lazily; whoever opens the stream closes it. */
  Stream<PrivacyChoices> all();

  /** Differs from an earlier one where anything was changed or removed since; cheap to ask. */
  String revision();
}
