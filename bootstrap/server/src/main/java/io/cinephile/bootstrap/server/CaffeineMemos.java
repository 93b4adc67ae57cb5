package io.cinephile.bootstrap.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cinephile.application.Memo;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Memos that forget what was kept ten minutes ago, and the least useful when they are full. */
@Singleton
class CaffeineMemos implements Memo.Factory {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  @Override
  public <K, V> Memo<K, V> memo(int entries) {
    // What there is to tidy up takes less than to wake another thread for it, once a request.
    Cache<K, V> cache =
        Caffeine.newBuilder()
            .maximumSize(entries)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();
    return new Memo<>() {
      @Override
      public Optional<V> recall(K key) {
        return Optional.ofNullable(cache.getIfPresent(key));
      }

      @Override
      public void keep(K key, V value) {
        cache.put(key, value);
      }

      @Override
      public void forget(K key) {
        cache.invalidate(key);
      }
    };
  }
}
