package io.cinephile.domain.rotation;

import io.cinephile.domain.rating.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which key is in use, and who is at work with it. Servers and a rotation exclude each other: each
 * says until when it is at work, and says so again before that is over.
 *
 * @param key that pseudonyms hang on, and hung on before a rotation that is under way
 * @param rotation that is under way, or was broken off
 * @param servers by a name of the process, each with the time until which it is at work
 */
public record KeyState(KeyId key, Optional<Rotation> rotation, Map<String, Instant> servers) {
  /** For so long somebody is at work who said so. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /**
   * Brings all pseudonyms under another key.
   *
   * @param to that key
   * @param by a name of the process
   * @param until when it is at work
   */
  public record Rotation(KeyId to, String by, Instant until) {}

  public KeyState {
    servers = Map.copyOf(servers);
  }

  /** A key that nobody works with yet. */
  public static KeyState of(KeyId key) {
    return new KeyState(key, Optional.empty(), Map.of());
  }

  /**
   * With a server at work for another {@link #LEASE}.
   *
   * @throws KeyRefusedException if it has another key, or a rotation has begun
   */
  public KeyState entered(String server, KeyId own, Instant now) {
    requireUse(own);
    KeyState alive = atWork(now);
    Map<String, Instant> more = new TreeMap<>(alive.servers);
    more.put(server, now.plus(LEASE));
    return new KeyState(key, rotation, more);
  }

  /**
   * @throws KeyRefusedException if that is not the key in use, or a rotation has begun
   */
  public void requireUse(KeyId own) {
    if (rotation.isPresent()) {
      throw new KeyRefusedException(
          "The pseudonyms are being brought under the key %s. If './cinephile pseudonyms rotate' is not at work, start it once more; it goes on where it stopped."
              .formatted(rotation.get().to()));
    }
    if (!own.equals(key)) {
      throw new KeyRefusedException(
          "The store holds pseudonyms under the key %s, but the key of this home is %s. Use the home, or copies of its key files, that belongs to the store; where the store was restored from a copy that is older than the last rotation, see docs/privacy/rotation.md."
              .formatted(key, own));
    }
  }

  /** Without a server; nothing changes where it is not at work. */
  public KeyState left(String server) {
    Map<String, Instant> fewer = new TreeMap<>(servers);
    fewer.remove(server);
    return new KeyState(key, rotation, fewer);
  }

  /**
   * With a rotation at work for another {@link #LEASE}; it begins, or goes on.
   *
   * @throws KeyRefusedException if a server is at work, or another process rotates, or a rotation
   *     to another key was broken off
   */
  public KeyState rotating(KeyId to, String by, Instant now) {
    KeyState alive = atWork(now);
    if (!alive.servers.isEmpty()) {
      throw new KeyRefusedException(
          "A server is at work, or was until a moment ago. Stop all servers; one that was killed is waited for %d seconds."
              .formatted(LEASE.toSeconds()));
    }
    if (rotation
        .filter(other -> !other.by().equals(by) && other.until().isAfter(now))
        .isPresent()) {
      throw new KeyRefusedException(
          "Another rotation is at work, or was until a moment ago. One that was killed is waited for %d seconds."
              .formatted(LEASE.toSeconds()));
    }
    if (rotation.filter(other -> !other.to().equals(to)).isPresent()) {
      throw new KeyRefusedException(
          "A rotation to the key %s was broken off, and has to be finished first."
              .formatted(rotation.get().to()));
    }
    return new KeyState(key, Optional.of(new Rotation(to, by, now.plus(LEASE))), Map.of());
  }

  /** Without the rotation, of which nothing was done. */
  public KeyState abandoned() {
    return new KeyState(key, Optional.empty(), servers);
  }

  /** With the new key in use; the rotation is over. */
  public KeyState rotated() {
    return new KeyState(rotation.map(Rotation::to).orElse(key), Optional.empty(), servers);
  }

  private KeyState atWork(Instant now) {
    Map<String, Instant> alive = new TreeMap<>(servers);
    alive.values().removeIf(until -> !until.isAfter(now));
    return new KeyState(key, rotation, alive);
  }
}
