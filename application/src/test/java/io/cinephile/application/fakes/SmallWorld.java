package io.cinephile.application.fakes;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.gate.ViewerScores;
import io.cinephile.domain.gate.ViewerScores.Scores;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ten movies and twenty viewers with two tastes: viewers of odd number love movies of odd number,
 * and each has left one of them unseen. A source and a trainer that need no engine.
 */
public final class SmallWorld implements RatingSource, ModelTrainer {
  public static final int MOVIES = 10;
  public static final int VIEWERS = 20;

  /** Of the viewers' numbers. */
  public static final Pseudonymiser PSEUDONYMISER = new Pseudonymiser(new byte[32]);

  private static final Instant TIME = Instant.parse("2020-02-02T20:20:20Z");

  private static final int CONTESTANTS = 100;

  private String name = "small world";
  private String sha256 = "0".repeat(64);
  private Runnable beforeSourcing = () -> {};
  private Runnable beforeContest = () -> {};
  private Runnable beforeTraining = () -> {};
  private Runnable afterPublishing = () -> {};
  private ViewerScores scores = scores(0.4, 0.4);
  private Optional<HoldoutModel> lastOpponent = Optional.empty();
  private DataQualityReport quality =
      new DataQualityReport(ratings().size(), ratings().size(), MOVIES, MOVIES, VIEWERS, Map.of());

  /** Comes from data of another name. */
  public void name(String other) {
    name = other;
  }

  /** Comes from data of another content. */
  public void sha256(String other) {
    sha256 = other;
  }

  /** Does something when a run asks for its data. */
  public void beforeSourcing(Runnable action) {
    beforeSourcing = action;
  }

  /** Does something when a run compares its candidate. */
  public void beforeContest(Runnable action) {
    beforeContest = action;
  }

  /** Does something in the middle of a run. */
  public void beforeTraining(Runnable action) {
    beforeTraining = action;
  }

  /** Does something when a run needs its data no longer. */
  public void afterPublishing(Runnable action) {
    afterPublishing = action;
  }

  /** Reports another quality of the data. */
  public void quality(DataQualityReport other) {
    quality = other;
  }

  @Override
  public DatasetSnapshot snapshot(
      DatasetLocation location,
      Supplier<Stream<RatingChange>> changes,
      Exclusions exclusions,
      SourcingListener progress) {
    beforeSourcing.run();
    try (Stream<RatingChange> opened = changes.get()) {
      progress.progressed("reading", 1);
      return new SmallSnapshot(opened.toList(), exclusions);
    }
  }

  @Override
  public List<Fold> folds(DatasetSnapshot snapshot) {
    return List.of(() -> "u1", () -> "u2");
  }

  @Override
  public TrainedModel train(
      DatasetSnapshot snapshot, TrainingParameters parameters, TrainingListener listener) {
    beforeTraining.run();
    listener.progressed("learning", 1);
    return new SmallModel(((SmallSnapshot) snapshot).taught());
  }

  /** Lets all contests end so, until another outcome is set. */
  public void contestEndsAs(ViewerScores outcome) {
    scores = outcome;
  }

  /** The served model of the last contest. */
  public Optional<HoldoutModel> lastOpponent() {
    return lastOpponent;
  }

  @Override
  public Contest contest(
      Fold fold,
      TrainingParameters parameters,
      Optional<HoldoutModel> serving,
      TrainingListener listener) {
    beforeContest.run();
    listener.progressed("learning", 0.5);
    lastOpponent = serving;
    ViewerScores told =
        new ViewerScores(
            scores.heldOut(),
            scores.candidate(),
            scores.baseline(),
            serving.flatMap(model -> scores.serving()));
    try (Stream<MovieFactors> movies = new SmallModel(List.of()).movies()) {
      return new Contest(
          evaluation(fold.name(), 0.9),
          serving.map(model -> evaluation(fold.name(), 0.91)),
          told,
          new HoldoutModel(
              parameters, 3.5, movies.collect(Collectors.toMap(MovieFactors::movie, m -> m))));
    }
  }

  private static Evaluation evaluation(String fold, double rmse) {
    return new Evaluation(
        fold,
        80,
        3.5,
        20,
        VIEWERS,
        new StarErrors(rmse, 0.7),
        new StarErrors(0.95, 0.75),
        new RankingQuality(0.4, 0.4, 0.9, 0.3, 4, 0.6),
        new RankingQuality(0.2, 0.2, 0.1, 0.1, 1, 0.5));
  }

  /**
   * Scores of a hundred viewers who are all served alike.
   *
   * @param candidate NDCG@10 of the candidate, where the baseline has 0.2
   * @param serving NDCG@10 of what is served
   */
  public static ViewerScores scores(double candidate, double serving) {
    return new ViewerScores(
        filled(2),
        allAlike(candidate, 1.6),
        allAlike(0.2, 1.8),
        Optional.of(allAlike(serving, 1.6)));
  }

  private static int[] filled(int heldOut) {
    int[] each = new int[CONTESTANTS];
    Arrays.fill(each, heldOut);
    return each;
  }

  private static Scores allAlike(double ndcg, double squaredError) {
    double[] ranking = new double[CONTESTANTS];
    double[] errors = new double[CONTESTANTS];
    Arrays.fill(ranking, ndcg);
    Arrays.fill(errors, squaredError);
    return new Scores(ranking, errors);
  }

  private static CatalogueEntry movie(int id, Collection<Rating> ratings) {
    List<Rating> own = ratings.stream().filter(r -> r.movie().value() == id).toList();
    double sum = own.stream().mapToDouble(rating -> rating.stars().value()).sum();
    return new CatalogueEntry(
        new Movie(
            new MovieId(id),
            "Film %s, The".formatted((char) ('A' + id - 1)),
            Optional.of(1990 + id),
            List.of(loves(1, id) ? "Comedy" : "Drama")),
        MovieStatistics.of(own.size(), sum, 3));
  }

  /** Who has that number. */
  public static Pseudonym viewer(int number) {
    return PSEUDONYMISER.of(new UserId("" + number));
  }

  /** Whether a viewer's taste is that movie's. */
  public static boolean loves(int viewer, int movie) {
    return viewer % 2 == movie % 2;
  }

  /** The one movie to a viewer's taste that the viewer has not seen. */
  public static int unseen(int viewer) {
    return IntStream.rangeClosed(1, MOVIES)
        .filter(movie -> loves(viewer, movie))
        .skip((viewer / 2) % (MOVIES / 2))
        .findFirst()
        .orElseThrow();
  }

  /** All ratings: 5 stars for the own taste, 2 for the other. */
  public static List<Rating> ratings() {
    List<Rating> all = new ArrayList<>();
    for (int viewer = 1; viewer <= VIEWERS; viewer++) {
      for (int movie = 1; movie <= MOVIES; movie++) {
        if (movie != unseen(viewer)) {
          all.add(
              new Rating(
                  viewer(viewer),
                  new MovieId(movie),
                  new Stars(loves(viewer, movie) ? 5 : 2),
                  TIME.plusSeconds(movie)));
        }
      }
    }
    return all;
  }

  private record Pair(Pseudonym viewer, MovieId movie) {}

  private final class SmallSnapshot implements DatasetSnapshot {
    private final Exclusions exclusions;
    private final Map<Pair, Rating> merged = new LinkedHashMap<>();
    private final LiveRatingsIdentity liveRatings;
    private final Merged counts;

    SmallSnapshot(List<RatingChange> changes, Exclusions exclusions) {
      this.exclusions = exclusions;
      SmallWorld.ratings().stream()
          .filter(rating -> !exclusions.erased().contains(rating.viewer()))
          .forEach(rating -> merged.put(pair(rating), rating));
      LiveRatingsIdentity.Digest digest = new LiveRatingsIdentity.Digest();
      Merged found = Merged.NONE;
      for (RatingChange change : changes) {
        if (exclusions.erased().contains(change.viewer())) {
          continue;
        }
        digest.add(change);
        found = sum(found, merge(change));
      }
      liveRatings = digest.identity();
      counts = found;
    }

    /** Returns how the change counts. */
    private Merged merge(RatingChange change) {
      if (change.movie().value() > MOVIES) {
        return new Merged(0, 0, 0, 0, 1);
      }
      Pair pair = new Pair(change.viewer(), change.movie());
      boolean imported = merged.containsKey(pair);
      if (change.stars().isEmpty()) {
        merged.remove(pair);
        return imported ? new Merged(0, 0, 1, 0, 0) : new Merged(0, 0, 0, 1, 0);
      }
      merged.put(
          pair, new Rating(change.viewer(), change.movie(), change.stars().get(), change.time()));
      return imported ? new Merged(0, 1, 0, 0, 0) : new Merged(1, 0, 0, 0, 0);
    }

    private static Merged sum(Merged a, Merged b) {
      return new Merged(
          a.added() + b.added(),
          a.changed() + b.changed(),
          a.withdrawn() + b.withdrawn(),
          a.withoutEffect() + b.withoutEffect(),
          a.unknownMovies() + b.unknownMovies());
    }

    private static Pair pair(Rating rating) {
      return new Pair(rating.viewer(), rating.movie());
    }

    private List<Rating> without(ViewerSet viewers) {
      return merged.values().stream().filter(rating -> !viewers.contains(rating.viewer())).toList();
    }

    List<Rating> taught() {
      return without(exclusions.untaught());
    }

    @Override
    public long taughtViewers() {
      return taught().stream().map(Rating::viewer).distinct().count();
    }

    @Override
    public DatasetIdentity identity() {
      return new DatasetIdentity(
          name,
          "latest",
          sha256,
          List.of(
              new DatasetFile("ratings.csv", 2048, "12".repeat(32)),
              new DatasetFile("movies.csv", 512, "34".repeat(32))));
    }

    @Override
    public LiveRatingsIdentity liveRatings() {
      return liveRatings;
    }

    @Override
    public DataQualityReport quality() {
      return new DataQualityReport(
          quality.ratingRowsRead(),
          quality.ratingsKept(),
          quality.movieRowsRead(),
          quality.moviesKept(),
          ratings().map(Rating::viewer).distinct().count(),
          quality.faults(),
          counts);
    }

    @Override
    public Stream<CatalogueEntry> movies() {
      return IntStream.rangeClosed(1, MOVIES)
          .mapToObj(id -> movie(id, without(exclusions.uncounted())));
    }

    @Override
    public Stream<Rating> ratings() {
      return merged.values().stream();
    }

    @Override
    public Fold temporalHoldout() {
      return () -> "temporal holdout";
    }

    @Override
    public void close() {
      afterPublishing.run();
    }
  }

  /** Whoever is not one of the twenty has no factors, and is recommended what there is. */
  private record SmallModel(List<Rating> learntFrom) implements TrainedModel {
    @Override
    public Stream<MovieFactors> movies() {
      return IntStream.rangeClosed(1, MOVIES)
          .mapToObj(
              id ->
                  new MovieFactors(
                      new MovieId(id),
                      new float[] {loves(1, id) ? 1 : 0.1f, loves(2, id) ? 1 : 0.1f},
                      new float[] {loves(1, id) ? 2 : -1, 0, 1}));
    }

    @Override
    public Stream<LearntViewer> viewers() {
      Map<Pseudonym, Integer> numbers = new HashMap<>();
      IntStream.rangeClosed(1, VIEWERS).forEach(number -> numbers.put(viewer(number), number));
      return learntFrom.stream()
          .map(Rating::viewer)
          .distinct()
          .map(
              viewer ->
                  numbers.containsKey(viewer) ? known(numbers.get(viewer)) : newcomer(viewer));
    }

    private LearntViewer known(int number) {
      return new LearntViewer(
          viewer(number),
          new float[] {loves(number, 1) ? 1 : 0.1f, loves(number, 2) ? 1 : 0.1f},
          new float[] {loves(number, 1) ? 1 : -1, 1, 3},
          rated(viewer(number)),
          unrated(viewer(number), IntStream.of(unseen(number))));
    }

    private LearntViewer newcomer(Pseudonym viewer) {
      return new LearntViewer(
          viewer,
          new float[0],
          new float[] {0, 1, 3},
          rated(viewer),
          unrated(viewer, IntStream.rangeClosed(1, MOVIES)));
    }

    private int[] rated(Pseudonym viewer) {
      return learntFrom.stream()
          .filter(rating -> rating.viewer().equals(viewer))
          .mapToInt(rating -> rating.movie().value())
          .sorted()
          .toArray();
    }

    private List<Recommendation> unrated(Pseudonym viewer, IntStream movies) {
      int[] rated = rated(viewer);
      return movies
          .filter(movie -> Arrays.binarySearch(rated, movie) < 0)
          .mapToObj(MovieId::new)
          .map(movie -> new Recommendation(movie, 1, 4.8))
          .toList();
    }

    @Override
    public void close() {}
  }
}
