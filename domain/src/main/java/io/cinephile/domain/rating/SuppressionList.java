package io.cinephile.domain.rating;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** The viewers who must not be learnt from. */
public record SuppressionList(Set<Pseudonym> viewers) {
  public static final SuppressionList NONE = new SuppressionList(Set.of());

  public SuppressionList {
    viewers = Set.copyOf(viewers);
  }

  /** SHA-256 over the pseudonyms in their order, each followed by a line feed; hexadecimal. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      viewers.stream()
          .map(Pseudonym::value)
          .sorted()
          .forEach(value -> digest.update((value + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
