package io.cinephile.adapters.rest;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a training run is to do otherwise than configured. Ranges are checked by the domain. */
@Schema(name = "TrainingRequest")
record TrainingRequest(
    @Schema(
            description = "A folder or .zip on the server, or a name such as sample or ml-25m.",
            examples = "ml-latest-small",
            minLength = 1,
            maxLength = 4096)
        Optional<String> dataset,
    @Schema(description = "Of every random choice.", examples = "42") Optional<Long> seed,
    @Schema(
            description = "How many movies are stored for each viewer.",
            examples = "100",
            minimum = "1",
            maximum = "1000")
        Optional<Integer> recommendations,
    @Schema(description = "How the star model is learnt.") Optional<Stars> stars,
    @Schema(description = "How the ranking model is learnt.") Optional<Ranking> ranking) {

  static final TrainingRequest NOTHING_SPECIAL =
      new TrainingRequest(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Schema(name = "StarModelRequest")
  record Stars(
      @Schema(examples = "20", minimum = "1", maximum = "512") Optional<Integer> rank,
      @Schema(examples = "15", minimum = "1", maximum = "100") Optional<Integer> iterations,
      @Schema(examples = "0.1", minimum = "0", maximum = "100") Optional<Double> regularisation,
      @Schema(examples = "5", minimum = "0", maximum = "1000") Optional<Double> movieDamping,
      @Schema(examples = "5", minimum = "0", maximum = "1000") Optional<Double> viewerDamping) {

    StarModel over(StarModel usual) {
      return new StarModel(
          rank.orElse(usual.rank()),
          iterations.orElse(usual.iterations()),
          regularisation.orElse(usual.regularisation()),
          movieDamping.orElse(usual.movieDamping()),
          viewerDamping.orElse(usual.viewerDamping()));
    }
  }

  @Schema(name = "RankingModelRequest")
  record Ranking(
      @Schema(examples = "32", minimum = "1", maximum = "512") Optional<Integer> rank,
      @Schema(examples = "15", minimum = "1", maximum = "100") Optional<Integer> iterations,
      @Schema(examples = "0.1", minimum = "0", maximum = "100") Optional<Double> regularisation,
      @Schema(examples = "10", minimum = "0", maximum = "1000") Optional<Double> alpha) {

    RankingModel over(RankingModel usual) {
      return new RankingModel(
          rank.orElse(usual.rank()),
          iterations.orElse(usual.iterations()),
          regularisation.orElse(usual.regularisation()),
          alpha.orElse(usual.alpha()));
    }
  }

  DatasetLocation dataset(DatasetLocation usual) {
    return dataset.map(DatasetLocation::new).orElse(usual);
  }

  TrainingParameters parameters(TrainingParameters usual) {
    return new TrainingParameters(
        stars.map(wish -> wish.over(usual.stars())).orElse(usual.stars()),
        ranking.map(wish -> wish.over(usual.ranking())).orElse(usual.ranking()),
        recommendations.orElse(usual.recommendations()),
        seed.orElse(usual.seed()));
  }
}
