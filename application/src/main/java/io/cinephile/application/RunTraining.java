package io.cinephile.application;

import io.cinephile.application.JudgeCandidate.Judgement;
import io.cinephile.application.JudgeCandidate.Opponent;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.gate.QualityGate;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Does the work of a training run: source, evaluate, train, publish, activate. Until the last step
 * nothing that is served changes. A run that fails or is cancelled removes what it wrote; what a
 * killed run left behind is removed by the next one. A candidate that the gate refuses is kept and
 * not served. Outages are waited for, up to a point; nothing else is tried again. Used by one
 * thread, which may be interrupted to stop the run.
 */
public final class RunTraining {
  private static final System.Logger LOG = System.getLogger(RunTraining.class.getName());

  static final String STOPPED = "The trainer was stopped.";

  private static final int FEWEST_VIEWERS = 2;

  private static final String TOO_FEW_VIEWERS =
      "Fewer than two viewers allow that models learn from their ratings.";

  private final Ports ports;
  private final JudgeCandidate judge;
  private final PublishGeneration publish;
  private final LeaveOutErased leaveOut;
  private final SweepGenerations sweep;
  private final Retries retries;
  private final Process process;
  private final Clock clock;

  /** What a run reads, asks and writes. */
  public record Ports(
      RatingSource source,
      LiveRatings liveRatings,
      ModelTrainer trainer,
      RecommendationStore store,
      GenerationRegistry registry,
      TrainingRuns runs,
      Permissions permissions,
      Suppressions suppressions) {}

  /**
   * What a run goes by.
   *
   * @param gate that a candidate has to pass
   * @param kept so many generations stay; see {@link SweepGenerations}
   * @param retries after an outage
   */
  public record Policy(QualityGate gate, int kept, Retries retries) {}

  /**
   * What does the work.
   *
   * @param versions of what takes part, for the registry; {@code cinephile} is one of them
   * @param lastLines of what it has said, without secrets, for runs that fail
   */
  public record Process(Map<String, String> versions, Supplier<List<String>> lastLines) {}

  public RunTraining(Ports ports, Policy policy, Process process, Clock clock) {
    this.ports = ports;
    this.judge =
        new JudgeCandidate(ports.trainer(), ports.store(), ports.registry(), policy.gate());
    this.publish = new PublishGeneration(ports.store());
    this.leaveOut = new LeaveOutErased(ports.suppressions(), ports.store());
    this.sweep = new SweepGenerations(ports.store(), ports.registry(), ports.runs(), policy.kept());
    this.retries = policy.retries();
    this.process = process;
    this.clock = clock;
  }

  /**
   * Takes up the run of that name, does it to its end and returns it, however it ended. A thread
   * that was interrupted, and not because the run was cancelled, is so again afterwards.
   *
   * @return empty if there is no such run, or it has begun before
   * @throws TrainingRuns.LeaseLostException if the run lost its lease on the way; nothing was
   *     activated
   */
  public Optional<TrainingRun> run(RunId id) {
    return ports.runs().take(id).map(this::work);
  }

  private TrainingRun work(TrainingRun run) {
    try (RunJournal journal = new RunJournal(run, ports.runs(), retries, clock)) {
      Work work = new Work(journal, new GenerationId(run.id().suffix()));
      journal.end(work.toTheEnd());
      if (work.stopped) {
        Thread.currentThread().interrupt();
      }
      return journal.run();
    }
  }

  /** One run. */
  private final class Work {
    private final RunJournal journal;
    private final GenerationId generation;
    private Exclusions exclusions = Exclusions.NONE;

    /** Whether somebody interrupted the thread who does not want the run alone to end. */
    private boolean stopped;

    Work(RunJournal journal, GenerationId generation) {
      this.journal = journal;
      this.generation = generation;
    }

    /** Returns how the run ends. */
    UnaryOperator<TrainingRun> toTheEnd() {
      Supplier<UnaryOperator<TrainingRun>> decision;
      try {
        decision = prepare();
        journal.heedWishes();
      } catch (RuntimeException e) {
        boolean interrupted =
            Thread.currentThread().isInterrupted() || e instanceof CancellationException;
        journal.beUndisturbed();
        journal.noticeWishes();
        discard();
        stopped = interrupted && !journal.isCancelled() && !journal.hasLostLease();
        return ending(e);
      }
      try {
        return decision.get();
      } catch (TrainingRuns.LeaseLostException e) {
        throw e;
      } catch (RuntimeException e) {
        return failed(e);
      }
    }

    /**
     * All that can be undone: publishes a candidate, unless there is nothing new to learn. Returns
     * what remains to be done.
     */
    private Supplier<UnaryOperator<TrainingRun>> prepare() {
      TrainingRun run = journal.run();
      journal.enter(Stage.SOURCING, "removing what earlier runs left behind");
      journal.throughOutages(() -> sweep.sweepDuring(run.id()));
      exclusions = journal.throughOutages(ports.permissions()::exclusions);
      try (DatasetSnapshot snapshot =
          journal.throughOutages(
              () ->
                  ports
                      .source()
                      .snapshot(
                          run.dataset(),
                          ports.liveRatings()::all,
                          exclusions,
                          journal::progressed))) {
        journal.know(journal.run().figures().with(snapshot.identity(), snapshot.quality()));
        snapshot.quality().refusal().ifPresent(RunTraining::refuse);
        if (snapshot.taughtViewers() < FEWEST_VIEWERS) {
          refuse(TOO_FEW_VIEWERS);
        }
        TrainingInputs inputs = inputs(run, snapshot, exclusions);
        if (run.trigger() == Trigger.SCHEDULE) {
          Optional<Generation> same = journal.throughOutages(() -> newestOfTheSame(inputs));
          if (same.isPresent()) {
            return () -> skipped(same.get());
          }
        }
        Generation candidate = candidate(snapshot, inputs, exclusions);
        return () -> decide(candidate);
      }
    }

    private Generation candidate(
        DatasetSnapshot snapshot, TrainingInputs inputs, Exclusions exclusions) {
      journal.enter(Stage.EVALUATING, "learning from all but a holdout");
      Opponent opponent = journal.throughOutages(() -> judge.opponent(inputs.data()));
      Judgement judgement =
          judge.judge(snapshot, inputs.parameters(), opponent, journal::progressed);
      journal.know(
          journal.run().figures().with(judgement.contest().candidate(), judgement.verdict()));

      journal.enter(Stage.TRAINING, "learning from all ratings");
      try (TrainedModel model =
          ports.trainer().train(snapshot, inputs.parameters(), journal::progressed)) {
        journal.enter(Stage.PUBLISHING, "writing generation " + generation);
        journal.know(journal.run().figures().with(generation));
        Counts counts =
            journal.throughOutages(
                () ->
                    publish.publish(
                        generation,
                        snapshot,
                        exclusions.uncounted(),
                        model,
                        judgement.contest().model(),
                        () -> leaveOut.from(generation, exclusions.erased()),
                        journal::progressed));
        journal.know(journal.run().figures().with(counts));
        journal.enter(Stage.ACTIVATING, "registering generation " + generation);
        return entry(snapshot, inputs, judgement, counts);
      }
    }

    /** From here on the generation is whole and stays, whatever comes. */
    private UnaryOperator<TrainingRun> decide(Generation candidate) {
      journal.beUndisturbed();
      journal.confirmLease();
      journal.throughOutages(() -> leaveOut.afterwardsFrom(generation, exclusions.erased()));
      journal.throughOutages(() -> ports.registry().register(candidate));
      if (!candidate.isServable()) {
        return refused(String.join(" ", candidate.verdict().reasons()));
      }
      Optional<GenerationId> compared = candidate.verdict().serving();
      if (!candidate.forced() && compared.isPresent() && !compared.equals(served())) {
        return refused(
            "Another generation was put to service while the run was at work. The candidate has"
                + " passed the gate, and can be activated.");
      }
      journal.throughOutages(() -> ports.store().activate(generation));
      journal.throughOutages(
          () -> ports.registry().register(candidate.activated(clock.instant(), false)));
      tidyUp();
      return run ->
          run.at(run.progress().further("serving generation " + generation, 1))
              .succeeded(clock.instant());
    }

    private UnaryOperator<TrainingRun> refused(String reason) {
      tidyUp();
      return run ->
          run.at(run.progress().further("keeping generation %s unserved".formatted(generation), 1))
              .refused(clock.instant(), reason);
    }

    private void tidyUp() {
      journal.progressed("removing generations that nobody will ask for again", 0.9);
      journal.throughOutages(() -> sweep.sweepDuring(journal.run().id()));
      journal.leaveStage();
    }

    private Optional<GenerationId> served() {
      return journal.throughOutages(() -> ports.store().serving());
    }

    private UnaryOperator<TrainingRun> skipped(Generation same) {
      return run ->
          run.skipped(
              clock.instant(),
              "Skipped: data, live ratings, parameters, suppressions and Cinephile are what generation %s was made from."
                  .formatted(same.id()));
    }

    private UnaryOperator<TrainingRun> ending(RuntimeException e) {
      if (journal.hasLostLease()) {
        throw e;
      }
      if (journal.isCancelled()) {
        return run -> run.cancelled(clock.instant());
      }
      if (stopped) {
        return run -> run.failed(clock.instant(), STOPPED);
      }
      return failed(e);
    }

    private UnaryOperator<TrainingRun> failed(RuntimeException e) {
      LOG.log(Level.ERROR, "The run failed.", e);
      return run -> run.failed(clock.instant(), reason(e), process.lastLines().get());
    }

    /** Best effort: where the store is away, the next run's sweep removes it. */
    private void discard() {
      try {
        ports.store().delete(generation);
      } catch (RuntimeException e) {
        // The reason why the run failed is worth more than the reason why tidying up did.
      }
    }

    private Generation entry(
        DatasetSnapshot snapshot, TrainingInputs inputs, Judgement judgement, Counts counts) {
      TrainingRun run = journal.run();
      return new Generation(
          generation,
          run.id(),
          clock.instant(),
          inputs,
          snapshot.quality(),
          judgement.contest().candidate(),
          judgement.contest().serving(),
          judgement.verdict(),
          run.forced(),
          Optional.empty(),
          counts,
          run.durations(),
          process.versions());
    }
  }

  private TrainingInputs inputs(TrainingRun run, DatasetSnapshot snapshot, Exclusions exclusions) {
    return new TrainingInputs(
        snapshot.identity(),
        snapshot.liveRatings(),
        exclusions.sha256(),
        run.parameters(),
        process.versions().getOrDefault("cinephile", ""));
  }

  /** The newest generation, if anything is served and the same inputs have made it. */
  private Optional<Generation> newestOfTheSame(TrainingInputs inputs) {
    return ports.store().serving().isEmpty()
        ? Optional.empty()
        : ports.registry().latest(1).stream()
            .filter(newest -> inputs.teachTheSameAs(newest.inputs()))
            .findFirst();
  }

  private static void refuse(String reason) {
    throw new DatasetRefusedException(reason);
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
}
