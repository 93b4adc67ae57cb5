package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Whom a training run leaves out.
 *
 * @param erased whose ratings are neither learnt from, nor counted, nor stored
 * @param untaught whose ratings are stored for their own recommendations, and not learnt from
 * @param uncounted whose ratings are stored, and count in no statistics
 */
public record Exclusions(Set<Pseudonym> erased, Set<Pseudonym> untaught, Set<Pseudonym> uncounted) {
  public static final Exclusions NONE = new Exclusions(Set.of(), Set.of(), Set.of());

  public Exclusions {
    erased = Set.copyOf(erased);
    untaught = Set.copyOf(untaught);
    uncounted = Set.copyOf(uncounted);
  }

  /**
   * SHA-256 over the pseudonyms in their order, set after set, each followed by a line feed and
   * each set by another; hexadecimal.
   */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Set<Pseudonym> set : List.of(erased, untaught, uncounted)) {
        set.stream()
            .sorted()
            .forEach(
                viewer -> digest.update((viewer.value() + "\n").getBytes(StandardCharsets.UTF_8)));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
