package io.cinephile.adapters.rest;

import io.cinephile.application.ExplainRecommender.Explanation;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the recommender works, in plain language. */
@Schema(name = "RecommenderExplanation")
record RecommenderView(
    @Schema(description = "In which it is written.", examples = "en") String language,
    @Schema(examples = "How your recommendations come about") String title,
    @Schema(description = "That it is true of; absent while none is served.")
        Optional<GenerationId> generation,
    List<SectionView> sections) {

  @Schema(name = "RecommenderSection")
  record SectionView(
      @Schema(description = "The same in every language.", examples = "parameters") String id,
      @Schema(examples = "What decides, and how much") String title,
      @Schema(examples = "[\"Two models are learnt.\"]") List<String> paragraphs,
      List<ParameterView> parameters) {}

  @Schema(name = "RecommenderParameter")
  record ParameterView(
      @Schema(description = "The same in every language.", examples = "alpha") String id,
      @Schema(examples = "Weight of a liked movie (alpha)") String name,
      @Schema(
              description = "As the language writes it; absent for what is no number.",
              examples = "12.5")
          Optional<String> value,
      @Schema(examples = "The larger, the more your own ratings decide.") String meaning) {}

  static RecommenderView of(Explanation explanation) {
    return new RecommenderView(
        explanation.language().tag(),
        explanation.title(),
        explanation.generation(),
        explanation.sections().stream()
            .map(
                section ->
                    new SectionView(
                        section.id(),
                        section.title(),
                        section.paragraphs(),
                        section.parameters().stream()
                            .map(
                                parameter ->
                                    new ParameterView(
                                        parameter.id(),
                                        parameter.name(),
                                        parameter.value(),
                                        parameter.meaning()))
                            .toList()))
            .toList());
  }
}
