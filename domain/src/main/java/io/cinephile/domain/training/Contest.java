package io.cinephile.domain.training;

import io.cinephile.domain.gate.ViewerScores;
import java.util.Optional;

/**
 * How a candidate did on a holdout beside what is served.
 *
 * @param candidate the candidate's evaluation
 * @param serving the evaluation of the served model on the same holdout, where there is one
 * @param scores of both, viewer by viewer
 * @param model what the candidate learnt for the contest
 */
public record Contest(
    Evaluation candidate, Optional<Evaluation> serving, ViewerScores scores, HoldoutModel model) {}
