package io.cinephile.domain.training;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/**
 * Folds viewers into a factorisation: gives a viewer the vector {@code x} that alternating least
 * squares would, with the movies' vectors {@code y} as they are. With {@code n} values {@code r}
 * that the viewer gave to movies, either objective has its normal equations:
 *
 * <pre>
 *   explicit   (sum of y yᵀ over the rated + lambda n I) x = sum of r y
 *   implicit   (sum of y yᵀ over all movies + sum of alpha |r| y yᵀ over the rated + lambda m I) x
 *                = sum of (1 + alpha r) y over those with r &gt; 0, whose number is m
 * </pre>
 *
 * <p>(Zhou et al., "Large-scale parallel collaborative filtering for the Netflix prize", 2008; Hu,
 * Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", 2008.) So does
 * Spark's MLlib, which solves for the viewers last: folding in a viewer that it learnt from gives
 * the vector that it learnt. Solved in double precision. Immutable, and safe for use by several
 * threads.
 */
public final class FoldIn implements Serializable {
  private final double lambda;
  private final boolean implicit;
  private final double alpha;

  /** What is the same in the equations of all viewers; its size is the rank. */
  private final double[][] gram;

  private FoldIn(double lambda, boolean implicit, double alpha, double[][] gram) {
    this.lambda = lambda;
    this.implicit = implicit;
    this.alpha = alpha;
    this.gram = gram;
  }

  /**
   * For the explicit objective.
   *
   * @param rank length of the vectors
   * @param lambda regularisation, at least 0
   */
  public static FoldIn explicit(int rank, double lambda) {
    return new FoldIn(lambda, false, 0, new double[rank][rank]);
  }

  /**
   * For the implicit objective.
   *
   * @param rank length of the vectors
   * @param lambda regularisation, at least 0
   * @param alpha growth of confidence, at least 0
   * @param movies the vectors of all movies
   * @throws IllegalArgumentException if a vector has another length
   */
  public static FoldIn implicit(int rank, double lambda, double alpha, Collection<float[]> movies) {
    NormalEquations all = new NormalEquations(new double[rank][rank]);
    movies.forEach(movie -> all.add(movie, 1, 0));
    return new FoldIn(lambda, true, alpha, all.left());
  }

  /**
   * The vector of one viewer.
   *
   * @param movies the vectors of the movies that the viewer gave a value
   * @param values what the objective observes of them, in the same order
   * @return as long as the rank; zeros where nothing was observed
   * @throws IllegalArgumentException if there are not as many values as movies, or a vector has
   *     another length
   * @throws ArithmeticException if the equations have no single solution, which takes a {@code
   *     lambda} of 0, or values that are not finite
   */
  public float[] vector(List<float[]> movies, float[] values) {
    Observed observed = observed(movies, values);
    if (observed.count == 0) {
      return new float[gram.length];
    }
    double[] solution =
        observed.equations.solve(lambda * observed.count, observed.equations.right());
    float[] vector = new float[gram.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) solution[i];
    }
    return vector;
  }

  /**
   * What each observation adds to the inner product of the viewer's vector with another one. As the
   * vector is linear in what was observed, {@code x = A^-1 sum of t_j y_j}, these shares sum up to
   * the inner product: {@code t_j y_j^T A^-1 z} (Hu, Koren and Volinsky, 2008, section 5).
   *
   * @param movies the vectors of the movies that the viewer gave a value
   * @param values what the objective observes of them, in the same order
   * @param other the vector {@code z}, usually of a movie that is recommended
   * @return one share an observation, in their order
   * @throws IllegalArgumentException as {@link #vector} does
   * @throws ArithmeticException as {@link #vector} does
   */
  public double[] shares(List<float[]> movies, float[] values, float[] other) {
    Observed observed = observed(movies, values);
    double[] shares = new double[values.length];
    if (observed.count == 0) {
      return shares;
    }
    double[] right = new double[gram.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = other[i];
    }
    double[] weights = observed.equations.solve(lambda * observed.count, right);
    for (int j = 0; j < shares.length; j++) {
      float[] movie = movies.get(j);
      double product = 0;
      for (int i = 0; i < weights.length; i++) {
        product += movie[i] * weights[i];
      }
      shares[j] = target(values[j]) * product;
    }
    return shares;
  }

  /**
   * @param count of what has a target
   */
  private record Observed(NormalEquations equations, int count) {}

  private Observed observed(List<float[]> movies, float[] values) {
    if (movies.size() != values.length) {
      throw new IllegalArgumentException("another number of values than of movies");
    }
    NormalEquations equations = new NormalEquations(gram);
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      double confidence = implicit ? alpha * Math.abs((double) values[i]) : 1;
      equations.add(movies.get(i), confidence, target(values[i]));
      count += !implicit || values[i] > 0 ? 1 : 0;
    }
    return new Observed(equations, count);
  }

  /** What stands on the right side of the equations for an observation. */
  private double target(double value) {
    if (implicit) {
      return value > 0 ? 1 + alpha * value : 0;
    }
    return value;
  }
}
