package io.cinephile.domain.gate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where a gain would lie in 95 of 100 draws of such viewers.
 *
 * @param low its 2.5 % percentile
 * @param high its 97.5 % percentile
 */
record GainInterval(double low, double high) {
  private static final int RESAMPLES = 1000;

  /** How many resamples lie below the interval, and above it. */
  private static final int OUTSIDE = RESAMPLES / 40;

  /**
   * The paired bootstrap: each resample draws as many viewers as there are, with replacement, and
   * measures every pairing on these same viewers.
   */
  static List<GainInterval> bootstrap(List<Pairing> pairings, int viewers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    // Each resample has its own source of randomness, so that threads can share the work.
    List<SplittableRandom> sources =
        IntStream.range(0, RESAMPLES).mapToObj(resample -> random.split()).toList();
    List<double[]> gains =
        sources.parallelStream().map(source -> gains(pairings, viewers, source)).toList();
    return IntStream.range(0, pairings.size())
        .mapToObj(pairing -> of(gains.stream().mapToDouble(each -> each[pairing]).toArray()))
        .toList();
  }

  private static double[] gains(List<Pairing> pairings, int viewers, SplittableRandom random) {
    int[] times = new int[viewers];
    for (int draw = 0; draw < viewers; draw++) {
      times[random.nextInt(viewers)]++;
    }
    return pairings.stream().mapToDouble(pairing -> pairing.gain(times)).toArray();
  }

  private static GainInterval of(double[] gains) {
    Arrays.sort(gains);
    return new GainInterval(gains[OUTSIDE - 1], gains[RESAMPLES - OUTSIDE]);
  }
}
