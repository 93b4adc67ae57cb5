package io.cinephile.application;

import java.util.Optional;

/**
 * What was found out and may be forgotten at any time. Implementations are safe for use by several
 * threads, and bound their own size.
 */
public interface Memo<K, V> {
  Optional<V> recall(K key);

  void keep(K key, V value);

  /** Forgets what is kept under the key now; nothing kept is not an error. */
  void forget(K key);

  /** Makes memos. */
  interface Factory {
    /**
     * A memo.
     *
     * @param entries about how many it keeps
     */
    <K, V> Memo<K, V> memo(int entries);
  }
}
