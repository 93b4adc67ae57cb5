package io.cinephile.domain.ranking;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.training.MovieFactors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The movies of one generation with their factors, in memory, laid out to be scanned: the exact
 * answer to "which movies have the largest inner product with this vector" under any filter. A
 * movie is addressed by its row, from 0. Immutable, and safe for use by several threads.
 */
public final class FactorIndex {
  /** So many movies lie side by side, one component after the other, as vector units like it. */
  private static final int BLOCK = 256;

  private static final float[] NOTHING = {};

  private final CatalogueEntry[] entries;
  private final Map<MovieId, Integer> rows;
  private final Set<String> genres;
  private final int rank;
  private final float[][] ranking;
  private final float[] blocks;
  private final float[] lengths;
  private final float[][] stars;
  private final int[] mostRatedFirst;

  private FactorIndex(List<LearntMovie> movies) {
    int size = movies.size();
    this.entries = movies.stream().map(LearntMovie::entry).toArray(CatalogueEntry[]::new);
    this.rows = new HashMap<>(2 * size);
    this.genres = new TreeSet<>();
    this.ranking = vectors(movies, true);
    this.stars = vectors(movies, false);
    this.rank = Arrays.stream(ranking).mapToInt(vector -> vector.length).max().orElse(0);
    this.blocks = new float[(size + BLOCK - 1) / BLOCK * BLOCK * rank];
    this.lengths = new float[size];
    for (int row = 0; row < size; row++) {
      rows.put(entries[row].id(), row);
      genres.addAll(entries[row].movie().genres());
      lay(row);
    }
    Comparator<Integer> byRatings =
        Comparator.comparingLong(row -> entries[row].statistics().ratings());
    this.mostRatedFirst =
        IntStream.range(0, size)
            .boxed()
            .sorted(byRatings.reversed().thenComparing(row -> entries[row].id()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private static float[][] vectors(List<LearntMovie> movies, boolean ofRanking) {
    return movies.stream()
        .map(
            movie ->
                movie
                    .factors()
                    .map(factors -> ofRanking ? factors.ranking() : factors.stars())
                    .orElse(NOTHING))
        .toArray(float[][]::new);
  }

  private void lay(int row) {
    double squares = 0;
    for (int i = 0; i < ranking[row].length; i++) {
      float component = ranking[row][i];
      blocks[(row / BLOCK * rank + i) * BLOCK + row % BLOCK] = component;
      squares += (double) component * component;
    }
    lengths[row] = (float) Math.sqrt(squares);
  }

  /**
   * Lays out movies.
   *
   * @param movies each once; their ranking vectors are of one length, or empty
   */
  public static FactorIndex of(Stream<LearntMovie> movies) {
    return new FactorIndex(movies.toList());
  }

  /** A row and how well it fits what was asked for. */
  public record Scored(int row, double score) {
    static final Comparator<Scored> BEST_FIRST =
        Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::row);
  }

  /** How many movies there are. */
  public int size() {
    return entries.length;
  }

  /** Every genre that a movie has, in their order. */
  public Set<String> genres() {
    return genres;
  }

  /** How many components the ranking vectors have; 0 where nothing was learnt. */
  public int rank() {
    return rank;
  }

  public CatalogueEntry entry(int row) {
    return entries[row];
  }

  /** The row of a movie; empty where the generation does not know it. */
  public OptionalInt row(MovieId movie) {
    Integer row = rows.get(movie);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /** Its vector in the ranking model; empty where nothing was learnt. Not to be written to. */
  float[] ranking(int row) {
    return ranking[row];
  }

  /** Its vector in the star model, as {@link MovieFactors#stars}. Not to be written to. */
  float[] stars(int row) {
    return stars[row];
  }

  /** The rows that pass a filter, whose genres are this catalogue's. */
  public IntPredicate passing(MovieFilter filter) {
    return filter.equals(MovieFilter.NONE) ? row -> true : row -> filter.passes(entries[row]);
  }

  /**
   * The movies with the largest inner product, best first, ties by row. Movies of which nothing was
   * learnt are left out.
   *
   * @param vector of a viewer; as long as {@link #rank}, or empty, which finds nothing
   * @param allowed rows
   */
  public List<Scored> best(float[] vector, IntPredicate allowed, int limit) {
    return scan(vector, allowed, limit, false);
  }

  /**
   * The movies at the smallest angle to a direction, with its cosine times the length of the
   * direction; otherwise as {@link #best}.
   */
  public List<Scored> nearest(float[] direction, IntPredicate allowed, int limit) {
    return scan(direction, allowed, limit, true);
  }

  private List<Scored> scan(float[] vector, IntPredicate allowed, int limit, boolean byAngle) {
    if (vector.length == 0 || rank == 0 || limit < 1) {
      return List.of();
    }
    BestRows best = new BestRows(limit);
    float[] scores = new float[BLOCK];
    for (int first = 0; first < entries.length; first += BLOCK) {
      products(vector, first, scores);
      int end = Math.min(BLOCK, entries.length - first);
      for (int i = 0; i < end; i++) {
        int row = first + i;
        double score = byAngle ? scores[i] / lengths[row] : scores[i];
        if (best.wouldKeep(score) && lengths[row] > 0 && allowed.test(row)) {
          best.add(row, score);
        }
      }
    }
    return best.list();
  }

  /** The inner product with every row; 0 where nothing was learnt. */
  float[] products(float[] vector) {
    float[] all = new float[entries.length];
    float[] scores = new float[BLOCK];
    for (int first = 0; first < all.length; first += BLOCK) {
      products(vector, first, scores);
      System.arraycopy(scores, 0, all, first, Math.min(BLOCK, all.length - first));
    }
    return all;
  }

  /** Of the block that begins with that row. The inner loop is one that the compiler vectorises. */
  private void products(float[] vector, int first, float[] scores) {
    if (vector.length != rank) {
      throw new IllegalArgumentException(
          "a vector of %d where the rank is %d".formatted(vector.length, rank));
    }
    Arrays.fill(scores, 0);
    int from = first / BLOCK * rank * BLOCK;
    for (int component = 0; component < rank; component++) {
      float factor = vector[component];
      for (int i = 0; i < BLOCK; i++) {
        scores[i] += factor * blocks[from + i];
      }
      from += BLOCK;
    }
  }

  /** The allowed movies with most ratings, ties by number; what nobody rated comes last. */
  public List<Scored> mostRated(IntPredicate allowed, int limit) {
    return Arrays.stream(mostRatedFirst)
        .filter(allowed)
        .limit(limit)
        .mapToObj(row -> new Scored(row, entries[row].statistics().ratings()))
        .toList();
  }

  /** The cosine of the angle between two movies; 0 where nothing was learnt of one of them. */
  double cosine(int a, int b) {
    if (lengths[a] == 0 || lengths[b] == 0) {
      return 0;
    }
    double product = 0;
    for (int i = 0; i < rank; i++) {
      product += (double) ranking[a][i] * ranking[b][i];
    }
    return product / ((double) lengths[a] * lengths[b]);
  }

  /** The vector of a movie at length 1; empty where nothing was learnt. */
  float[] direction(int row) {
    float[] direction = ranking[row].clone();
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= lengths[row];
    }
    return lengths[row] == 0 ? NOTHING : direction;
  }
}
