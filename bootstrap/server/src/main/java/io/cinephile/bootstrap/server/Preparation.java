package io.cinephile.bootstrap.server;

import io.cinephile.adapters.elasticsearch.ElasticsearchReadiness;
import io.cinephile.application.ServingModel;
import io.cinephile.application.StartTraining;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has to be there before the first answer: the store, its indices, and a trained model. */
@Singleton
class Preparation {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final CinephileConfiguration configuration;
  private final ElasticsearchReadiness store;
  private final RecommendationStore recommendations;
  private final ServingModel serving;
  private final GenerationRegistry registry;
  private final StartTraining training;
  private final StoreStarting starting;
  private final KeyWatch key;
  private final Clock clock;

  Preparation(
      CinephileConfiguration configuration,
      ElasticsearchReadiness store,
      RecommendationStore recommendations,
      ServingModel serving,
      GenerationRegistry registry,
      StartTraining training,
      StoreStarting starting,
      KeyWatch key,
      Clock clock) {
    this.configuration = configuration;
    this.store = store;
    this.recommendations = recommendations;
    this.serving = serving;
    this.registry = registry;
    this.training = training;
    this.starting = starting;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Waits until Elasticsearch answers, and lets this process do its work if it has the key that the
   * stored pseudonyms hang on.
   *
   * @throws io.cinephile.domain.rotation.KeyRefusedException if it has not
   */
  void awaitStore(Console console) {
    awaitAnswer(console);
    key.enter();
    starting.end();
  }

  /** Waits until Elasticsearch answers. Nothing happens by itself yet. */
  void awaitAnswer(Console console) {
    Instant started = clock.instant();
    String name =
        LocalNode.current()
            .map(node -> "Elasticsearch %s, of this installation".formatted(node.version()))
            .orElse("Elasticsearch");
    Instant deadline = started.plus(PATIENCE);
    while (!answers()) {
      if (clock.instant().isAfter(deadline)) {
        throw new StoreUnavailableException("Elasticsearch did not answer in time.", null);
      }
      console.working(name + ": starting", since(started));
      pause();
    }
    console.done(name, since(started));
  }

  /** Also for those who asked too early, and are refused for a while. */
  private boolean answers() {
    if (store.complaint().isPresent()) {
      return false;
    }
    try {
      boolean unused = recommendations.serving().isPresent();
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /** Trains where nothing is served yet, or other data were asked for by name. */
  boolean trainIfNeeded(Console console) {
    Optional<GenerationId> serves = recommendations.serving();
    Optional<Generation> served = serves.flatMap(registry::find);
    if (serves.isPresent() && !asksForOther(served)) {
      served.ifPresent(
          generation ->
              console.say(
                  "  Serving %s, %s: %,d movies, %,d ratings, %,d viewers"
                      .formatted(
                          generation.id(),
                          generation.inputs().data().name(),
                          generation.counts().movies(),
                          generation.counts().ratings(),
                          generation.counts().viewers())));
      return true;
    }
    State end = train(console, Trigger.FIRST_START, false);
    return end == State.SUCCEEDED
        || (end == State.REFUSED && recommendations.serving().isPresent());
  }

  /** Reads the model before the first request has to wait for it. */
  void warmUp() {
    serving.refresh();
  }

  /**
   * Trains, whatever is served.
   *
   * @param forced whether the outcome is to be served whatever the gate says
   */
  boolean train(Console console, boolean forced) {
    return train(console, Trigger.COMMAND, forced) == State.SUCCEEDED;
  }

  private boolean asksForOther(Optional<Generation> served) {
    Optional<DatasetLocation> trainedOn =
        served.flatMap(generation -> training.find(generation.run())).map(TrainingRun::dataset);
    return configuration.dataset().map(Preparation::location).isPresent()
        && !configuration.dataset().map(Preparation::location).equals(trainedOn);
  }

  private State train(Console console, Trigger trigger, boolean forced) {
    Claim claim =
        training.start(trigger, dataset(configuration), TrainingParameters.DEFAULT, forced);
    if (claim instanceof Claim.Refused refused) {
      console.say("  The training run " + refused.running() + " is at work already; following it.");
      State end = follow(console, refused.running());
      return end == State.SUCCEEDED ? end : train(console, trigger, forced);
    }
    return follow(console, ((Claim.Granted) claim).run().id());
  }

  /** Shows how a run fares, and returns how it ended; {@code FAILED} if nobody works on it. */
  private State follow(Console console, RunId id) {
    Set<Stage> told = EnumSet.noneOf(Stage.class);
    Instant entered = clock.instant();
    while (true) {
      try {
        // Asked first: a run that ended in between is then seen as ended, not as abandoned.
        boolean abandoned = training.atWork().isEmpty();
        TrainingRun run = training.find(id).orElseThrow();
        if (tellFinishedStages(console, run, told, entered)) {
          entered = clock.instant();
        }
        if (run.state().isFinal()) {
          report(console, run);
          return run.state();
        }
        if (abandoned) {
          console.say("  The trainer of " + id + " has stopped reporting.");
          return State.FAILED;
        }
        console.working(line(run) + left(run), since(entered));
      } catch (StoreUnavailableException e) {
        console.working("waiting for Elasticsearch", since(entered));
      }
      pause();
    }
  }

  /** Several stages may have ended since the last look. Returns whether any has. */
  private boolean tellFinishedStages(
      Console console, TrainingRun run, Set<Stage> told, Instant entered) {
    boolean any = false;
    if (run.progress().stage() != Stage.WAITING && told.add(Stage.WAITING)) {
      console.done("Starting the trainer", since(entered));
      any = true;
    }
    for (Map.Entry<Stage, Duration> finished : run.durations().entrySet()) {
      if (told.add(finished.getKey())) {
        console.done(summary(run, finished.getKey()), finished.getValue());
        any = true;
      }
    }
    return any;
  }

  private static String line(TrainingRun run) {
    return "%s %3.0f %%  %s"
        .formatted(
            title(run.progress().stage()),
            100 * run.progress().fraction(),
            run.progress().activity());
  }

  private String left(TrainingRun run) {
    return training
        .remaining(run)
        .map(rest -> ", %d s to go".formatted(rest.toSeconds()))
        .orElse("");
  }

  private static String title(Stage stage) {
    String name = stage.name().toLowerCase(Locale.ROOT);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String summary(TrainingRun run, Stage stage) {
    String facts =
        switch (stage) {
          case SOURCING ->
              run.figures()
                  .dataQuality()
                  .map(
                      quality ->
                          "%,d ratings of %,d movies by %,d viewers"
                              .formatted(
                                  quality.ratings(), quality.moviesKept(), quality.viewers()))
                  .orElse("");
          case EVALUATING ->
              run.figures()
                  .evaluation()
                  .map(
                      evaluation ->
                          "RMSE %.3f (biases %.3f), NDCG@10 %.3f (popularity %.3f)"
                              .formatted(
                                  evaluation.stars().rmse(),
                                  evaluation.biases().rmse(),
                                  evaluation.ranking().ndcgAt10(),
                                  evaluation.popularity().ndcgAt10()))
                  .orElse("");
          case PUBLISHING ->
              run.figures()
                  .published()
                  .map(
                      counts ->
                          "%,d documents"
                              .formatted(counts.movies() + counts.ratings() + counts.viewers()))
                  .orElse("");
          default -> "";
        };
    return facts.isEmpty() ? title(stage) : title(stage) + ": " + facts;
  }

  private static void report(Console console, TrainingRun run) {
    if (run.state() == State.SUCCEEDED) {
      return;
    }
    console.say("");
    String reason = run.reason().orElse("");
    console.say(
        switch (run.state()) {
          case REFUSED ->
              "The quality gate refused what the training run %s has learnt. %s"
                  .formatted(run.id(), reason);
          case CANCELLED -> "The training run %s was cancelled.".formatted(run.id());
          default -> "The training run %s failed: %s".formatted(run.id(), reason);
        });
    run.log().forEach(line -> console.say("  " + line));
    if (run.state() == State.REFUSED) {
      console.say("To have it served all the same: ./cinephile train --force");
    }
  }

  /** What to train on unless somebody says otherwise. */
  static DatasetLocation dataset(CinephileConfiguration configuration) {
    return configuration.dataset().map(Preparation::location).orElse(DatasetLocation.SAMPLE);
  }

  /** A relative path means the folder that the command was given in, also to the trainer. */
  static DatasetLocation location(String value) {
    Path file = Path.of(value);
    return new DatasetLocation(
        Files.exists(file) ? file.toAbsolutePath().normalize().toString() : value);
  }

  private Duration since(Instant moment) {
    return Duration.between(moment, clock.instant());
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while starting.", e);
    }
  }
}
