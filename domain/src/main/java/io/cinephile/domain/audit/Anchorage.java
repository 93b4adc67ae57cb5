package io.cinephile.domain.audit;

import java.util.Optional;

/**
 * Up to where was the trail seen? Out-port, answered from outside of the store that keeps the
 * trail. Implementations are safe for use by several threads and processes, and throw {@link
 * java.io.UncheckedIOException} where they cannot be read or written.
 */
public interface Anchorage {

  /** The last entry that was seen; empty where none was ever. */
  Optional<Anchor> last();

  /** Remembers a later entry; an earlier one than the last changes nothing. */
  void advance(Anchor anchor);

  /** Remembers an entry instead of the last one, since the trail was sealed anew. */
  void replace(Anchor anchor);
}
