package io.cinephile.adapters.spark.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Makes up viewers: what they love, how kindly they rate and how much they watch. */
final class SampleViewers {

  private static final int FEWEST_RATINGS = 20;
  private static final double RATINGS_SPREAD = 0.7;
  private static final double OFFSET_SPREAD = 0.35;

  /** How often the next favourite is a neighbour of the last one rather than any taste at all. */
  private static final double KINDRED_FAVOURITE = 0.5;

  private final List<SampleFilm> films;
  private final List<String> tastes;
  private final Map<String, List<String>> kindred;
  private final SampleParameters parameters;
  private final Random random;

  SampleViewers(List<SampleFilm> films, SampleParameters parameters, Random random) {
    this.films = films;
    this.kindred = kindred(films);
    this.tastes = List.copyOf(kindred.keySet());
    this.parameters = parameters;
    this.random = random;
  }

  SampleViewer next(int userId) {
    return new SampleViewer(
        userId, favourites(), era(), OFFSET_SPREAD * random.nextGaussian(), numberOfRatings());
  }

  /** The year of some film: few viewers are at home in the silent era, many in the 1990s. */
  private int era() {
    return films.get(random.nextInt(films.size())).year();
  }

  /**
   * For each taste, the other tastes of its films, as often as they occur: who loves Pixar is
   * likely to love Disney because many films are both.
   */
  private static Map<String, List<String>> kindred(List<SampleFilm> films) {
    Map<String, List<String>> kindred = new TreeMap<>();
    for (SampleFilm film : films) {
      for (String taste : film.tastes()) {
        List<String> others = kindred.computeIfAbsent(taste, any -> new ArrayList<>());
        film.tastes().stream().filter(other -> !other.equals(taste)).forEach(others::add);
      }
    }
    return kindred;
  }

  private Map<String, Double> favourites() {
    Map<String, Double> shares = new LinkedHashMap<>();
    favouriteTastes().forEach(taste -> shares.put(taste, gammaOfShapeTwo()));
    double strongest =
        shares.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    shares.replaceAll((taste, share) -> share / strongest);
    return shares;
  }

  private Set<String> favouriteTastes() {
    int number = 2 + random.nextInt(2);
    String last = anyOf(tastes);
    Set<String> favourites = new LinkedHashSet<>(Set.of(last));
    while (favourites.size() < number) {
      last = nextFavourite(last);
      favourites.add(last);
    }
    return favourites;
  }

  private String nextFavourite(String last) {
    List<String> neighbours = kindred.get(last);
    boolean stayClose = random.nextDouble() < KINDRED_FAVOURITE && !neighbours.isEmpty();
    return anyOf(stayClose ? neighbours : tastes);
  }

  /**
   * Gamma shares over their sum would be a Dirichlet draw; here they are divided by the largest.
   */
  private double gammaOfShapeTwo() {
    return -StrictMath.log(1 - random.nextDouble()) - StrictMath.log(1 - random.nextDouble());
  }

  private int numberOfRatings() {
    double factor = StrictMath.exp(RATINGS_SPREAD * random.nextGaussian());
    return (int) Math.max(FEWEST_RATINGS, Math.round(parameters.medianRatings() * factor));
  }

  private String anyOf(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
