package io.cinephile.application;

import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.gate.QualityGate;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets a candidate compete with what is served, on the temporal holdout of the candidate's own
 * snapshot, and asks the gate what it thinks of the outcome.
 */
final class JudgeCandidate {
  private final ModelTrainer trainer;
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final QualityGate gate;

  JudgeCandidate(
      ModelTrainer trainer,
      RecommendationStore store,
      GenerationRegistry registry,
      QualityGate gate) {
    this.trainer = trainer;
    this.store = store;
    this.registry = registry;
    this.gate = gate;
  }

  /**
   * What a candidate is to be compared with.
   *
   * @param served the generation that is served, if one is
   * @param model its side of the contest, if the two can be compared
   * @param remarks why they cannot
   */
  record Opponent(
      Optional<GenerationId> served, Optional<HoldoutModel> model, List<String> remarks) {}

  /** The outcome of a contest, and what the gate says of it. */
  record Judgement(Contest contest, Verdict verdict) {}

  /** Looks for what a model of these data is to be compared with. */
  Opponent opponent(DatasetIdentity data) {
    Optional<GenerationId> served = store.serving();
    List<String> remarks = new ArrayList<>();
    Optional<HoldoutModel> model = served.flatMap(id -> holdoutModel(id, data, remarks));
    if (served.isEmpty()) {
      remarks.add("Nothing was served that the candidate could be compared with.");
    }
    return new Opponent(served, model, remarks);
  }

  Judgement judge(
      DatasetSnapshot snapshot,
      TrainingParameters parameters,
      Opponent opponent,
      TrainingListener listener) {
    Contest contest =
        trainer.contest(snapshot.temporalHoldout(), parameters, opponent.model(), listener);
    Verdict verdict =
        gate.judge(
            contest.scores(),
            opponent.model().flatMap(model -> opponent.served()),
            opponent.remarks(),
            parameters.seed());
    return new Judgement(contest, verdict);
  }

  private Optional<HoldoutModel> holdoutModel(
      GenerationId id, DatasetIdentity data, List<String> remarks) {
    Optional<Generation> served = registry.find(id);
    if (served.isEmpty()) {
      remarks.add("The serving generation %s is not in the registry.".formatted(id));
      return Optional.empty();
    }
    DatasetIdentity other = served.get().inputs().data();
    if (!other.name().equals(data.name()) || !other.layout().equals(data.layout())) {
      remarks.add(
          "The serving generation %s learnt from other data (%s), and cannot be compared."
              .formatted(id, other.name()));
      return Optional.empty();
    }
    List<MovieFactors> movies = store.holdoutFactors(id);
    if (movies.isEmpty()) {
      remarks.add("The serving generation %s has nothing left to be compared by.".formatted(id));
      return Optional.empty();
    }
    return Optional.of(
        new HoldoutModel(
            served.get().inputs().parameters(),
            served.get().evaluation().meanStars(),
            movies.stream().collect(Collectors.toMap(MovieFactors::movie, movie -> movie))));
  }
}
