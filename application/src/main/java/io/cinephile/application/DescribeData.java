package io.cinephile.application;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.governance.DataSet.Ground;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which data does this installation hold, what do they mean, why may it, for how long, and how good
 * are they? Safe for use by several threads.
 */
public final class DescribeData {
  private final List<DataCatalogue> catalogues;
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final Responsible responsible;
  private final LegalBasis basis;
  private final RetentionInWords retention;

  /**
   * @param catalogues of all stores
   * @param basis that the purposes rest on which viewers decide about
   */
  public DescribeData(
      List<DataCatalogue> catalogues,
      RecommendationStore store,
      GenerationRegistry registry,
      Responsible responsible,
      LegalBasis basis,
      RetentionInWords retention) {
    this.catalogues = List.copyOf(catalogues);
    this.store = store;
    this.registry = registry;
    this.responsible = responsible;
    this.basis = basis;
    this.retention = retention;
  }

  /**
   * Who answers for the data, as it is configured.
   *
   * @param controller who decides about purposes and means (GDPR Art. 4(7))
   * @param contact how to reach those who care for privacy: a mail address, or a URL
   * @param owner who looks after the data
   */
  public record Responsible(String controller, String contact, String owner) {
    /** Stands where nobody has said. */
    public static final String UNKNOWN = "not configured";

    public Responsible(
        Optional<String> controller, Optional<String> contact, Optional<String> owner) {
      this(controller.orElse(UNKNOWN), contact.orElse(UNKNOWN), owner.orElse(UNKNOWN));
    }
  }

  /**
   * All data.
   *
   * @param served the generation that the figures are of; empty before there is one
   */
  public record Description(
      Responsible responsible, Optional<GenerationId> served, List<Described> dataSets) {
    public Description {
      dataSets = List.copyOf(dataSets);
    }
  }

  /**
   * A data set.
   *
   * @param basis why it may be kept, with the article; {@code none needed} for what is not personal
   * @param retention how long it is kept, in a sentence
   * @param quality figures of the generation that is served; may be empty
   */
  public record Described(DataSet dataSet, Basis basis, String retention, List<Figure> quality) {
    public Described {
      quality = List.copyOf(quality);
    }
  }

  /** On what the keeping of a data set rests (GDPR Art. 6). */
  public enum Basis {
    CONSENT("consent, GDPR Art. 6(1)(a)"),
    LEGAL_OBLIGATION("legal obligation, GDPR Art. 6(1)(c)"),
    LEGITIMATE_INTEREST("legitimate interest, GDPR Art. 6(1)(f)"),
    NONE_NEEDED("none needed: no personal data");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    /** For people, in English. */
    public String text() {
      return text;
    }

    static Basis of(Ground ground, LegalBasis ofPurposes) {
      return switch (ground) {
        case PURPOSES ->
            switch (ofPurposes) {
              case CONSENT -> CONSENT;
              case LEGITIMATE_INTEREST -> LEGITIMATE_INTEREST;
            };
        case LEGAL_OBLIGATION -> LEGAL_OBLIGATION;
        case OPERATION -> LEGITIMATE_INTEREST;
        case NO_PERSONAL_DATA -> NONE_NEEDED;
      };
    }
  }

  /**
   * How good data are.
   *
   * @param name in lower case with hyphens, such as {@code ratings-kept}
   */
  public record Figure(String name, double value) {}

  /**
   * Describes all data.
   *
   * @throws io.cinephile.domain.StoreUnavailableException if the store does not answer
   */
  public Description describe() {
    Optional<Generation> served = store.serving().flatMap(registry::find);
    return new Description(
        responsible,
        served.map(Generation::id),
        catalogues.stream()
            .flatMap(catalogue -> catalogue.dataSets().stream())
            .map(
                dataSet ->
                    new Described(
                        dataSet,
                        Basis.of(dataSet.ground(), basis),
                        retention.rule(dataSet.retention()),
                        served.map(one -> quality(dataSet.id(), one)).orElse(List.of())))
            .toList());
  }

  /** What is known of the data of a generation belongs to the data sets that make it up. */
  private static List<Figure> quality(String dataSet, Generation generation) {
    return switch (dataSet) {
      case "movies" -> ofMovies(generation);
      case "ratings" -> ofRatings(generation);
      case "recommendations" -> ofRecommendations(generation);
      default -> List.of();
    };
  }

  private static List<Figure> ofMovies(Generation generation) {
    DataQualityReport report = generation.dataQuality();
    return List.of(
        new Figure("movies", generation.counts().movies()),
        new Figure("movie-rows-read", report.movieRowsRead()),
        new Figure("movies-kept", report.moviesKept()));
  }

  private static List<Figure> ofRatings(Generation generation) {
    DataQualityReport report = generation.dataQuality();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("ratings", generation.counts().ratings()));
    figures.add(new Figure("rating-rows-read", report.ratingRowsRead()));
    figures.add(new Figure("ratings-kept", report.ratingsKept()));
    figures.add(new Figure("faulty-share", report.faultyShare()));
    report
        .faults()
        .forEach(
            (fault, count) ->
                figures.add(
                    new Figure(
                        "fault-" + fault.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        count)));
    return figures;
  }

  private static List<Figure> ofRecommendations(Generation generation) {
    Evaluation evaluation = generation.evaluation();
    return List.of(
        new Figure("viewers", generation.counts().viewers()),
        new Figure("rmse", evaluation.stars().rmse()),
        new Figure("ndcg-at-10", evaluation.ranking().ndcgAt10()),
        new Figure("coverage-at-10", evaluation.ranking().coverageAt10()));
  }
}
