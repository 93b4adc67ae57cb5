package io.cinephile.bootstrap.server.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small data set with something to find in it: each viewer loves one of four genres. Most of what
 * a run takes on it is Spark's own start.
 */
public final class TasteDataset {
  private static final List<String> GENRES = List.of("Comedy", "Drama", "Horror", "Western");
  private static final int MOVIES = 240;
  static final int VIEWERS = 400;
  private static final int RATINGS_EACH = 30;
  private static final int HELD_OUT_EACH = RATINGS_EACH / 5;

  /** Of the movies a planted viewer has rated one in so many. */
  private static final int PLANTED_EACH = 7;

  /** No stars, a movie that is not there, no number, no end, no time. */
  private static final List<String> BROKEN =
      List.of("%d,8,7.5,1000000000", "%d,99999,4,1000000000", "%d,x,4,1", "%d,8", "%d,8,4,soon");

  private static final double FAITHFUL = 0.8;

  private final Path folder;
  private final List<Line> lines;
  private final List<String> broken = new ArrayList<>();

  private record Line(int viewer, int movie, int stars, int time) {
    @Override
    public String toString() {
      return "%d,%d,%d,%d".formatted(viewer, movie, stars, 1_000_000_000 + time);
    }
  }

  private TasteDataset(Path folder, List<Line> lines) {
    this.folder = folder;
    this.lines = lines;
  }

  /** Writes it to a folder; the same seed gives the same files. */
  public static TasteDataset write(Path folder, long seed) throws IOException {
    Random random = new Random(seed);
    List<Line> lines = new ArrayList<>();
    for (int viewer = 1; viewer <= VIEWERS; viewer++) {
      List<Integer> movies = movies(random, viewer % GENRES.size());
      for (int time = 0; time < movies.size(); time++) {
        int movie = movies.get(time);
        boolean loved = movie % GENRES.size() == viewer % GENRES.size();
        lines.add(new Line(viewer, movie, (loved ? 4 : 1) + random.nextInt(2), time));
      }
    }
    TasteDataset dataset = new TasteDataset(folder, lines);
    Files.createDirectories(folder);
    StringBuilder catalogue = new StringBuilder("movieId,title,genres\n");
    for (int movie = 1; movie <= MOVIES; movie++) {
      catalogue.append(
          "%d,Film %d (1999),%s\n".formatted(movie, movie, GENRES.get(movie % GENRES.size())));
    }
    Files.writeString(folder.resolve("movies.csv"), catalogue);
    dataset.writeRatings(lines);
    return dataset;
  }

  private static List<Integer> movies(Random random, int loved) {
    List<Integer> movies = new ArrayList<>();
    while (movies.size() < RATINGS_EACH) {
      int genre = random.nextDouble() < FAITHFUL ? loved : random.nextInt(GENRES.size());
      int movie = GENRES.size() * (1 + random.nextInt(MOVIES / GENRES.size() - 1)) + genre;
      if (!movies.contains(movie)) {
        movies.add(movie);
      }
    }
    return movies;
  }

  Path folder() {
    return folder;
  }

  /**
   * Gives each viewer the history of another one, as a join on the wrong column would; the latest
   * fifth of each viewer's ratings stays.
   */
  void spoil(long seed) throws IOException {
    List<Integer> viewers = new ArrayList<>();
    lines.stream().map(Line::viewer).distinct().forEach(viewers::add);
    Collections.shuffle(viewers, new Random(seed));
    List<Line> spoilt = new ArrayList<>();
    for (Line line : lines) {
      int viewer = isHeldOut(line) ? line.viewer() : viewers.get(line.viewer() - 1);
      spoilt.add(new Line(viewer, line.movie(), line.stars(), line.time()));
    }
    spoilt.removeIf(line -> !isHeldOut(line) && isHeldOutOf(line.viewer(), line.movie()));
    writeRatings(spoilt);
  }

  /**
   * Adds a viewer who hates and loves movies in turn, whatever their genre, and has rated some that
   * nobody else has; and lines about the viewer that are broken in one way each.
   */
  void plant(int viewer) throws IOException {
    BROKEN.forEach(line -> broken.add(line.formatted(viewer)));
    for (int movie = 1; movie <= MOVIES; movie += PLANTED_EACH) {
      lines.add(new Line(viewer, movie, movie % 2 == 0 ? 1 : 5, movie));
    }
    writeRatings(lines);
  }

  /** Undoes what was spoilt. */
  void mend() throws IOException {
    writeRatings(lines);
  }

  private boolean isHeldOutOf(int viewer, int movie) {
    return lines.stream()
        .anyMatch(line -> isHeldOut(line) && line.viewer() == viewer && line.movie() == movie);
  }

  private static boolean isHeldOut(Line line) {
    return line.time() >= RATINGS_EACH - HELD_OUT_EACH;
  }

  private void writeRatings(List<Line> ratings) throws IOException {
    Files.writeString(
        folder.resolve("ratings.csv"),
        Stream.concat(ratings.stream().map(Line::toString), broken.stream())
            .collect(Collectors.joining("\n", "userId,movieId,rating,timestamp\n", "\n")));
  }
}
