package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import io.cinephile.domain.training.TrainingRun.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What runs and registry entries have in common, as JSON and back without loss. Durations are
 * seconds, so that charts add up.
 */
final class FiguresJson {
  private static final double NANOS = 1e9;

  private FiguresJson() {}

  private static ObjectNode object() {
    return JsonTransport.JSON.createObjectNode();
  }

  /** What the reader makes of a field; empty where there is none. */
  static <T> Optional<T> optional(JsonNode json, String field, Function<JsonNode, T> reader) {
    return json.hasNonNull(field) ? Optional.of(reader.apply(json.get(field))) : Optional.empty();
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode json = JsonTransport.JSON.createArrayNode();
    texts.forEach(json::add);
    return json;
  }

  static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static ObjectNode durations(Map<Stage, Duration> durations) {
    ObjectNode seconds = object();
    durations.forEach((stage, took) -> seconds.put(field(stage), took.toNanos() / NANOS));
    return seconds;
  }

  static Map<Stage, Duration> durations(JsonNode seconds) {
    Map<Stage, Duration> durations = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      optional(seconds, field(stage), took -> Math.round(took.asDouble() * NANOS))
          .ifPresent(nanos -> durations.put(stage, Duration.ofNanos(nanos)));
    }
    return durations;
  }

  private static String field(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  static ObjectNode counts(Counts counts) {
    return object()
        .put("movies", counts.movies())
        .put("ratings", counts.ratings())
        .put("viewers", counts.viewers());
  }

  static Counts counts(JsonNode json) {
    return new Counts(
        json.path("movies").asLong(), json.path("ratings").asLong(), json.path("viewers").asLong());
  }

  static ObjectNode data(DatasetIdentity data) {
    ObjectNode json =
        object().put("name", data.name()).put("layout", data.layout()).put("sha256", data.sha256());
    ArrayNode files = json.putArray("files");
    data.files()
        .forEach(
            file ->
                files
                    .addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256()));
    return json;
  }

  /** Without files where an earlier release wrote it. */
  static DatasetIdentity data(JsonNode json) {
    List<DatasetFile> files = new ArrayList<>();
    json.path("files")
        .forEach(
            file ->
                files.add(
                    new DatasetFile(
                        file.path("name").asText(),
                        file.path("bytes").asLong(),
                        file.path("sha256").asText())));
    return new DatasetIdentity(
        json.path("name").asText(),
        json.path("layout").asText(),
        json.path("sha256").asText(),
        files);
  }

  static ObjectNode quality(DataQualityReport report) {
    ObjectNode json =
        object()
            .put("rating_rows_read", report.ratingRowsRead())
            .put("ratings_kept", report.ratingsKept())
            .put("movie_rows_read", report.movieRowsRead())
            .put("movies_kept", report.moviesKept())
            .put("viewers", report.viewers());
    ObjectNode faults = json.putObject("faults");
    report.faults().forEach((fault, count) -> faults.put(fault.name(), count));
    Merged live = report.liveRatings();
    json.putObject("live_ratings")
        .put("added", live.added())
        .put("changed", live.changed())
        .put("withdrawn", live.withdrawn())
        .put("without_effect", live.withoutEffect())
        .put("unknown_movies", live.unknownMovies());
    return json;
  }

  static DataQualityReport quality(JsonNode json) {
    Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    json.path("faults")
        .properties()
        .forEach(fault -> faults.put(Fault.valueOf(fault.getKey()), fault.getValue().asLong()));
    return new DataQualityReport(
        json.path("rating_rows_read").asLong(),
        json.path("ratings_kept").asLong(),
        json.path("movie_rows_read").asLong(),
        json.path("movies_kept").asLong(),
        json.path("viewers").asLong(),
        faults,
        merged(json.path("live_ratings")));
  }

  /** Missing counts are zero: what was written before there were live ratings has none. */
  private static Merged merged(JsonNode json) {
    return new Merged(
        json.path("added").asLong(),
        json.path("changed").asLong(),
        json.path("withdrawn").asLong(),
        json.path("without_effect").asLong(),
        json.path("unknown_movies").asLong());
  }

  static ObjectNode liveRatings(LiveRatingsIdentity live) {
    return object().put("changes", live.changes()).put("sha256", live.sha256());
  }

  static LiveRatingsIdentity liveRatings(JsonNode json) {
    return new LiveRatingsIdentity(json.path("changes").asLong(), json.path("sha256").asText());
  }

  static ObjectNode parameters(TrainingParameters parameters) {
    ObjectNode json = object();
    json.putObject("stars")
        .put("rank", parameters.stars().rank())
        .put("iterations", parameters.stars().iterations())
        .put("regularisation", parameters.stars().regularisation())
        .put("movie_damping", parameters.stars().movieDamping())
        .put("viewer_damping", parameters.stars().viewerDamping());
    json.putObject("ranking")
        .put("rank", parameters.ranking().rank())
        .put("iterations", parameters.ranking().iterations())
        .put("regularisation", parameters.ranking().regularisation())
        .put("alpha", parameters.ranking().alpha());
    return json.put("recommendations", parameters.recommendations()).put("seed", parameters.seed());
  }

  static TrainingParameters parameters(JsonNode json) {
    JsonNode stars = json.path("stars");
    JsonNode ranking = json.path("ranking");
    return new TrainingParameters(
        new StarModel(
            stars.path("rank").asInt(),
            stars.path("iterations").asInt(),
            stars.path("regularisation").asDouble(),
            stars.path("movie_damping").asDouble(),
            stars.path("viewer_damping").asDouble()),
        new RankingModel(
            ranking.path("rank").asInt(),
            ranking.path("iterations").asInt(),
            ranking.path("regularisation").asDouble(),
            ranking.path("alpha").asDouble()),
        json.path("recommendations").asInt(),
        json.path("seed").asLong());
  }

  static ObjectNode evaluation(Evaluation evaluation) {
    ObjectNode json =
        object()
            .put("fold", evaluation.fold())
            .put("training_ratings", evaluation.trainingRatings())
            .put("mean_stars", evaluation.meanStars())
            .put("test_ratings", evaluation.testRatings())
            .put("ranked_viewers", evaluation.rankedViewers());
    json.set("stars", errors(evaluation.stars()));
    json.set("biases", errors(evaluation.biases()));
    json.set("ranking", ranking(evaluation.ranking()));
    json.set("popularity", ranking(evaluation.popularity()));
    return json;
  }

  static Evaluation evaluation(JsonNode json) {
    return new Evaluation(
        json.path("fold").asText(),
        json.path("training_ratings").asLong(),
        json.path("mean_stars").asDouble(),
        json.path("test_ratings").asLong(),
        json.path("ranked_viewers").asLong(),
        errors(json.path("stars")),
        errors(json.path("biases")),
        ranking(json.path("ranking")),
        ranking(json.path("popularity")));
  }

  private static ObjectNode errors(StarErrors errors) {
    return object().put("rmse", errors.rmse()).put("mae", errors.mae());
  }

  private static StarErrors errors(JsonNode json) {
    return new StarErrors(json.path("rmse").asDouble(), json.path("mae").asDouble());
  }

  private static ObjectNode ranking(RankingQuality quality) {
    return object()
        .put("ndcg_at_10", quality.ndcgAt10())
        .put("recall_at_20", quality.recallAt20())
        .put("coverage_at_10", quality.coverageAt10())
        .put("map_at_20", quality.mapAt20())
        .put("novelty_at_10", quality.noveltyAt10())
        .put("diversity_at_10", quality.diversityAt10());
  }

  private static RankingQuality ranking(JsonNode json) {
    return new RankingQuality(
        json.path("ndcg_at_10").asDouble(),
        json.path("recall_at_20").asDouble(),
        json.path("coverage_at_10").asDouble(),
        json.path("map_at_20").asDouble(),
        json.path("novelty_at_10").asDouble(),
        json.path("diversity_at_10").asDouble());
  }
}
