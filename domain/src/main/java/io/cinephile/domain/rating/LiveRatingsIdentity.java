package io.cinephile.domain.rating;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Which live ratings these are.
 *
 * @param changes how many
 * @param sha256 over the changes by viewer, then by movie, each as pseudonym, movie, stars ({@code
 *     -} where the rating was taken back) and milliseconds since 1970, separated by spaces and
 *     followed by a line feed; hexadecimal, 64 characters
 */
public record LiveRatingsIdentity(long changes, String sha256) {
  /** No change at all: the SHA-256 of nothing. */
  public static final LiveRatingsIdentity NONE = new Digest().identity();

  /** Takes in the changes one by one. Used by one thread. */
  public static final class Digest {
    private static final Comparator<RatingChange> ORDER =
        Comparator.comparing(RatingChange::viewer).thenComparing(RatingChange::movie);

    private final MessageDigest sha256 = sha256();
    private RatingChange last;
    private long changes;

    /**
     * @throws IllegalArgumentException if the change does not come after the last one, in the order
     *     of {@link LiveRatings#all}
     */
    public void add(RatingChange change) {
      if (last != null && ORDER.compare(last, change) >= 0) {
        throw new IllegalArgumentException(
            "live rating %d is not in the order of viewers and movies".formatted(changes + 1));
      }
      last = change;
      changes++;
      String stars = change.stars().map(given -> "" + given.value()).orElse("-");
      String line =
          change.viewer().value()
              + ' '
              + change.movie().value()
              + ' '
              + stars
              + ' '
              + change.time().toEpochMilli()
              + '\n';
      sha256.update(line.getBytes(StandardCharsets.UTF_8));
    }

    /** What was taken in; ends the taking in. */
    public LiveRatingsIdentity identity() {
      return new LiveRatingsIdentity(changes, HexFormat.of().formatHex(sha256.digest()));
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256.", e);
      }
    }
  }
}
