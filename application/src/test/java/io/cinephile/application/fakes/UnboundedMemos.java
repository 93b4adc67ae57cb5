package io.cinephile.application.fakes;

import io.cinephile.application.Memo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Memos that forget nothing until they are told to. */
public final class UnboundedMemos implements Memo.Factory {
  private final List<Map<?, ?>> memos = new ArrayList<>();

  /** Has all memos forget all they keep. */
  public synchronized void forget() {
    memos.forEach(Map::clear);
  }

  @Override
  public synchronized <K, V> Memo<K, V> memo(int entries) {
    Map<K, V> kept = new ConcurrentHashMap<>();
    memos.add(kept);
    return new Memo<>() {
      @Override
      public Optional<V> recall(K key) {
        return Optional.ofNullable(kept.get(key));
      }

      @Override
      public void keep(K key, V value) {
        kept.put(key, value);
      }

      @Override
      public void forget(K key) {
        kept.remove(key);
      }
    };
  }
}
