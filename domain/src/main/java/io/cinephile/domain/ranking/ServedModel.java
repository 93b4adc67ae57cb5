package io.cinephile.domain.ranking;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.training.FoldIn;
import io.cinephile.domain.training.RankingSignal;
import io.cinephile.domain.training.TrainingParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One generation's models as they answer requests: whoever rates a movie is folded in, by the
 * normal equations that the training solved, without training anew. Immutable, and safe for use by
 * several threads.
 */
public final class ServedModel {
  private final GenerationId generation;
  private final FactorIndex movies;
  private final double meanStars;
  private final double viewerDamping;
  private final int starRank;
  private final FoldIn rankingFoldIn;
  private final FoldIn starFoldIn;

  private ServedModel(GenerationId generation, TrainingParameters parameters, FactorIndex movies) {
    this.generation = generation;
    this.movies = movies;
    this.meanStars = meanStars(movies);
    this.viewerDamping = parameters.stars().viewerDamping();
    this.starRank =
        IntStream.range(0, movies.size()).map(row -> movies.stars(row).length - 2).max().orElse(0);
    this.starFoldIn = FoldIn.explicit(Math.max(0, starRank), parameters.stars().regularisation());
    this.rankingFoldIn =
        FoldIn.implicit(
            movies.rank(),
            parameters.ranking().regularisation(),
            parameters.ranking().alpha(),
            IntStream.range(0, movies.size())
                .mapToObj(movies::ranking)
                .filter(vector -> vector.length > 0)
                .toList());
  }

  /**
   * A generation's models.
   *
   * @param parameters that it was learnt with
   * @param movies each once, with what was learnt about it
   */
  public static ServedModel of(
      GenerationId generation, TrainingParameters parameters, Stream<LearntMovie> movies) {
    return new ServedModel(generation, parameters, FactorIndex.of(movies));
  }

  private static double meanStars(FactorIndex movies) {
    double sum = 0;
    long count = 0;
    for (int row = 0; row < movies.size(); row++) {
      MovieStatistics statistics = movies.entry(row).statistics();
      sum += statistics.meanStars() * statistics.ratings();
      count += statistics.ratings();
    }
    return count == 0 ? (Stars.LEAST + Stars.MOST) / 2 : sum / count;
  }

  public GenerationId generation() {
    return generation;
  }

  public FactorIndex movies() {
    return movies;
  }

  /**
   * Folds somebody in.
   *
   * @param opinions of movies, each once; of what the model does not know nothing is learnt
   */
  public Taste taste(Collection<Opinion> opinions) {
    Observations liked = liked(opinions);
    return new Taste(rankingFoldIn.vector(liked.vectors, liked.values()), starVector(opinions));
  }

  /**
   * What tells the ranking model something: the opinions, and how strongly each movie is wanted.
   */
  private record Observations(
      List<Opinion> opinions, List<float[]> vectors, List<Double> strengths) {
    float[] values() {
      float[] values = new float[strengths.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = strengths.get(i).floatValue();
      }
      return values;
    }
  }

  private Observations liked(Collection<Opinion> opinions) {
    Observations liked = new Observations(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Opinion opinion : opinions) {
      double strength = RankingSignal.strength(opinion.stars().value());
      int row = movies.row(opinion.movie()).orElse(-1);
      if (strength > 0 && row >= 0 && movies.ranking(row).length > 0) {
        liked.opinions.add(opinion);
        liked.vectors.add(movies.ranking(row));
        liked.strengths.add(strength);
      }
    }
    return liked;
  }

  /** As training does it: the offset first, then the factors of what it leaves over. */
  private float[] starVector(Collection<Opinion> opinions) {
    int rank = Math.max(0, starRank);
    List<float[]> vectors = new ArrayList<>();
    List<Double> surprises = new ArrayList<>();
    double sum = 0;
    int known = 0;
    for (Opinion opinion : opinions) {
      int row = movies.row(opinion.movie()).orElse(-1);
      if (row < 0) {
        continue;
      }
      float[] movie = movies.stars(row);
      double surprise = opinion.stars().value() - meanStars - (movie.length > 0 ? movie[rank] : 0);
      sum += surprise;
      known++;
      if (movie.length > 0) {
        vectors.add(Arrays.copyOf(movie, rank));
        surprises.add(surprise);
      }
    }
    double offset = sum / (known + viewerDamping);
    float[] residuals = new float[surprises.size()];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = (float) (surprises.get(i) - offset);
    }
    float[] vector = Arrays.copyOf(starFoldIn.vector(vectors, residuals), rank + 2);
    vector[rank] = 1;
    vector[rank + 1] = (float) (meanStars + offset);
    return vector;
  }

  /** What somebody is expected to give a movie, from 0.5 to 5. */
  public double predictedStars(Taste taste, int row) {
    float[] movie = movies.stars(row);
    double stars = taste.stars().length == 0 ? meanStars : taste.stars()[taste.stars().length - 1];
    if (movie.length == taste.stars().length) {
      stars = 0;
      for (int i = 0; i < movie.length; i++) {
        stars += (double) movie[i] * taste.stars()[i];
      }
    }
    return Stars.clamp(stars);
  }

  /** The movies that somebody wants most, best first; none where the taste is not known. */
  public List<Scored> best(Taste taste, IntPredicate allowed, int limit) {
    return taste.isKnown() ? movies.best(taste.ranking(), allowed, limit) : List.of();
  }

  /**
   * The movies most similar to some, by the mean of the cosines with each, best first; none where
   * nothing was learnt about them.
   */
  public List<Scored> similarTo(Collection<MovieId> some, IntPredicate allowed, int limit) {
    float[] mean = new float[movies.rank()];
    int known = 0;
    for (MovieId movie : some) {
      int row = movies.row(movie).orElse(-1);
      float[] direction = row < 0 ? new float[0] : movies.direction(row);
      for (int i = 0; i < direction.length; i++) {
        mean[i] += direction[i];
      }
      known += direction.length > 0 ? 1 : 0;
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= Math.max(1, known);
    }
    return known == 0 ? List.of() : movies.nearest(mean, allowed, limit);
  }

  /**
   * A movie's part in a recommendation.
   *
   * @param opinion that carries it
   * @param share of the score; negative where the opinion speaks against it
   */
  public record Share(Opinion opinion, double share) {}

  /**
   * Why somebody is recommended a movie: the score of the ranking model, taken apart exactly.
   *
   * @param opinions from which the taste was folded in
   * @return the shares, largest first; they sum up to the inner product of the folded-in vector
   *     with the movie's
   */
  public List<Share> shares(Collection<Opinion> opinions, MovieId movie) {
    int row = movies.row(movie).orElse(-1);
    if (row < 0 || movies.ranking(row).length == 0) {
      return List.of();
    }
    Observations liked = liked(opinions);
    double[] shares = rankingFoldIn.shares(liked.vectors, liked.values(), movies.ranking(row));
    List<Share> found = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      found.add(new Share(liked.opinions.get(i), shares[i]));
    }
    found.sort(Comparator.comparingDouble(Share::share).reversed());
    return found;
  }
}
