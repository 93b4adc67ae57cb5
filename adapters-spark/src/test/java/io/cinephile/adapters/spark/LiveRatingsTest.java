package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers said while Cinephile was serving lies over what the data set says. */
class LiveRatingsTest {
  private static final long TIME = 880_000_000;
  private static final long LATER = 1_790_000_000;
  private static final int MOVIES = 12;
  private static final int USERS = 10;
  private static final int UNKNOWN_MOVIE = 99;
  private static final Pseudonym NEWCOMER = viewer("somebody.new");
  private static final Pseudonym ANOTHER = viewer("somebody.else");

  /** Nobody takes back what was never said, and of a movie that is not there nothing is learnt. */
  private static final List<RatingChange> CHANGES =
      List.of(
          gave(MovieLens.viewer(3), 1, 1.5),
          tookBack(MovieLens.viewer(3), 2),
          gave(MovieLens.viewer(3), 12, 5),
          gave(NEWCOMER, 1, 4.5),
          gave(NEWCOMER, 2, 5),
          gave(ANOTHER, 11, 0.5),
          tookBack(ANOTHER, 4),
          tookBack(MovieLens.viewer(5), 12),
          gave(MovieLens.viewer(4), UNKNOWN_MOVIE, 4));

  private static final TrainingParameters QUICK =
      new TrainingParameters(
          new StarModel(2, 3, 0.1, 3, 5), new RankingModel(2, 3, 0.1, 1), 20, 42);

  @TempDir static Path folder;

  private static DatasetFiles files;

  /** The data set with the changes. */
  private static DatasetSnapshot merged;

  /** Ten users who rated all movies but the last. */
  @BeforeAll
  static void write() throws IOException {
    List<String> ratings = new ArrayList<>(List.of("userId,movieId,rating,timestamp"));
    for (int user = 1; user <= USERS; user++) {
      for (int movie = 1; movie < MOVIES; movie++) {
        ratings.add("%d,%d,%s,%d".formatted(user, movie, stars(user, movie), TIME + movie));
      }
    }
    Files.write(folder.resolve("ratings.csv"), ratings);
    List<String> movies = new ArrayList<>(List.of("movieId,title,genres"));
    IntStream.rangeClosed(1, MOVIES).forEach(id -> movies.add(id + ",Movie (2000),War"));
    Files.write(folder.resolve("movies.csv"), movies);
    files = MovieLens.files(folder, Layout.CSV, List.of());
    merged = MovieLens.snapshot(files, CHANGES);
  }

  @AfterAll
  static void close() {
    merged.close();
  }

  private static double stars(int user, int movie) {
    return (1 + (3 * user + 5 * movie) % 10) / 2.0;
  }

  @Test
  void the_change_of_a_pair_takes_the_place_of_the_rating_in_the_data_set() {
    Set<Rating> expected = new HashSet<>();
    try (DatasetSnapshot untouched = MovieLens.snapshot(files)) {
      expected.addAll(ratings(untouched));
    }
    expected.removeIf(
        rating ->
            rating.viewer().equals(MovieLens.viewer(3))
                && Set.of(1, 2).contains(rating.movie().value()));
    expected.add(rating(MovieLens.viewer(3), 1, 1.5));
    expected.add(rating(MovieLens.viewer(3), 12, 5));
    expected.add(rating(NEWCOMER, 1, 4.5));
    expected.add(rating(NEWCOMER, 2, 5));
    expected.add(rating(ANOTHER, 11, 0.5));

    assertThat(ratings(merged)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void each_change_is_counted_once() {
    assertThat(merged.quality().liveRatings()).isEqualTo(new Merged(4, 1, 1, 2, 1));
    assertThat(merged.quality().ratingRowsRead()).isEqualTo(110);
    assertThat(merged.quality().ratingsKept()).isEqualTo(110);
    assertThat(merged.quality().ratings()).isEqualTo(113).isEqualTo(ratings(merged).size());
    assertThat(merged.quality().viewers()).isEqualTo(USERS + 2);
    assertThat(merged.quality().faults()).isEmpty();
    assertThat(merged.liveRatings().changes()).isEqualTo(CHANGES.size());
  }

  @Test
  void the_movies_know_the_merged_ratings() {
    List<Rating> all = ratings(merged);
    double mean = all.stream().mapToDouble(r -> r.stars().value()).average().orElseThrow();
    try (Stream<CatalogueEntry> movies = merged.movies()) {
      assertThat(movies)
          .hasSize(MOVIES)
          .allSatisfy(
              entry -> {
                List<Rating> own = all.stream().filter(r -> r.movie().equals(entry.id())).toList();
                double sum = own.stream().mapToDouble(r -> r.stars().value()).sum();
                MovieStatistics expected = MovieStatistics.of(own.size(), sum, mean);
                assertThat(entry.statistics().ratings()).isEqualTo(expected.ratings());
                assertThat(entry.statistics().dampedMeanStars())
                    .isCloseTo(expected.dampedMeanStars(), within(1e-12));
              });
    }
  }

  @Test
  void the_newest_are_held_out_whether_live_or_not() {
    List<RatingChange> changes =
        List.of(gave(MovieLens.viewer(3), 1, 1.5), tookBack(MovieLens.viewer(4), 11));
    try (DatasetSnapshot snapshot = MovieLens.snapshot(files, changes)) {
      SparkFold holdout = (SparkFold) snapshot.temporalHoldout();
      Map<Integer, Set<Integer>> heldOut =
          holdout.test().collectAsList().stream()
              .collect(
                  Collectors.groupingBy(
                      row -> row.getAs("user"),
                      Collectors.mapping(
                          (Row row) -> row.<Integer>getAs("movie"), Collectors.toSet())));

      // Two of the eleven: the change and the newest of the others; of the ten that are left, two.
      assertThat(heldOut.get(3)).containsExactlyInAnyOrder(1, 11);
      assertThat(heldOut.get(4)).containsExactlyInAnyOrder(10, 9);
      assertThat(heldOut.get(5)).containsExactlyInAnyOrder(11, 10);
    }
  }

  @Test
  void whoever_the_data_set_does_not_know_is_learnt_about_too() {
    try (TrainedModel model =
        new SparkModelTrainer(SharedSession.get()).train(merged, QUICK, TrainingListener.SILENT)) {
      Map<Pseudonym, LearntViewer> viewers = viewers(model);

      Set<Pseudonym> everybody = new HashSet<>(Set.of(NEWCOMER, ANOTHER));
      IntStream.rangeClosed(1, USERS).forEach(user -> everybody.add(MovieLens.viewer(user)));
      assertThat(viewers.keySet()).isEqualTo(everybody);
      assertThat(viewers.get(NEWCOMER).ranking()).hasSize(2);
      assertThat(recommended(viewers.get(NEWCOMER))).hasSize(10).doesNotContain(1, 2);
      // Nothing speaks for what the other gave half a star, and nothing is left of it to be unseen.
      assertThat(recommended(viewers.get(ANOTHER))).hasSize(11).doesNotContain(11);
      assertThat(recommended(viewers.get(MovieLens.viewer(3)))).containsExactly(2);
    }
  }

  @Test
  void the_same_is_learnt_from_the_same_to_the_last_bit() {
    RatingChange same =
        new RatingChange(
            MovieLens.viewer(3),
            new MovieId(4),
            Optional.of(new Stars(stars(3, 4))),
            Instant.ofEpochSecond(TIME + 4));
    List<RatingChange> withoutConsequence =
        List.of(same, tookBack(NEWCOMER, 1), gave(NEWCOMER, UNKNOWN_MOVIE, 5));
    Map<Pseudonym, String> withoutChanges = learnt(List.of());

    assertThat(learnt(withoutConsequence)).isEqualTo(withoutChanges);
    assertThat(learnt(CHANGES)).isEqualTo(learnt(CHANGES)).isNotEqualTo(withoutChanges);
  }

  @Test
  void where_there_are_no_changes_that_is_told() {
    try (DatasetSnapshot snapshot = MovieLens.snapshot(files)) {
      assertThat(snapshot.liveRatings()).isEqualTo(LiveRatingsIdentity.NONE);
      assertThat(snapshot.quality().liveRatings()).isEqualTo(Merged.NONE);
      assertThat(snapshot.quality().ratings()).isEqualTo(110);
    }
  }

  @Test
  void closing_gives_the_memory_back() {
    int before = SharedSession.get().sparkContext().getPersistentRDDs().size();
    MovieLens.snapshot(files, CHANGES).close();
    assertThat(SharedSession.get().sparkContext().getPersistentRDDs().size()).isEqualTo(before);
  }

  @Test
  void changes_are_closed_and_those_out_of_order_refused() {
    List<String> closed = new ArrayList<>();

    assertThatThrownBy(
            () ->
                MovieLens.source(files)
                    .snapshot(
                        DatasetLocation.SAMPLE,
                        () ->
                            CHANGES.stream()
                                .sorted(MovieLens.ORDER.reversed())
                                .onClose(() -> closed.add("closed")),
                        SourcingListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("live rating 2");
    assertThat(closed).hasSize(1);
  }

  @Test
  void a_data_set_that_leaves_no_number_for_somebody_new_is_refused() {
    int[] users = {1, Integer.MAX_VALUE};

    assertThatThrownBy(
            () -> ViewerNumbers.of(MovieLens.PSEUDONYMISER, users, List.of(NEWCOMER, ANOTHER)))
        .isInstanceOf(DatasetRefusedException.class)
        .hasMessageContaining("2 new viewers")
        .hasMessageContaining("2147483647");
    ViewerNumbers known =
        ViewerNumbers.of(MovieLens.PSEUDONYMISER, users, List.of(MovieLens.viewer(1)));
    assertThat(known.numberOf(0)).isEqualTo(1);
    assertThat(known.pseudonymOf(Integer.MAX_VALUE)).isEqualTo(MovieLens.viewer(Integer.MAX_VALUE));
  }

  /** All that is learnt of everybody, as text. */
  private Map<Pseudonym, String> learnt(List<RatingChange> changes) {
    try (DatasetSnapshot snapshot = MovieLens.snapshot(files, changes);
        TrainedModel model =
            new SparkModelTrainer(SharedSession.get())
                .train(snapshot, QUICK, TrainingListener.SILENT)) {
      return viewers(model).values().stream()
          .collect(
              Collectors.toMap(
                  LearntViewer::viewer,
                  viewer ->
                      Arrays.toString(viewer.ranking())
                          + Arrays.toString(viewer.stars())
                          + viewer.recommendations()));
    }
  }

  private static Map<Pseudonym, LearntViewer> viewers(TrainedModel model) {
    try (Stream<LearntViewer> viewers = model.viewers()) {
      return viewers.collect(Collectors.toMap(LearntViewer::viewer, Function.identity()));
    }
  }

  private static List<Integer> recommended(LearntViewer viewer) {
    return viewer.recommendations().stream()
        .map(Recommendation::movie)
        .map(MovieId::value)
        .toList();
  }

  private static List<Rating> ratings(DatasetSnapshot snapshot) {
    try (Stream<Rating> ratings = snapshot.ratings()) {
      return ratings.toList();
    }
  }

  private static Pseudonym viewer(String user) {
    return MovieLens.PSEUDONYMISER.of(new UserId(user));
  }

  private static Rating rating(Pseudonym viewer, int movie, double stars) {
    return new Rating(viewer, new MovieId(movie), new Stars(stars), Instant.ofEpochSecond(LATER));
  }

  private static RatingChange gave(Pseudonym viewer, int movie, double stars) {
    return change(viewer, movie, Optional.of(new Stars(stars)));
  }

  private static RatingChange tookBack(Pseudonym viewer, int movie) {
    return change(viewer, movie, Optional.empty());
  }

  private static RatingChange change(Pseudonym viewer, int movie, Optional<Stars> stars) {
    return new RatingChange(viewer, new MovieId(movie), stars, Instant.ofEpochSecond(LATER));
  }
}
