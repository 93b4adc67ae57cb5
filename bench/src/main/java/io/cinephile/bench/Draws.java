package io.cinephile.bench;

import io.cinephile.bench.Workload.Film;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Draws users and movies to ask for, from a seed. Safe for use by several threads. */
final class Draws {
  /** Users "1" to this one, at most, rate movies before the folding in is measured. */
  static final int LIVE_USERS = 200;

  private final Workload workload;
  private final Random random;
  private final double[] cumulated;

  Draws(Workload workload) {
    this.workload = workload;
    this.random = new Random(workload.seed());
    this.cumulated = workload.movies().stream().mapToDouble(Film::ratings).toArray();
    Arrays.parallelPrefix(cumulated, Double::sum);
  }

  /** Any user, all alike. */
  int user() {
    return 1 + random.nextInt(workload.users());
  }

  /** One who has rated something since the model was learnt. */
  int liveUser() {
    return 1 + random.nextInt(Math.min(LIVE_USERS, workload.users()));
  }

  /** Any movie, all alike. */
  Film movie() {
    return workload.movies().get(random.nextInt(workload.movies().size()));
  }

  /** A movie, as likely as it was rated. */
  Film ratedMovie() {
    double at = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, at);
    return workload.movies().get(found < 0 ? -found - 1 : found + 1);
  }

  double stars() {
    return (1 + random.nextInt(10)) / 2.0;
  }

  String genre() {
    List<String> common = List.of("Action", "Comedy", "Drama", "Romance", "Sci-Fi", "Thriller");
    return common.get(random.nextInt(common.size()));
  }

  /** What somebody has typed of a rated movie's title: its first 2 to 6 characters. */
  String beginning() {
    String title = ratedMovie().title();
    int length = Math.min(title.length(), 2 + random.nextInt(5));
    return title.substring(0, length);
  }
}
