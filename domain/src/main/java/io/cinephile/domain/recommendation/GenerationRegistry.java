package io.cinephile.domain.recommendation;

import java.util.List;
import java.util.Optional;

/**
 * Where does a generation come from? Out-port. Entries stay when the generation itself is removed.
 * Implementations are safe for use by several threads and throw {@link
 * io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface GenerationRegistry {
  /** Adds an entry, or replaces that of the same generation. */
  void register(Generation generation);

  Optional<Generation> find(GenerationId id);

  /** The newest first. */
  List<Generation> latest(int limit);
}
