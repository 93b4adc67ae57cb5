package io.cinephile.bootstrap.server.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A MovieLens data set as its files have it, read without any of Cinephile's own code.
 *
 * @param movies by their ids
 */
record SourceFiles(Map<Integer, Movie> movies, List<Rating> ratings) {
  private static final Pattern MOVIE = Pattern.compile("(\\d+),(\"(.*)\"|([^,]*)),([^,]*)");
  private static final Pattern YEAR = Pattern.compile("(.*?)\\s*\\((\\d{4})\\)\\s*");
  private static final int FIRST_GENRE_OF_100K = 5;

  /**
   * A movie.
   *
   * @param titleWithYear as the files have it; what is stored holds the year apart
   */
  record Movie(String titleWithYear, List<String> genres) {
    String title() {
      Matcher parts = YEAR.matcher(titleWithYear);
      return parts.matches() ? parts.group(1) : titleWithYear;
    }

    OptionalInt year() {
      Matcher parts = YEAR.matcher(titleWithYear);
      return parts.matches()
          ? OptionalInt.of(Integer.parseInt(parts.group(2)))
          : OptionalInt.empty();
    }
  }

  record Rating(String user, int movie, double stars, long second) {}

  /** Reads the layout of {@code ml-latest}, or that of {@code ml-100k}. */
  static SourceFiles in(Path folder) throws IOException {
    return Files.exists(folder.resolve("u.data")) ? of100K(folder) : ofLatest(folder);
  }

  private static SourceFiles ofLatest(Path folder) throws IOException {
    Map<Integer, Movie> movies = new TreeMap<>();
    for (String line : withoutHeader(folder.resolve("movies.csv"))) {
      Matcher parts = MOVIE.matcher(line);
      if (!parts.matches()) {
        throw new IOException(line);
      }
      String title = parts.group(3) == null ? parts.group(4) : parts.group(3).replace("\"\"", "\"");
      movies.put(
          Integer.parseInt(parts.group(1)), new Movie(title, List.of(parts.group(5).split("\\|"))));
    }
    return new SourceFiles(
        movies,
        withoutHeader(folder.resolve("ratings.csv")).stream()
            .map(line -> rating(line.split(",")))
            .toList());
  }

  private static SourceFiles of100K(Path folder) throws IOException {
    List<String> genres;
    try (Stream<String> lines = Files.lines(folder.resolve("u.genre"))) {
      genres = lines.filter(line -> !line.isBlank()).map(line -> line.split("\\|")[0]).toList();
    }
    Map<Integer, Movie> movies = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("u.item"), StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split("\\|");
      List<String> own = new ArrayList<>();
      for (int i = 0; i < genres.size(); i++) {
        // The first of the flags says that none is known.
        if (fields[FIRST_GENRE_OF_100K + i].equals("1") && !genres.get(i).equals("unknown")) {
          own.add(genres.get(i));
        }
      }
      movies.put(Integer.parseInt(fields[0]), new Movie(fields[1], own));
    }
    return new SourceFiles(
        movies,
        Files.readAllLines(folder.resolve("u.data")).stream()
            .map(line -> rating(line.split("\t")))
            .toList());
  }

  private static List<String> withoutHeader(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }

  private static Rating rating(String... fields) {
    if (fields.length != 4) {
      throw new IllegalArgumentException(Arrays.toString(fields));
    }
    return new Rating(
        fields[0],
        Integer.parseInt(fields[1]),
        Double.parseDouble(fields[2]),
        Long.parseLong(fields[3]));
  }
}
