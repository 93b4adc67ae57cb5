package io.cinephile.domain.gate;

import io.cinephile.domain.gate.Comparison.Measure;
import io.cinephile.domain.gate.Comparison.Reference;
import java.util.Arrays;

/**
 * One measure of two models on the same viewers. Either figure comes from a ratio of two sums over
 * the viewers, who can each be counted any number of times.
 *
 * @param sizes what each viewer adds to the denominator; 0 for one who is not measured
 * @param candidate what each viewer adds to the candidate's numerator
 * @param other what each viewer adds to the reference's numerator
 */
record Pairing(
    Measure measure, Reference reference, double[] sizes, double[] candidate, double[] other) {

  /** Means over the viewers who are not NaN. */
  static Pairing ndcg(Reference reference, double[] candidate, double[] other) {
    double[] sizes = Arrays.stream(other).map(ndcg -> Double.isNaN(ndcg) ? 0 : 1).toArray();
    return new Pairing(
        Measure.NDCG_AT_10,
        reference,
        sizes,
        whereMeasured(sizes, candidate),
        whereMeasured(sizes, other));
  }

  /** Roots of the mean over all ratings. */
  static Pairing rmse(
      Reference reference, int[] heldOut, double[] candidateSquares, double[] otherSquares) {
    double[] sizes = Arrays.stream(heldOut).asDoubleStream().toArray();
    return new Pairing(Measure.RMSE, reference, sizes, candidateSquares, otherSquares);
  }

  private static double[] whereMeasured(double[] sizes, double[] values) {
    double[] measured = new double[values.length];
    Arrays.setAll(measured, viewer -> sizes[viewer] == 0 ? 0 : values[viewer]);
    return measured;
  }

  /** How many viewers are measured. */
  long viewers() {
    return Arrays.stream(sizes).filter(size -> size > 0).count();
  }

  double candidateFigure() {
    return figure(Arrays.stream(candidate).sum(), Arrays.stream(sizes).sum());
  }

  double otherFigure() {
    return figure(Arrays.stream(other).sum(), Arrays.stream(sizes).sum());
  }

  /** By how much the candidate is better. */
  double gain() {
    return gain(candidateFigure(), otherFigure());
  }

  /**
   * The gain where each viewer is counted so many times; 0 where that leaves nobody who is
   * measured.
   */
  double gain(int[] times) {
    double size = 0;
    double candidateSum = 0;
    double otherSum = 0;
    for (int viewer = 0; viewer < times.length; viewer++) {
      size += times[viewer] * sizes[viewer];
      candidateSum += times[viewer] * candidate[viewer];
      otherSum += times[viewer] * other[viewer];
    }
    return size == 0 ? 0 : gain(figure(candidateSum, size), figure(otherSum, size));
  }

  private double gain(double candidateFigure, double otherFigure) {
    return switch (measure) {
      case NDCG_AT_10 -> candidateFigure - otherFigure;
      case RMSE -> otherFigure - candidateFigure;
    };
  }

  private double figure(double sum, double size) {
    return switch (measure) {
      case NDCG_AT_10 -> sum / size;
      case RMSE -> Math.sqrt(sum / size);
    };
  }
}
