package io.cinephile.adapters.spark.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The generator of the ratings; {@link SampleDataset} states its equations. Not thread-safe. */
final class SampleRatings {

  private static final double FAME_WEIGHT = 1.1;
  private static final double APPEAL_SPREAD = 0.3;
  private static final double AFFINITY_WEIGHT = 3.0;
  private static final double DECADE_WEIGHT = 0.25;

  private static final double MEAN_STARS = 3.4;
  private static final double FAME_STARS = 0.2;
  private static final double QUALITY_SPREAD = 0.15;
  private static final double AFFINITY_STARS = 1.3;
  private static final double TYPICAL_AFFINITY = 0.35;
  private static final double NOISE = 0.6;

  private final List<SampleFilm> films;
  private final Random random;
  private final SampleViewers viewers;
  private final Map<SampleFilm, Double> appeal;
  private final Map<SampleFilm, Double> quality;

  SampleRatings(List<SampleFilm> films, SampleParameters parameters) {
    this.films = films;
    this.random = new Random(parameters.seed());
    this.viewers = new SampleViewers(films, parameters, random);
    this.appeal = perFilm(FAME_WEIGHT, APPEAL_SPREAD);
    this.quality = perFilm(FAME_STARS, QUALITY_SPREAD);
  }

  private Map<SampleFilm, Double> perFilm(double fameWeight, double spread) {
    Map<SampleFilm, Double> values = new LinkedHashMap<>();
    for (SampleFilm film : films) {
      values.put(film, fameWeight * (film.fame() - 3) + spread * random.nextGaussian());
    }
    return values;
  }

  /** The ratings of one more viewer, in the order of the movie ids. */
  List<SampleRating> next(int userId) {
    SampleViewer viewer = viewers.next(userId);
    SampleSessions sessions = new SampleSessions(viewer.ratings(), random);
    List<SampleRating> ratings = new ArrayList<>();
    for (SampleFilm film : watched(viewer, sessions)) {
      ratings.add(rating(viewer, film, sessions.timeOf(film)));
    }
    ratings.sort(Comparator.comparingInt(SampleRating::movieId));
    return ratings;
  }

  private record Candidate(SampleFilm film, double key) {}

  /** Gumbel-top-k: the largest keys are a draw without replacement in proportion to the weights. */
  private List<SampleFilm> watched(SampleViewer viewer, SampleSessions sessions) {
    List<Candidate> candidates = new ArrayList<>();
    for (SampleFilm film : films) {
      if (sessions.canRate(film)) {
        candidates.add(new Candidate(film, logWeight(viewer, film) + gumbel()));
      }
    }
    return candidates.stream()
        .sorted(Comparator.comparingDouble(Candidate::key).reversed())
        .limit(Math.min(viewer.ratings(), candidates.size() / 2))
        .map(Candidate::film)
        .toList();
  }

  private double logWeight(SampleViewer viewer, SampleFilm film) {
    return appeal.get(film)
        + AFFINITY_WEIGHT * viewer.affinity(film)
        - DECADE_WEIGHT * viewer.distance(film);
  }

  private double gumbel() {
    return -StrictMath.log(-StrictMath.log(random.nextDouble()));
  }

  private SampleRating rating(SampleViewer viewer, SampleFilm film, long time) {
    double stars =
        MEAN_STARS
            + quality.get(film)
            + viewer.offset()
            + AFFINITY_STARS * (viewer.affinity(film) - TYPICAL_AFFINITY)
            + NOISE * random.nextGaussian();
    return new SampleRating(viewer.userId(), film.movieId(), halfStars(stars), time);
  }

  private static int halfStars(double stars) {
    return (int) Math.max(1, Math.min(10, Math.round(2 * stars)));
  }
}
