package io.cinephile.adapters.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/**
 * What is counted of each movie. Stars are summed up in halves, as whole numbers, so that the sums
 * do not depend on the order in which they are taken.
 *
 * @param ratings how many, by the movie's place in the catalogue
 * @param halfStars their sum in half stars
 */
record MovieTotals(long[] ratings, long[] halfStars) implements Serializable {

  static MovieTotals of(JavaRDD<ViewerRatings> viewers, int movies) {
    MovieTotals totals = new MovieTotals(new long[movies], new long[movies]);
    viewers
        .mapPartitions(
            partition -> {
              MovieTotals part = new MovieTotals(new long[movies], new long[movies]);
              partition.forEachRemaining(part::add);
              return List.of(part).iterator();
            })
        .collect()
        .forEach(totals::add);
    return totals;
  }

  private void add(ViewerRatings viewer) {
    for (int i = 0; i < viewer.size(); i++) {
      ratings[viewer.movies()[i]]++;
      halfStars[viewer.movies()[i]] += Math.round(2 * viewer.values()[i]);
    }
  }

  private void add(MovieTotals part) {
    Arrays.setAll(ratings, movie -> ratings[movie] + part.ratings[movie]);
    Arrays.setAll(halfStars, movie -> halfStars[movie] + part.halfStars[movie]);
  }

  long allRatings() {
    return Arrays.stream(ratings).sum();
  }

  /** The global mean, in stars; 0 where there are no ratings. */
  double mean() {
    long all = allRatings();
    return all == 0 ? 0 : Arrays.stream(halfStars).sum() / 2.0 / all;
  }

  /** All places of the catalogue, the most rated first, ties by number. */
  int[] mostRatedFirst() {
    Comparator<Integer> byRatings = Comparator.comparingLong(movie -> -ratings[movie]);
    return IntStream.range(0, ratings.length)
        .boxed()
        .sorted(byRatings.thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
