package io.cinephile.application;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What was found out and may be forgotten at any time. Implementations are safe for use by several
 * threads, and bound their own size.
 */
public interface Memo<K, V> {
  Optional<V> recall(K key);

  void keep(K key, V value);

  /** Makes memos. */
  interface Factory {
    /**
     * A memo.
     *
     * @param entries about how many it keeps
     */
    <K, V> Memo<K, V> memo(int entries);
  }

  /** One that forgets nothing, for what ends soon. */
  static <K, V> Memo<K, V> unbounded() {
    ConcurrentMap<K, V> kept = new ConcurrentHashMap<>();
    return new Memo<>() {
      @Override
      public Optional<V> recall(K key) {
        return Optional.ofNullable(kept.get(key));
      }

      @Override
      public void keep(K key, V value) {
        kept.put(key, value);
      }
    };
  }
}
