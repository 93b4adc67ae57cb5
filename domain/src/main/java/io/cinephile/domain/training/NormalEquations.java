package io.cinephile.domain.training;

import java.util.Arrays;

/**
 * The normal equations of one least-squares problem. Of the symmetric left side the lower triangle
 * is kept. Not safe for use by several threads.
 */
final class NormalEquations {
  private final double[][] left;
  private final double[] right;

  /**
   * @param left what the left side begins with; copied
   */
  NormalEquations(double[][] left) {
    this.left = Arrays.stream(left).map(double[]::clone).toArray(double[][]::new);
    this.right = new double[left.length];
  }

  double[][] left() {
    return left;
  }

  /** Adds {@code weight v vᵀ} to the left side and {@code target v} to the right one. */
  void add(float[] v, double weight, double target) {
    if (v.length != right.length) {
      throw new IllegalArgumentException(
          "a vector of %d where the rank is %d".formatted(v.length, right.length));
    }
    for (int i = 0; i < v.length; i++) {
      right[i] += target * v[i];
      double weighted = weight * v[i];
      for (int j = 0; j <= i; j++) {
        left[i][j] += weighted * v[j];
      }
    }
  }

  double[] right() {
    return right;
  }

  /**
   * Solves the equations with {@code ridge} added to the diagonal, by Cholesky's method; they are
   * used up by it.
   *
   * @param right side; replaced by the solution
   * @throws ArithmeticException if the left side is not positive definite
   */
  double[] solve(double ridge, double[] right) {
    factorise(ridge);
    int n = right.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        right[i] -= left[i][j] * right[j];
      }
      right[i] /= left[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        right[i] -= left[j][i] * right[j];
      }
      right[i] /= left[i][i];
    }
    return right;
  }

  /** Replaces the left side by its lower triangular root. */
  private void factorise(double ridge) {
    for (int i = 0; i < left.length; i++) {
      left[i][i] += ridge;
      for (int j = 0; j <= i; j++) {
        for (int k = 0; k < j; k++) {
          left[i][j] -= left[i][k] * left[j][k];
        }
        if (j < i) {
          left[i][j] /= left[j][j];
        }
      }
      if (!(left[i][i] > 0 && left[i][i] < Double.POSITIVE_INFINITY)) {
        throw new ArithmeticException("The equations have no single solution.");
      }
      left[i][i] = Math.sqrt(left[i][i]);
    }
  }
}
