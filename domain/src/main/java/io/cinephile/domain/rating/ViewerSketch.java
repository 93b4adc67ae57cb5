package io.cinephile.domain.rating;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of any number of viewers in one megabyte, which forgets nobody and takes some for members
 * who are not: a Bloom filter (Bloom, "Space/time trade-offs in hash coding with allowable errors",
 * 1970) whose hash functions are made from two (Kirsch and Mitzenmacher, "Less hashing, same
 * performance", 2006), of which FNV-1a is one. Taken for members are 0.2 % of the others beside
 * 500,000 viewers, 2 % beside a million and 14 % beside two. Safe for use by several threads.
 */
public final class ViewerSketch {
  private static final int LOG_BITS = 23;
  private static final int HASHES = 4;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private final AtomicLongArray words = new AtomicLongArray((1 << LOG_BITS) / Long.SIZE);

  /** From now on the viewer is a member. */
  public void add(Pseudonym viewer) {
    for (int bit : bits(viewer)) {
      words.accumulateAndGet(bit / Long.SIZE, 1L << bit, (word, set) -> word | set);
    }
  }

  /** False only where the viewer was never added. */
  public boolean mayContain(Pseudonym viewer) {
    for (int bit : bits(viewer)) {
      if ((words.get(bit / Long.SIZE) & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int[] bits(Pseudonym viewer) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < viewer.value().length(); i++) {
      hash = (hash ^ viewer.value().charAt(i)) * FNV_PRIME;
    }
    long step = hash * GOLDEN_RATIO;
    int[] bits = new int[HASHES];
    for (int i = 0; i < HASHES; i++) {
      bits[i] = (int) (hash >>> (Long.SIZE - LOG_BITS));
      hash += step;
    }
    return bits;
  }
}
