package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.SourceRating;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does the work of a training run: source, evaluate, train, publish, activate. Until the last step
 * nothing that is served changes; a run that fails removes what it wrote, and what a killed run
 * left behind is removed by the next one. Used by one thread.
 */
public final class RunTraining {
  private final RatingSource source;
  private final ModelTrainer trainer;
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final TrainingRuns runs;
  private final SweepGenerations sweep;
  private final Pseudonymiser pseudonymiser;
  private final Clock clock;

  public RunTraining(
      RatingSource source,
      ModelTrainer trainer,
      RecommendationStore store,
      GenerationRegistry registry,
      TrainingRuns runs,
      Pseudonymiser pseudonymiser,
      Clock clock) {
    this.source = source;
    this.trainer = trainer;
    this.store = store;
    this.registry = registry;
    this.runs = runs;
    this.sweep = new SweepGenerations(store, registry, runs);
    this.pseudonymiser = pseudonymiser;
    this.clock = clock;
  }

  /**
   * Does the run of that name to its end and returns it, succeeded or failed.
   *
   * @throws IllegalArgumentException if there is no such run, or it has begun before
   * @throws TrainingRuns.LeaseLostException if the run lost its lease on the way; nothing was
   *     activated
   */
  public TrainingRun run(RunId id) {
    TrainingRun run =
        runs.find(id)
            .orElseThrow(() -> new IllegalArgumentException("There is no run %s.".formatted(id)));
    if (run.state() != State.QUEUED) {
      throw new IllegalArgumentException(
          "The run %s is %s; only a queued run can begin.".formatted(id, run.state()));
    }
    GenerationId generation = new GenerationId(id.value().substring("run-".length()));
    try (RunJournal journal = new RunJournal(run, runs, clock)) {
      try {
        work(journal, generation);
        journal.succeeded();
      } catch (TrainingRuns.LeaseLostException e) {
        discard(generation);
        throw e;
      } catch (RuntimeException e) {
        discard(generation);
        journal.failed(reason(e));
      }
      return journal.run();
    }
  }

  private void work(RunJournal journal, GenerationId generation) {
    TrainingRun run = journal.run();
    journal.enter(Stage.SOURCING, "removing what earlier runs left behind");
    sweep.sweepDuring(run.id());
    try (DatasetSnapshot snapshot = source.snapshot(run.dataset(), journal::progressed)) {
      journal.know(journal.run().figures().with(snapshot.identity(), snapshot.quality()));
      snapshot.quality().refusal().ifPresent(RunTraining::refuse);

      journal.enter(Stage.EVALUATING, "learning from all but a holdout");
      Evaluation evaluation =
          trainer.evaluate(snapshot.temporalHoldout(), run.parameters(), journal::progressed);
      journal.know(journal.run().figures().with(evaluation));

      journal.enter(Stage.TRAINING, "learning from all ratings");
      try (TrainedModel model = trainer.train(snapshot, run.parameters(), journal::progressed)) {
        journal.enter(Stage.PUBLISHING, "writing generation " + generation);
        journal.know(journal.run().figures().with(generation));
        Counts counts = publish(journal, generation, snapshot, model);
        journal.know(journal.run().figures().with(counts));
        registry.register(entry(journal.run(), generation, snapshot, evaluation, counts));
      }
    }
    journal.enter(Stage.ACTIVATING, "serving generation " + generation);
    store.activate(generation);
    sweep.sweepDuring(run.id());
  }

  private Counts publish(
      RunJournal journal, GenerationId generation, DatasetSnapshot snapshot, TrainedModel model) {
    long expected = Math.max(1, snapshot.quality().ratingsKept());
    Map<MovieId, CatalogueEntry> catalogue = catalogue(snapshot);
    Publication publication = store.open(generation);
    try (Stream<SourceRating> ratings = snapshot.ratings()) {
      publication.ratings(
          ratings.map(
              rating ->
                  new PublishedRating(
                      rating.pseudonymised(pseudonymiser), catalogue.get(rating.movie()).movie())),
          n -> journal.progressed("%,d of %,d ratings".formatted(n, expected), 0.6 * n / expected));
    }
    long viewers = Math.max(1, snapshot.quality().viewers());
    SharesOfVoice shares = new SharesOfVoice();
    try (Stream<LearntViewer> learnt = model.viewers()) {
      publication.recommendations(
          learnt.map(this::profile).peek(shares::add),
          n ->
              journal.progressed(
                  "%,d of %,d viewers".formatted(n, viewers), 0.6 + 0.3 * n / viewers));
    }
    Map<MovieId, MovieFactors> factors;
    try (Stream<MovieFactors> learnt = model.movies()) {
      factors = learnt.collect(Collectors.toMap(MovieFactors::movie, movie -> movie));
    }
    long movies = Math.max(1, snapshot.quality().moviesKept());
    publication.movies(
        catalogue.values().stream()
            .map(
                entry ->
                    new PublishedMovie(
                        shares.applyTo(entry), Optional.ofNullable(factors.get(entry.id())))),
        n -> journal.progressed("%,d of %,d movies".formatted(n, movies), 0.9 + 0.1 * n / movies));
    journal.progressed("counting", 1);
    return publication.seal();
  }

  /** A catalogue has some ten thousand movies, so it may be held whole; the ratings may not. */
  private static Map<MovieId, CatalogueEntry> catalogue(DatasetSnapshot snapshot) {
    Map<MovieId, CatalogueEntry> catalogue = new LinkedHashMap<>();
    try (Stream<CatalogueEntry> entries = snapshot.movies()) {
      entries.forEach(entry -> catalogue.put(entry.id(), entry));
    }
    return catalogue;
  }

  private ViewerProfile profile(LearntViewer viewer) {
    return new ViewerProfile(
        new ViewerRecommendations(pseudonymiser.of(viewer.user()), viewer.recommendations()),
        viewer.ranking(),
        viewer.stars());
  }

  private Generation entry(
      TrainingRun run,
      GenerationId generation,
      DatasetSnapshot snapshot,
      Evaluation evaluation,
      Counts counts) {
    return new Generation(
        generation,
        run.id(),
        clock.instant(),
        snapshot.identity(),
        snapshot.quality(),
        run.parameters(),
        evaluation,
        counts);
  }

  private static void refuse(String reason) {
    throw new DatasetRefusedException(reason);
  }

  /** Best effort: where the store is away, the next run's sweep removes it. */
  private void discard(GenerationId generation) {
    try {
      if (!store.serving().equals(Optional.of(generation))) {
        store.delete(generation);
      }
    } catch (RuntimeException e) {
      // The reason why the run failed is worth more than the reason why tidying up did.
    }
  }

  private static String reason(RuntimeException e) {
    boolean fitToBeShown =
        e instanceof DatasetRefusedException
            || e instanceof DatasetUnavailableException
            || e instanceof StoreUnavailableException
            || e instanceof IllegalStateException;
    return fitToBeShown && e.getMessage() != null
        ? e.getMessage()
        : "Unexpected %s; the trainer's log tells more.".formatted(e.getClass().getSimpleName());
  }

  /** Sums up what everybody is recommended. */
  private static final class SharesOfVoice {
    private final AudienceVote everybody = new AudienceVote();

    void add(ViewerProfile profile) {
      everybody.add(profile.recommendations());
    }

    CatalogueEntry applyTo(CatalogueEntry entry) {
      double share =
          everybody.ballots() == 0 ? 0 : everybody.share(entry.id(), entry.statistics().ratings());
      return new CatalogueEntry(entry.movie(), entry.statistics().withRecommendedShare(share));
    }
  }
}
