package io.cinephile.adapters.spark.sample;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The data set {@code sample} that ships with the code: real film titles, synthetic ratings.
 *
 * <p>A latent-factor model in the sense of ALS makes up the ratings, so that a recommender has
 * something true to find. The factors are the taste groups of {@code films.csv}. Every viewer u has
 * two or three favourites with weights w (gamma-distributed, the strongest 1), of which
 * neighbouring groups, which share films, often come together, and an era e, which is the year of a
 * film drawn at random. With independent standard normal draws z, fame f from 1 to 5, year y, and
 * m(i,g) = 1, 0.6 and 0.36 for a film's first, second and third group:
 *
 * <pre>
 *   affinity   a(u,i) = min(1, sum over g of w(u,g) m(i,g))
 *   watching   P(u watches i) ~ exp(1.1 (f(i) - 3) + 0.3 z(i) + 3 a(u,i) - 0.25 |y(i) - e(u)| / 10)
 *   quality    q(i) = 0.2 (f(i) - 3) + 0.15 z(i)
 *   stars      r(u,i) = 3.4 + q(i) + 0.35 z(u) + 1.3 (a(u,i) - 0.35) + 0.6 z(u,i)
 * </pre>
 *
 * Films are drawn without replacement; stars are rounded to half stars and clamped to 0.5 to 5. The
 * number of ratings is log-normal (sigma 0.7), at least 20 and at most half of the films that are
 * out. Ratings come in evening sessions between 2015 and 2025, in a later year than the film's.
 *
 * <p>The same parameters give the same bytes on every JDK and platform: {@link java.util.Random} is
 * specified to the bit, transcendental functions are {@link StrictMath}'s, lines end in {@code \n},
 * and neither clock, locale nor hash order is asked. A larger number of viewers keeps the smaller
 * one's ratings as a prefix.
 */
public final class SampleDataset {

  private SampleDataset() {}

  /**
   * The films of the data set in the order of their ids, with the taste groups that the ratings are
   * planted on.
   */
  public static List<SampleFilm> films() {
    return SampleFilms.read();
  }

  /** Writes the data set with the default parameters. */
  public static void write(Path folder) throws IOException {
    write(folder, SampleParameters.DEFAULTS);
  }

  /**
   * Writes {@code movies.csv}, {@code ratings.csv} and {@code README.txt} in the layout of
   * MovieLens' {@code ml-latest}. The folder is created where it is missing; files of these names
   * are replaced.
   *
   * @throws IOException if the folder cannot be written; what was written so far stays
   */
  public static void write(Path folder, SampleParameters parameters) throws IOException {
    Files.createDirectories(folder);
    List<SampleFilm> films = films();
    writeMovies(folder.resolve("movies.csv"), films);
    long ratings = writeRatings(folder.resolve("ratings.csv"), films, parameters);
    Files.writeString(folder.resolve("README.txt"), readme(films.size(), ratings, parameters));
  }

  private static void writeMovies(Path file, List<SampleFilm> films) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("movieId,title,genres\n");
      for (SampleFilm film : films) {
        String genres = String.join("|", film.genres());
        out.write(film.movieId() + "," + quoted(film.titleWithYear()) + "," + genres + "\n");
      }
    }
  }

  private static String quoted(String field) {
    boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0;
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private static long writeRatings(Path file, List<SampleFilm> films, SampleParameters parameters)
      throws IOException {
    SampleRatings generator = new SampleRatings(films, parameters);
    long count = 0;
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("userId,movieId,rating,timestamp\n");
      for (int userId = 1; userId <= parameters.viewers(); userId++) {
        List<SampleRating> ratings = generator.next(userId);
        for (SampleRating rating : ratings) {
          out.write(line(rating));
        }
        count += ratings.size();
      }
    }
    return count;
  }

  private static String line(SampleRating rating) {
    return rating.userId()
        + ","
        + rating.movieId()
        + ","
        + rating.stars()
        + ","
        + rating.timestamp()
        + "\n";
  }

  private static String readme(int films, long ratings, SampleParameters parameters) {
    return String.format(
        Locale.ROOT,
        """
        Cinephile sample data set
        =========================

        Real titles, synthetic ratings.

        The %d films exist; their titles, years and genres were written down by hand for Cinephile.
        The %d ratings of %d viewers do not: a generator made them up from the seed %d.
        No viewer is a real person, no rating is anybody's opinion, and nothing here is taken
        from MovieLens or any other collection. Do not draw conclusions about films or people.

        movies.csv    movieId,title,genres
        ratings.csv   userId,movieId,rating,timestamp

        UTF-8, with a header line. Genres are separated by |. Ratings are 0.5 to 5.0 stars in half
        stars. Timestamps are seconds since 1970-01-01 UTC, made up as well. The movie ids are those
        of this data set only. The layout is that of MovieLens' ml-latest.

        Licence: Apache-2.0, like the code.
        """,
        films,
        ratings,
        parameters.viewers(),
        parameters.seed());
  }
}
