package io.cinephile.bootstrap.server.endtoend;

import io.cinephile.bootstrap.server.endtoend.SourceFiles.Movie;
import io.cinephile.bootstrap.server.endtoend.SourceFiles.Rating;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.cinephile.kibana.PanelQuery.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the dashboard on movies and viewers has to show, computed from the files alone. */
final class FiguresOfFiles {
  /** As the panel has it. */
  private static final int FEWEST_RATINGS = 20;

  private final SourceFiles files;
  private final Pseudonymiser pseudonymiser;

  FiguresOfFiles(SourceFiles files, Pseudonymiser pseudonymiser) {
    this.files = files;
    this.pseudonymiser = pseudonymiser;
  }

  /** The table of each panel, by the panel's id. */
  Map<String, List<Row>> byPanel() {
    Collection<Movie> movies = files.movies().values();
    List<Rating> ratings = files.ratings();
    Map<String, List<Row>> tables = new HashMap<>();
    tables.put("movies", List.of(row(movies.size())));
    tables.put("ratings", List.of(row(ratings.size())));
    tables.put("viewers", List.of(row(users(ratings))));
    tables.put("mean-stars", List.of(row(mean(ratings))));
    tables.put(
        "popular-movies",
        top(
            10,
            grouped(ratings, rating -> Stream.of(movie(rating).title())),
            FiguresOfFiles::counted));
    tables.put(
        "genre-distribution",
        top(20, grouped(movies, movie -> movie.genres().stream()), FiguresOfFiles::counted));
    tables.put("activity", activity());
    tables.put(
        "active-viewers",
        top(
            10,
            grouped(ratings, rating -> Stream.of(pseudonym(rating))),
            rated -> List.of((double) rated.size(), mean(rated))));
    tables.put("stars", stars());
    tables.put(
        "genres-over-the-years",
        within(
            top(10, grouped(movies, movie -> movie.genres().stream()), FiguresOfFiles::counted),
            grouped(movies, movie -> movie.genres().stream()),
            movie -> movie.year().stream().mapToObj(FiguresOfFiles::decade)));
    tables.put("mean-rating", meanRating());
    Map<String, List<Rating>> byGenre = grouped(ratings, rating -> movie(rating).genres().stream());
    tables.put(
        "genres-rated",
        within(
            top(10, byGenre, FiguresOfFiles::counted), byGenre, rating -> Stream.of(year(rating))));
    return tables;
  }

  private Movie movie(Rating rating) {
    return files.movies().get(rating.movie());
  }

  private String pseudonym(Rating rating) {
    return pseudonymiser.of(new UserId(rating.user())).value();
  }

  private static long users(List<Rating> ratings) {
    return ratings.stream().map(Rating::user).distinct().count();
  }

  private static double mean(List<Rating> ratings) {
    return ratings.stream().mapToDouble(Rating::stars).average().orElseThrow();
  }

  /** Its bars are years, as three decades and more are shown. */
  private List<Row> activity() {
    List<Row> rows = new ArrayList<>();
    grouped(files.ratings(), rating -> Stream.of(year(rating)))
        .forEach((year, rated) -> rows.add(row(year, rated.size(), users(rated))));
    return rows;
  }

  private List<Row> stars() {
    List<Row> rows = new ArrayList<>();
    grouped(files.ratings(), rating -> Stream.of("" + rating.stars()))
        .forEach((stars, rated) -> rows.add(row(stars, rated.size())));
    return rows;
  }

  /** Of movies of the same title the best and the most are shown. */
  private List<Row> meanRating() {
    Map<String, double[]> best = new TreeMap<>();
    grouped(files.ratings(), rating -> Stream.of("" + rating.movie()))
        .values()
        .forEach(
            rated -> {
              if (rated.size() >= FEWEST_RATINGS) {
                best.merge(
                    movie(rated.get(0)).title(),
                    new double[] {mean(rated), rated.size()},
                    (a, b) -> new double[] {Math.max(a[0], b[0]), Math.max(a[1], b[1])});
              }
            });
    return best.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
        .sorted(Comparator.comparing((Row row) -> -row.figures().get(0)))
        .limit(50)
        .toList();
  }

  private static String year(Rating rating) {
    return Instant.ofEpochSecond(rating.second()).atZone(ZoneOffset.UTC).getYear()
        + "-01-01T00:00:00.000Z";
  }

  private static String decade(int year) {
    if (year < 1950) {
      return "< 1950";
    }
    int begin = year / 10 * 10;
    return begin >= 2020 ? "≥ 2020" : begin + "–" + (begin + 9);
  }

  /** In the order of the keys. */
  private static <T> Map<String, List<T>> grouped(
      Collection<T> all, Function<T, Stream<String>> keys) {
    Map<String, List<T>> groups = new TreeMap<>();
    for (T one : all) {
      keys.apply(one)
          .distinct()
          .forEach(key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(one));
    }
    return groups;
  }

  private static List<Double> counted(List<?> some) {
    return List.of((double) some.size());
  }

  /** Those with the largest first figure; of equals the first in the order of the keys. */
  private static <T> List<Row> top(
      int size, Map<String, List<T>> groups, Function<List<T>, List<Double>> figures) {
    return groups.entrySet().stream()
        .map(group -> new Row(List.of(group.getKey()), figures.apply(group.getValue())))
        .sorted(Comparator.comparing((Row row) -> -row.figures().get(0)))
        .limit(size)
        .toList();
  }

  /** How many there are in each of some groups, by something else. */
  private static <T> List<Row> within(
      List<Row> outer, Map<String, List<T>> groups, Function<T, Stream<String>> keys) {
    List<Row> rows = new ArrayList<>();
    for (Row one : outer) {
      String group = one.keys().get(0);
      Map<String, List<T>> parts = grouped(groups.get(group), keys);
      parts.keySet().stream()
          .sorted(Comparator.comparing((String key) -> !key.startsWith("<")))
          .forEach(
              key ->
                  rows.add(new Row(List.of(group, key), List.of((double) parts.get(key).size()))));
    }
    return rows;
  }

  private static Row row(double figure) {
    return new Row(List.of(), List.of(figure));
  }

  private static Row row(String key, double... figures) {
    return new Row(List.of(key), Arrays.stream(figures).boxed().toList());
  }
}
