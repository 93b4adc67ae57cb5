package io.cinephile.domain.ranking;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainingParameters;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models with factors drawn by lot: movie {@code n} is row {@code n - 1}. */
final class Models {
  private Models() {}

  static LearntMovie movie(int id, long ratings, float[] ranking, float[] stars) {
    return new LearntMovie(
        entry(id, ratings), Optional.of(new MovieFactors(new MovieId(id), ranking, stars)));
  }

  static CatalogueEntry entry(int id, long ratings) {
    return new CatalogueEntry(
        new Movie(
            new MovieId(id),
            "Movie " + id,
            Optional.of(1950 + id % 70),
            List.of(id % 2 == 0 ? "Even" : "Odd")),
        MovieStatistics.of(ratings, 3.4 * ratings, 3.5));
  }

  static LearntMovie unlearnt(int id) {
    return new LearntMovie(entry(id, 0), Optional.empty());
  }

  static FactorIndex random(int movies, int rank, long seed) {
    return FactorIndex.of(movies(movies, rank, seed));
  }

  static ServedModel model(int movies, int rank, long seed) {
    return ServedModel.of(
        new GenerationId("20261122-161500-3f9a"),
        TrainingParameters.DEFAULT,
        movies(movies, rank, seed));
  }

  private static Stream<LearntMovie> movies(int movies, int rank, long seed) {
    Random random = new Random(seed);
    return IntStream.rangeClosed(1, movies)
        .mapToObj(
            id -> {
              float[] stars = vector(random, rank + 2);
              stars[rank + 1] = 1;
              return movie(id, random.nextInt(1000), vector(random, rank), stars);
            })
        .toList()
        .stream();
  }

  static float[] vector(Random random, int rank) {
    float[] vector = new float[rank];
    for (int i = 0; i < rank; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
