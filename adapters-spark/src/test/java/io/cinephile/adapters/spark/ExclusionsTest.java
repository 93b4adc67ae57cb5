package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.MovieFactors;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is left out has no influence. */
class ExclusionsTest {
  private static final long TIME = 880_000_000;
  private static final int MOVIES = 12;
  private static final int USERS = 10;
  private static final int REFUSING = 5;
  private static final Pseudonym REFUSER = MovieLens.viewer(REFUSING);
  private static final Pseudonym NEWCOMER = MovieLens.PSEUDONYMISER.of(new UserId("new"));

  private static final TrainingParameters QUICK =
      new TrainingParameters(
          new StarModel(2, 3, 0.1, 3, 5), new RankingModel(2, 3, 0.1, 1), 20, 42);

  @TempDir static Path folder;

  private static DatasetFiles everybody;
  private static DatasetFiles withoutRefuser;

  @BeforeAll
  static void write() throws IOException {
    everybody = write("everybody", user -> true);
    withoutRefuser = write("without-one", user -> user != REFUSING);
  }

  private static DatasetFiles write(String name, IntPredicate users) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    List<String> ratings = new ArrayList<>(List.of("userId,movieId,rating,timestamp"));
    IntStream.rangeClosed(1, USERS)
        .filter(users)
        .forEach(
            user -> {
              for (int movie = 1; movie < MOVIES; movie++) {
                double stars = (1 + (3 * user + 5 * movie) % 10) / 2.0;
                ratings.add("%d,%d,%s,%d".formatted(user, movie, stars, TIME + movie));
              }
            });
    Files.write(own.resolve("ratings.csv"), ratings);
    List<String> movies = new ArrayList<>(List.of("movieId,title,genres"));
    IntStream.rangeClosed(1, MOVIES).forEach(id -> movies.add(id + ",Movie (2000),War"));
    Files.write(own.resolve("movies.csv"), movies);
    return MovieLens.files(own, Layout.CSV, List.of());
  }

  private static Exclusions untaught(Pseudonym... viewers) {
    return new Exclusions(Set.of(), Set.of(viewers), Set.of());
  }

  private static RatingChange gave(Pseudonym viewer, int movie, double stars) {
    return new RatingChange(
        viewer,
        new MovieId(movie),
        Optional.of(new Stars(stars)),
        Instant.ofEpochSecond(1_790_000_000));
  }

  @Test
  void nothing_is_learnt_from_who_refuses_and_yet_the_ratings_are_kept() {
    List<RatingChange> changes = List.of(gave(REFUSER, 12, 5), gave(NEWCOMER, 3, 5));
    try (DatasetSnapshot snapshot =
            MovieLens.snapshot(everybody, changes, untaught(REFUSER, NEWCOMER));
        DatasetSnapshot without = MovieLens.snapshot(withoutRefuser)) {
      assertThat(ratingsOf(snapshot, REFUSER)).hasSize(MOVIES);
      assertThat(ratingsOf(snapshot, NEWCOMER)).hasSize(1);
      assertThat(snapshot.quality().viewers()).isEqualTo(USERS + 1);
      assertThat(snapshot.taughtViewers()).isEqualTo(USERS - 1);

      assertSameModel(snapshot, without);
      assertThat(heldOut(snapshot)).isEqualTo(heldOut(without)).doesNotContainKey(REFUSING);
    }
  }

  @Test
  void where_consent_is_needed_all_but_those_who_gave_it_are_left_out() {
    Set<Pseudonym> consenting =
        IntStream.rangeClosed(1, USERS)
            .filter(user -> user != REFUSING)
            .mapToObj(MovieLens::viewer)
            .collect(Collectors.toSet());
    Exclusions exclusions =
        new Exclusions(Set.of(), ViewerSet.allBut(consenting), ViewerSet.NOBODY);
    try (DatasetSnapshot snapshot = MovieLens.snapshot(everybody, List.of(), exclusions);
        DatasetSnapshot without = MovieLens.snapshot(withoutRefuser)) {
      assertThat(snapshot.taughtViewers()).isEqualTo(USERS - 1);
      assertThat(ratingsOf(snapshot, REFUSER)).hasSize(MOVIES - 1);
      assertThat(heldOut(snapshot)).isEqualTo(heldOut(without));
    }
  }

  @Test
  void of_the_erased_nothing_is_left_but_a_number() {
    Exclusions exclusions = new Exclusions(Set.of(REFUSER, NEWCOMER), Set.of(), Set.of());
    List<RatingChange> changes = List.of(gave(REFUSER, 12, 5), gave(NEWCOMER, 3, 5));
    try (DatasetSnapshot snapshot = MovieLens.snapshot(everybody, changes, exclusions);
        DatasetSnapshot without = MovieLens.snapshot(withoutRefuser)) {
      assertThat(ratingsOf(snapshot, REFUSER)).isEmpty();
      assertThat(ratingsOf(snapshot, NEWCOMER)).isEmpty();
      assertThat(snapshot.quality().faults()).isEqualTo(Map.of(Fault.SUPPRESSED, MOVIES - 1L));
      assertThat(snapshot.quality().faultyShare()).isZero();
      assertThat(snapshot.quality().ratings()).isEqualTo(without.quality().ratings());
      assertThat(snapshot.quality().viewers()).isEqualTo(USERS - 1);
      assertThat(snapshot.liveRatings()).isEqualTo(LiveRatingsIdentity.NONE);
      assertThat(movies(snapshot)).isEqualTo(movies(without));
    }
  }

  @Test
  void who_refuses_statistics_counts_in_none_and_is_learnt_from() {
    Exclusions exclusions = new Exclusions(Set.of(), Set.of(), Set.of(REFUSER));
    try (DatasetSnapshot snapshot = MovieLens.snapshot(everybody, List.of(), exclusions);
        DatasetSnapshot without = MovieLens.snapshot(withoutRefuser)) {
      assertThat(movies(snapshot)).isEqualTo(movies(without));
      assertThat(snapshot.taughtViewers()).isEqualTo(USERS);
      assertThat(ratingsOf(snapshot, REFUSER)).hasSize(MOVIES - 1);
    }
  }

  @Test
  void closing_gives_the_memory_back() {
    int before = SharedSession.get().sparkContext().getPersistentRDDs().size();
    Exclusions exclusions = new Exclusions(Set.of(REFUSER), Set.of(NEWCOMER), Set.of());
    MovieLens.snapshot(everybody, List.of(gave(NEWCOMER, 3, 5)), exclusions).close();
    assertThat(SharedSession.get().sparkContext().getPersistentRDDs().size()).isEqualTo(before);
  }

  private static void assertSameModel(DatasetSnapshot snapshot, DatasetSnapshot without) {
    SparkModelTrainer trainer = new SparkModelTrainer(SharedSession.get());
    try (TrainedModel model = trainer.train(snapshot, QUICK, TrainingListener.SILENT);
        TrainedModel expected = trainer.train(without, QUICK, TrainingListener.SILENT)) {
      List<MovieFactors> factors = factors(model);
      List<MovieFactors> others = factors(expected);
      assertThat(factors).hasSameSizeAs(others).isNotEmpty();
      for (int i = 0; i < factors.size(); i++) {
        assertThat(factors.get(i).movie()).isEqualTo(others.get(i).movie());
        assertThat(factors.get(i).ranking())
            .containsExactly(others.get(i).ranking(), within(1e-6f));
        assertThat(factors.get(i).stars()).containsExactly(others.get(i).stars(), within(1e-6f));
      }
      assertThat(viewers(model)).isEqualTo(viewers(expected)).doesNotContain(REFUSER, NEWCOMER);
    }
  }

  private static List<MovieFactors> factors(TrainedModel model) {
    try (Stream<MovieFactors> movies = model.movies()) {
      return movies.toList();
    }
  }

  private static Set<Pseudonym> viewers(TrainedModel model) {
    try (Stream<LearntViewer> viewers = model.viewers()) {
      return viewers.map(LearntViewer::viewer).collect(Collectors.toSet());
    }
  }

  private static Map<Integer, Long> heldOut(DatasetSnapshot snapshot) {
    return ((SparkFold) snapshot.temporalHoldout())
        .test().collectAsList().stream()
            .collect(Collectors.groupingBy((Row row) -> row.getAs("user"), Collectors.counting()));
  }

  private static List<CatalogueEntry> movies(DatasetSnapshot snapshot) {
    try (Stream<CatalogueEntry> movies = snapshot.movies()) {
      return movies.toList();
    }
  }

  private static List<Rating> ratingsOf(DatasetSnapshot snapshot, Pseudonym viewer) {
    try (Stream<Rating> ratings = snapshot.ratings()) {
      return ratings.filter(rating -> rating.viewer().equals(viewer)).toList();
    }
  }
}
