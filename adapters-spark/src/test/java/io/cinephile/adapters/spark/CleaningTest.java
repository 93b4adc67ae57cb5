package io.cinephile.adapters.spark;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.adapters.spark.dataset.DatasetFiles.FoldFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Stars;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CleaningTest {
  private static final long TIME = 880_000_000;

  /** A second more than a day after the clock's time, 2026-11-22T12:00:00Z. */
  private static final long TOO_LATE = 1_795_435_201;

  /** Spark takes paths for patterns: such a name has to be read all the same. */
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void every_faulty_rating_is_counted_once(Layout layout) throws IOException {
    movies(layout, movie(layout, "1", "A (2000)", "Drama"), movie(layout, "2", "B (2001)", "War"));
    ratings(
        layout,
        "1,1,4," + TIME,
        "1,2,3.5," + (TOO_LATE - 1),
        "2,1,5," + TIME,
        "",
        "   ",
        // The same pair again: the latest wins, then the better one.
        "1,1,2," + (TIME + 10),
        "1,1,3," + (TIME - 10),
        "2,1,3," + TIME,
        // Not four columns of the right types.
        "3,1,4",
        "3,1,4,%d,5".formatted(TIME),
        "x,1,4," + TIME,
        "3,,4," + TIME,
        "3,1,four," + TIME,
        "3,1,4,yesterday",
        "hello",
        "0,1,4," + TIME,
        "3,-1,4," + TIME,
        "3000000000,1,4," + TIME,
        "3,1,0," + TIME,
        "3,1,5.5," + TIME,
        "3,1,3.7," + TIME,
        "3,1,NaN," + TIME,
        "3,1,4,100",
        "3,1,4," + TOO_LATE,
        "3,99,4," + TIME);

    try (DatasetSnapshot snapshot = snapshot(layout);
        Stream<Rating> ratings = snapshot.ratings()) {
      DataQualityReport quality = snapshot.quality();
      assertThat(quality.faults())
          .containsOnly(
              entry(Fault.DUPLICATE_RATING, 3L),
              entry(Fault.UNPARSABLE_RATING, 7L),
              entry(Fault.IMPOSSIBLE_ID, 3L),
              entry(Fault.IMPOSSIBLE_STARS, 4L),
              entry(Fault.TIME_OUT_OF_RANGE, 2L),
              entry(Fault.UNKNOWN_MOVIE, 1L));
      assertThat(quality.ratingRowsRead()).isEqualTo(23);
      assertThat(quality.ratingsKept()).isEqualTo(3);
      assertThat(quality.viewers()).isEqualTo(2);
      assertThat(ratings)
          .containsExactlyInAnyOrder(
              rating(1, 1, 2, TIME + 10), rating(1, 2, 3.5, TOO_LATE - 1), rating(2, 1, 5, TIME));
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void every_faulty_movie_is_counted_once_and_what_can_be_mended_is(Layout layout)
      throws IOException {
    movies(
        layout,
        movie(layout, "3", "Heat (1995)", "Action", "Crime"),
        movie(layout, "1", "Blade Runner 2049", "Sci-Fi"),
        movie(layout, "2", "", "Drama"),
        movie(layout, "4", "Nothing (2003)", layout == Layout.TABS ? "unknown" : NO_GENRES),
        "",
        movie(layout, "3", "Heat again (1996)", "War"),
        movie(layout, "x", "Y (2000)", "War"),
        "5",
        movie(layout, "0", "Zero (2000)", "War"));
    ratings(layout, "1,3,4," + TIME);

    try (DatasetSnapshot snapshot = snapshot(layout);
        Stream<CatalogueEntry> movies = snapshot.movies()) {
      assertThat(snapshot.quality().faults())
          .containsOnly(
              entry(Fault.UNPARSABLE_MOVIE, 2L),
              entry(Fault.IMPOSSIBLE_ID, 1L),
              entry(Fault.DUPLICATE_MOVIE, 1L),
              entry(Fault.MISSING_TITLE, 1L),
              entry(Fault.MISSING_YEAR, 2L),
              entry(Fault.MISSING_GENRES, 1L));
      assertThat(snapshot.quality().movieRowsRead()).isEqualTo(8);
      assertThat(snapshot.quality().moviesKept()).isEqualTo(4);
      assertThat(movies.map(CatalogueEntry::movie))
          .containsExactly(
              new Movie(new MovieId(1), "Blade Runner 2049", Optional.empty(), List.of("Sci-Fi")),
              new Movie(new MovieId(2), "Untitled #2", Optional.empty(), List.of("Drama")),
              new Movie(new MovieId(3), "Heat", Optional.of(1995), List.of("Action", "Crime")),
              new Movie(new MovieId(4), "Nothing", Optional.of(2003), List.of()));
    }
  }

  @Test
  void csv_titles_may_hold_commas_and_quotes() throws IOException {
    movies(
        Layout.CSV,
        "1,\"American President, The (1995)\",Comedy|Drama",
        "2,\"\"\"Great Performances\"\" Cats (1998)\",Musical",
        "3,Broken, The (1995),Comedy");
    ratings(Layout.CSV, "\"1\",\"1\",\"4.0\",\"%d\"".formatted(TIME));

    try (DatasetSnapshot snapshot = snapshot(Layout.CSV)) {
      assertThat(titles(snapshot))
          .containsExactly("American President, The", "\"Great Performances\" Cats");
      assertThat(snapshot.quality().count(Fault.UNPARSABLE_MOVIE)).isEqualTo(1);
      assertThat(snapshot.quality().ratingsKept()).isEqualTo(1);
    }
  }

  @Test
  void quotes_mean_nothing_in_the_older_layouts() throws IOException {
    movies(Layout.DOUBLE_COLONS, "1::\"Great Performances\" Cats (1998)::Musical", "2::\"::War");
    ratings(Layout.DOUBLE_COLONS, "1::1::4::" + TIME);
    try (DatasetSnapshot snapshot = snapshot(Layout.DOUBLE_COLONS)) {
      assertThat(titles(snapshot)).containsExactly("\"Great Performances\" Cats", "\"");
    }
  }

  @Test
  void the_bytes_tell_the_character_set() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
      Files.writeString(
          home().resolve("movies.dat"), "1::Misérables, Les (1995)::Drama\n", charset);
      ratings(Layout.DOUBLE_COLONS, "1::1::4::" + TIME);
      try (DatasetSnapshot snapshot = snapshot(Layout.DOUBLE_COLONS)) {
        assertThat(titles(snapshot)).as(charset.name()).containsExactly("Misérables, Les");
      }
    }
    movies(Layout.TABS, movie(Layout.TABS, "1", "Misérables, Les (1995)", "Drama"));
    ratings(Layout.TABS, "1\t1\t4\t" + TIME);
    try (DatasetSnapshot snapshot = snapshot(Layout.TABS)) {
      assertThat(titles(snapshot)).containsExactly("Misérables, Les");
    }
  }

  @Test
  void means_are_joined_to_the_movies() throws IOException {
    movies(Layout.CSV, "1,A (2000),War", "2,B (2000),War", "3,C (2000),War");
    ratings(Layout.CSV, "1,1,5,%d|2,1,4,%d|1,2,1.5,%d".replace("%d", "" + TIME).split("\\|"));
    double mean = (5 + 4 + 1.5) / 3;
    try (DatasetSnapshot snapshot = snapshot(Layout.CSV);
        Stream<CatalogueEntry> movies = snapshot.movies()) {
      List<CatalogueEntry> entries = movies.toList();
      assertThat(entries.get(0).statistics().ratings()).isEqualTo(2);
      assertThat(entries.get(0).statistics().meanStars()).isEqualTo(4.5);
      assertThat(entries.get(0).statistics().dampedMeanStars())
          .isCloseTo((9 + 10 * mean) / 12, within(1e-12));
      assertThat(entries.get(1).statistics().meanStars()).isEqualTo(1.5);
      assertThat(entries.get(2).statistics().ratings()).isZero();
      assertThat(entries.get(2).statistics().meanStars()).isZero();
      assertThat(entries.get(2).statistics().dampedMeanStars()).isCloseTo(mean, within(1e-12));
    }
  }

  @Test
  void the_latest_fifth_of_each_viewer_is_held_out() throws IOException {
    movies(
        Layout.CSV,
        Stream.iterate(1, i -> i + 1)
            .limit(11)
            .map(i -> i + ",M (2000),War")
            .toArray(String[]::new));
    Stream<String> eleven = // two are held out: of three at the same time the later numbers
        Stream.iterate(1, i -> i + 1).limit(11).map(i -> "1,%d,4,%d".formatted(i, time(i)));
    Stream<String> four =
        Stream.iterate(1, i -> i + 1).limit(4).map(i -> "2,%d,4,%d".formatted(i, TIME));
    ratings(Layout.CSV, Stream.concat(eleven, four).toArray(String[]::new));

    try (DatasetSnapshot snapshot = snapshot(Layout.CSV)) {
      SparkFold fold = (SparkFold) snapshot.temporalHoldout();
      assertThat(fold.test().collectAsList())
          .extracting(row -> row.getAs("user"), row -> row.getAs("movie"))
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(1, 4), org.assertj.core.groups.Tuple.tuple(1, 3));
      assertThat(fold.training().count()).isEqualTo(13);
      assertThat(MovieLens.source(null).folds(snapshot))
          .extracting(Fold::name)
          .containsExactly("temporal holdout");
    }
  }

  private static long time(int movie) {
    return movie >= 2 && movie <= 4 ? TIME + 100 : TIME + movie;
  }

  @Test
  void official_folds_are_read_where_there_are_any() throws IOException {
    movies(Layout.CSV, "1,A (2000),War");
    ratings(Layout.CSV, "1,1,5," + TIME, "2,1,4," + TIME);
    Path training = write("base.csv", header(Layout.CSV) + "1,1,5," + TIME);
    Path test = write("test.csv", header(Layout.CSV) + "2,1,4," + TIME + "\n2,9,4," + TIME);
    List<FoldFiles> folds = List.of(new FoldFiles("u1", training, test));

    try (DatasetSnapshot snapshot =
        MovieLens.snapshot(MovieLens.files(home(), Layout.CSV, folds))) {
      List<Fold> found = MovieLens.source(null).folds(snapshot);
      assertThat(found).extracting(Fold::name).containsExactly("u1");
      SparkFold fold = (SparkFold) found.get(0);
      assertThat(fold.training().collectAsList())
          .extracting(row -> row.getInt(0))
          .containsExactly(1);
      assertThat(fold.test().collectAsList())
          .extracting((Row row) -> row.getInt(0))
          .containsExactly(2);
    }
  }

  @Test
  void a_data_set_without_a_row_is_told_and_no_error() throws IOException {
    movies(Layout.CSV);
    ratings(Layout.CSV);
    try (DatasetSnapshot snapshot = snapshot(Layout.CSV);
        Stream<CatalogueEntry> movies = snapshot.movies();
        Stream<Rating> ratings = snapshot.ratings()) {
      assertThat(snapshot.quality().refusal()).isPresent();
      assertThat(movies).isEmpty();
      assertThat(ratings).isEmpty();
    }
  }

  @Test
  void closing_gives_the_memory_back() throws IOException {
    movies(Layout.CSV, "1,A (2000),War");
    ratings(Layout.CSV, "1,1,5," + TIME);
    int before = SharedSession.get().sparkContext().getPersistentRDDs().size();
    snapshot(Layout.CSV).close();
    assertThat(SharedSession.get().sparkContext().getPersistentRDDs().size()).isEqualTo(before);
  }

  private static final String NO_GENRES = "(no genres listed)";

  private static Rating rating(int user, int movie, double stars, long time) {
    return new Rating(
        MovieLens.viewer(user), new MovieId(movie), new Stars(stars), Instant.ofEpochSecond(time));
  }

  private static List<String> titles(DatasetSnapshot snapshot) {
    try (Stream<CatalogueEntry> movies = snapshot.movies()) {
      return movies.map(entry -> entry.movie().title()).toList();
    }
  }

  private DatasetSnapshot snapshot(Layout layout) throws IOException {
    return MovieLens.snapshot(MovieLens.files(home(), layout, List.of()));
  }

  /** One line of the movies file. */
  private static String movie(Layout layout, String id, String title, String... genres) {
    if (layout == Layout.TABS) {
      String flags =
          MoviesFile.GENRES_OF_100K.stream()
              .map(genre -> List.of(genres).contains(genre) ? "1" : "0")
              .collect(joining("|"));
      return "%s|%s|01-Jan-1995||http://example.org|%s".formatted(id, title, flags);
    }
    return String.join(layout.separator(), id, title, String.join("|", genres));
  }

  private void movies(Layout layout, String... lines) throws IOException {
    String header = layout.hasHeader() ? "movieId,title,genres\n" : "";
    Files.writeString(
        home().resolve(layout.moviesFile()),
        header + String.join("\n", lines) + "\n",
        layout == Layout.TABS ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  /** The lines are written with commas here, whatever the layout separates with. */
  private void ratings(Layout layout, String... lines) throws IOException {
    write(
        layout.ratingsFile(),
        header(layout) + String.join("\n", lines).replace(",", layout.separator()) + "\n");
  }

  private static String header(Layout layout) {
    return layout.hasHeader() ? "userId,movieId,rating,timestamp\n" : "";
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(home().resolve(name), text);
  }

  private Path home() throws IOException {
    return Files.createDirectories(temporary.resolve("ml [old] {1} 100%*"));
  }
}
