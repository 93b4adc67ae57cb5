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
public record Exclusions(Set<Pseudonym> erased, ViewerSet untaught, ViewerSet uncounted) {
  public static final Exclusions NONE =
      new Exclusions(Set.of(), ViewerSet.NOBODY, ViewerSet.NOBODY);

  public Exclusions {
    erased = Set.copyOf(erased);
  }

  /** Leaves out whoever is named. */
  public Exclusions(Set<Pseudonym> erased, Set<Pseudonym> untaught, Set<Pseudonym> uncounted) {
    this(erased, ViewerSet.of(untaught), ViewerSet.of(uncounted));
  }

  /** Whether nobody is left out. */
  public boolean isEmpty() {
    return erased.isEmpty() && untaught.isEmpty() && uncounted.isEmpty();
  }

  /**
   * SHA-256 over the pseudonyms in their order, set after set, each followed by a line feed and
   * each set by another; {@code all but} and a line feed come before those that are not left out.
   * Hexadecimal.
   */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ViewerSet set : List.of(ViewerSet.of(erased), untaught, uncounted)) {
        if (set.allBut()) {
          add(digest, "all but");
        }
        set.named().stream().sorted().forEach(viewer -> add(digest, viewer.value()));
        add(digest, "");
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static void add(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
