package io.cinephile.application;

import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.ranking.Diversification;
import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.RankingSignal;
import io.cinephile.domain.training.TrainingParameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * States in plain language what decides over recommendations, by how much, and how to change it
 * (GDPR Art. 13(2)(f), 14(2)(g) and 22; Digital Services Act Art. 27). Every number comes from what
 * is configured, from the generation that is served, or from the code. Safe for use by several
 * threads.
 */
public final class ExplainRecommender {
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final TrainingParameters planned;
  private final Policy policy;

  /**
   * What an installation goes by.
   *
   * @param basis of the purposes that viewers decide about
   * @param tolerance of the quality gate, a fraction
   * @param retention how long data are kept
   */
  public record Policy(
      Responsible responsible, LegalBasis basis, double tolerance, RetentionInWords retention) {}

  /**
   * @param planned what a model is learnt with, while none is served
   */
  public ExplainRecommender(
      RecommendationStore store,
      GenerationRegistry registry,
      TrainingParameters planned,
      Policy policy) {
    this.store = store;
    this.registry = registry;
    this.planned = planned;
    this.policy = policy;
  }

  /**
   * The explanation.
   *
   * @param generation that it is true of; empty while none is served
   */
  public record Explanation(
      Language language, String title, Optional<GenerationId> generation, List<Section> sections) {
    public Explanation {
      sections = List.copyOf(sections);
    }
  }

  /**
   * A part of the explanation.
   *
   * @param id the same in every language
   * @param parameters may be empty
   */
  public record Section(
      String id, String title, List<String> paragraphs, List<Parameter> parameters) {
    public Section {
      paragraphs = List.copyOf(paragraphs);
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * Something that decides.
   *
   * @param id the same in every language
   * @param value as the language writes it; empty where it is no number
   * @param meaning what it does, and how much
   */
  public record Parameter(String id, String name, Optional<String> value, String meaning) {}

  /**
   * Explains it.
   *
   * @throws io.cinephile.domain.StoreUnavailableException if the store does not answer
   */
  public Explanation explain(Language language) {
    Optional<Generation> served = store.serving().flatMap(registry::find);
    RecommenderTexts texts = new RecommenderTexts(language, values(served));
    Stream<Section> always =
        Stream.of(
            section(texts, "purpose"),
            section(texts, "data"),
            section(
                texts,
                "parameters",
                "alpha",
                "neutral",
                "rank",
                "regularisation",
                "iterations",
                "recommendations",
                "starRank",
                "starRegularisation",
                "movieDamping",
                "viewerDamping",
                "liked",
                "electorate",
                "ballotDepth",
                "audienceDamping",
                "diversity",
                "diversityCandidates",
                "similarTo"),
            sources(texts),
            section(texts, "profiling"),
            section(texts, "choices"),
            rights(texts));
    Stream<Section> ofServed =
        served.isPresent()
            ? Stream.of(
                section(
                    texts, "quality", "ndcg", "popularityNdcg", "rmse", "coverage", "tolerance"))
            : Stream.of(section(texts, "unserved"));
    return new Explanation(
        language,
        texts.text("title"),
        served.map(Generation::id),
        Stream.concat(always, ofServed).toList());
  }

  private static Section section(RecommenderTexts texts, String id, String... parameters) {
    return new Section(
        id,
        texts.text(id + ".title"),
        texts.paragraphs(id),
        Arrays.stream(parameters)
            .map(
                parameter ->
                    new Parameter(
                        parameter,
                        texts.text("parameter." + parameter + ".name"),
                        Optional.of(texts.value(parameter)),
                        texts.text("parameter." + parameter + ".meaning")))
            .toList());
  }

  private static Section sources(RecommenderTexts texts) {
    return new Section(
        "sources",
        texts.text("sources.title"),
        texts.paragraphs("sources"),
        Arrays.stream(Source.values())
            .map(source -> source.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .map(
                id ->
                    new Parameter(
                        id,
                        texts.text("source." + id + ".name"),
                        Optional.empty(),
                        texts.text("source." + id + ".meaning")))
            .toList());
  }

  private Section rights(RecommenderTexts texts) {
    String basis = "basis." + policy.basis().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Section(
        "rights",
        texts.text("rights.title"),
        Stream.concat(Stream.of(texts.text(basis)), texts.paragraphs("rights").stream()).toList(),
        List.of());
  }

  private Map<String, Object> values(Optional<Generation> served) {
    TrainingParameters learnt =
        served.map(Generation::inputs).map(inputs -> inputs.parameters()).orElse(planned);
    Map<String, Object> values = new HashMap<>();
    values.put("alpha", learnt.ranking().alpha());
    values.put("neutral", RankingSignal.NEUTRAL);
    values.put("mostStars", Stars.MOST);
    values.put("leastStars", Stars.LEAST);
    values.put("weightOfMost", confidence(learnt, Stars.MOST));
    values.put("weightOfLiked", confidence(learnt, Audience.LIKED));
    values.put("weightOfUnseen", confidence(learnt, Stars.LEAST));
    values.put("rank", learnt.ranking().rank());
    values.put("regularisation", learnt.ranking().regularisation());
    values.put("iterations", learnt.ranking().iterations());
    values.put("recommendations", learnt.recommendations());
    values.put("starRank", learnt.stars().rank());
    values.put("starRegularisation", learnt.stars().regularisation());
    values.put("movieDamping", learnt.stars().movieDamping());
    values.put("viewerDamping", learnt.stars().viewerDamping());
    values.put("liked", Audience.LIKED);
    values.put("electorate", RecommendByTitle.ELECTORATE);
    values.put("ballotDepth", AudienceVote.BALLOT_DEPTH);
    values.put("secondRankWeight", AudienceVote.weight(2));
    values.put("tenthRank", TENTH);
    values.put("tenthRankWeight", AudienceVote.weight(TENTH));
    values.put("audienceDamping", AudienceVote.DAMPING);
    values.put("diversity", RecommendationQuery.USUAL_DIVERSITY);
    values.put("diversityCandidates", Diversification.CANDIDATES);
    values.put("similarTo", RankForSomebody.LATEST);
    values.put("mostReasons", RecommendationQuery.MOST_REASONS);
    values.put("tolerance", policy.tolerance());
    values.put("generations", policy.retention().generations());
    values.put("controller", policy.responsible().controller());
    values.put("contact", policy.responsible().contact());
    served.ifPresent(generation -> values.putAll(figures(generation)));
    return values;
  }

  /** A rank that shows how fast the weight of a place falls. */
  private static final int TENTH = 10;

  private static Map<String, Object> figures(Generation generation) {
    return Map.of(
        "generation",
        generation.id(),
        "createdAt",
        generation.createdAt(),
        "dataset",
        generation.inputs().data().name(),
        "ratings",
        generation.dataQuality().ratings(),
        "viewers",
        generation.dataQuality().viewers(),
        "ndcg",
        generation.evaluation().ranking().ndcgAt10(),
        "popularityNdcg",
        generation.evaluation().popularity().ndcgAt10(),
        "rmse",
        generation.evaluation().stars().rmse(),
        "coverage",
        generation.evaluation().ranking().coverageAt10());
  }

  private static double confidence(TrainingParameters learnt, double stars) {
    return 1 + learnt.ranking().alpha() * RankingSignal.strength(stars);
  }
}
