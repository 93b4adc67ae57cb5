package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.DescribeData.Responsible;
import io.cinephile.application.ExplainRecommender.Explanation;
import io.cinephile.application.ExplainRecommender.Parameter;
import io.cinephile.application.ExplainRecommender.Policy;
import io.cinephile.application.ExplainRecommender.Section;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people are told of the recommender. */
class ExplainRecommenderTest {
  private static final Pattern GAP = Pattern.compile("\\$\\{([a-zA-Z0-9]+)}");
  private static final Pattern DIGIT = Pattern.compile("\\d");

  private final TrainingInMemory training = new TrainingInMemory();

  private Explanation explanation(Language language, TrainingParameters planned) {
    return explanation(language, planned, LegalBasis.LEGITIMATE_INTEREST, 0.02, 3);
  }

  private Explanation explanation(
      Language language,
      TrainingParameters planned,
      LegalBasis basis,
      double tolerance,
      int generations) {
    return new ExplainRecommender(
            training.store,
            training.registry,
            planned,
            new Policy(
                new Responsible("Cinema 5", "privacy@cinema5.example", "the operator"),
                basis,
                tolerance,
                RetentionInWordsTest.keeping(generations)))
        .explain(language);
  }

  private static Section section(Explanation explanation, String id) {
    return explanation.sections().stream()
        .filter(section -> section.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String value(Explanation explanation, String parameter) {
    return explanation.sections().stream()
        .flatMap(section -> section.parameters().stream())
        .filter(one -> one.id().equals(parameter))
        .flatMap(one -> one.value().stream())
        .findFirst()
        .orElseThrow();
  }

  private static String text(Explanation explanation) {
    return explanation.sections().stream()
        .flatMap(section -> section.paragraphs().stream())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void numbers_follow_the_parameters() {
    Explanation usual = explanation(Language.ENGLISH, TrainingParameters.DEFAULT);
    TrainingParameters others =
        new TrainingParameters(
            new StarModel(21, 11, 0.13, 5.5, 6.25), new RankingModel(33, 12, 0.17, 12.5), 77, 1);
    Explanation other = explanation(Language.ENGLISH, others);

    assertThat(value(usual, "alpha")).isEqualTo("1");
    assertThat(value(other, "alpha")).isEqualTo("12.5");
    assertThat(value(other, "movieDamping")).isEqualTo("5.5");
    assertThat(value(other, "recommendations")).isEqualTo("77");
    // Five stars are two and a half above neutral: 1 + 2.5 alpha.
    assertThat(text(usual)).contains("gave 5 stars counts 3.5 times").doesNotContain("32.25");
    assertThat(text(other)).contains("gave 5 stars counts 32.25 times");
    assertThat(value(explanation(Language.FRENCH, others), "alpha")).isEqualTo("12,5");
    assertThat(text(explanation(Language.FRENCH, others))).contains("compte 32,25 fois");
  }

  @Test
  void what_is_served_counts_and_not_what_is_planned() {
    GenerationId served = training.generation(0.4);
    TrainingParameters planned =
        new TrainingParameters(StarModel.DEFAULT, new RankingModel(7, 1, 1, 9), 5, 1);

    Explanation explanation = explanation(Language.ENGLISH, planned);

    assertThat(explanation.generation()).contains(served);
    assertThat(value(explanation, "alpha"))
        .isEqualTo("" + (int) TrainingParameters.DEFAULT.ranking().alpha());
    assertThat(section(explanation, "quality").paragraphs().get(0)).contains(served.value());
  }

  @Test
  void before_the_first_model_it_says_so() {
    Explanation explanation = explanation(Language.ENGLISH, TrainingParameters.DEFAULT);
    assertThat(explanation.generation()).isEmpty();
    assertThat(explanation.sections()).extracting(Section::id).contains("unserved");
    assertThat(explanation.sections()).extracting(Section::id).doesNotContain("quality");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void the_configuration_shows(Language language) {
    training.generation(0.4);
    Explanation consent =
        explanation(language, TrainingParameters.DEFAULT, LegalBasis.CONSENT, 0.5, 41);
    Explanation interest =
        explanation(language, TrainingParameters.DEFAULT, LegalBasis.LEGITIMATE_INTEREST, 0, 3);

    assertThat(text(consent)).contains("41").contains("privacy@cinema5.example");
    assertThat(section(consent, "rights").paragraphs())
        .isNotEqualTo(section(interest, "rights").paragraphs());
    assertThat(value(consent, "tolerance")).isIn("0.5", "0,5");
    assertThat(value(interest, "tolerance")).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_label_is_explained(Language language) {
    assertThat(section(explanation(language, TrainingParameters.DEFAULT), "sources").parameters())
        .extracting(Parameter::id)
        .containsExactlyElementsOf(
            Arrays.stream(Source.values())
                .map(source -> source.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList());
  }

  @Test
  void both_languages_say_the_same_things() {
    RecommenderTexts english = new RecommenderTexts(Language.ENGLISH, Map.of());
    RecommenderTexts french = new RecommenderTexts(Language.FRENCH, Map.of());
    assertThat(french.keys()).isEqualTo(english.keys()).hasSizeGreaterThan(70);
    assertThat(english.keys())
        .allSatisfy(
            key -> {
              assertThat(gaps(french.raw(key))).as(key).isEqualTo(gaps(english.raw(key)));
              if (!key.matches("(source\\..*|.*)\\.name")) {
                assertThat(french.raw(key)).as(key).isNotEqualTo(english.raw(key));
              }
            });
  }

  /** Articles of laws and the name of a measure are no numbers that anything is counted by. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void no_number_is_typed_by_hand(Language language) {
    RecommenderTexts texts = new RecommenderTexts(language, Map.of());
    assertThat(texts.keys())
        .allSatisfy(
            key -> {
              String bare =
                  GAP.matcher(texts.raw(key))
                      .replaceAll("")
                      .replaceAll("GDPR Art\\. \\d+(\\(\\d\\))?", "")
                      .replaceAll("(article|paragraphe|point) \\d+", "")
                      .replace("NDCG@10", "");
              assertThat(DIGIT.matcher(bare).find()).as(key + ": " + bare).isFalse();
            });
  }

  /** A text that no section shows would be translated for nothing. */
  @Test
  void every_text_is_shown_somewhere() {
    Stream<Explanation> all =
        Stream.of(
            explanation(Language.ENGLISH, TrainingParameters.DEFAULT, LegalBasis.CONSENT, 0.02, 3),
            explanation(Language.ENGLISH, TrainingParameters.DEFAULT),
            served());
    Set<String> ids =
        all.flatMap(explanation -> explanation.sections().stream())
            .flatMap(
                section ->
                    Stream.concat(
                        Stream.of(section.id()), section.parameters().stream().map(Parameter::id)))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> others = List.of("title", "basis.consent", "basis.legitimate-interest");
    assertThat(new RecommenderTexts(Language.ENGLISH, Map.of()).keys())
        .allMatch(
            key ->
                others.contains(key)
                    || ids.contains(key.replaceAll("^(parameter|source)\\.|\\.[^.]*$", "")));
  }

  private Explanation served() {
    training.generation(0.4);
    return explanation(Language.ENGLISH, TrainingParameters.DEFAULT);
  }

  private static Set<String> gaps(String text) {
    return GAP.matcher(text)
        .results()
        .map(gap -> gap.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
