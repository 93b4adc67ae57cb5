package io.cinephile.application.fakes;

import io.cinephile.domain.rating.CoverKey;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rotation.KeyRing;
import io.cinephile.domain.rotation.Rekeying;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps keys in memory; the next one is a number higher than the one before. */
public final class InMemoryKeyRing implements KeyRing {
  private final byte[] base;
  private final Map<String, CoverKey> covers = new TreeMap<>();
  private Optional<CoverKey> current = Optional.empty();
  private Optional<CoverKey> next = Optional.empty();
  private int made;

  public InMemoryKeyRing(byte[] base) {
    this.base = base.clone();
  }

  /** Makes pseudonyms as a process does that starts now. */
  public synchronized Pseudonymiser pseudonymiser() {
    return new Pseudonymiser(base, current);
  }

  /** Has a key at hand that was forgotten, as somebody does who puts back its file. */
  public synchronized void putBack(CoverKey key) {
    covers.put(key.id().value(), key);
  }

  /** The key that covers pseudonyms now. */
  public synchronized Optional<CoverKey> cover() {
    return current;
  }

  @Override
  public synchronized KeyId current() {
    return pseudonymiser().keyId();
  }

  @Override
  public synchronized KeyId first() {
    return KeyId.of(base);
  }

  @Override
  public synchronized KeyId prepareNext() {
    if (next.isEmpty()) {
      byte[] key = new byte[CoverKey.KEY_BYTES];
      Arrays.fill(key, (byte) ++made);
      next = Optional.of(new CoverKey(key));
      putBack(next.get());
    }
    return next.get().id();
  }

  @Override
  public synchronized Optional<Rekeying> rekeying(KeyId from, KeyId to) {
    Optional<CoverKey> former = Optional.ofNullable(covers.get(from.value()));
    return former.isPresent() || from.equals(first())
        ? Optional.ofNullable(covers.get(to.value())).map(key -> new Rekeying(former, key))
        : Optional.empty();
  }

  @Override
  public synchronized void use(KeyId key) {
    if (!key.equals(current())) {
      current.ifPresent(former -> covers.remove(former.id().value()));
      current = Optional.of(covers.get(key.value()));
      next = Optional.empty();
    }
  }
}
