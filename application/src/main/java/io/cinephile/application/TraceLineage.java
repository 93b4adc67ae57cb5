package io.cinephile.application;

import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Walks from what was recommended back to the files that it came from. Every answer names its
 * generation, which is where the walk begins. Names nobody. Safe for use by several threads.
 */
public final class TraceLineage {
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final TrainingRuns runs;

  public TraceLineage(RecommendationStore store, GenerationRegistry registry, TrainingRuns runs) {
    this.store = store;
    this.registry = registry;
    this.runs = runs;
  }

  /**
   * Where a generation comes from.
   *
   * @param nodes what took part, the recommendations first and the files last
   * @param edges each from what came about to what it came from
   */
  public record Lineage(GenerationId generation, List<Node> nodes, List<Edge> edges) {
    public Lineage {
      nodes = List.copyOf(nodes);
      edges = List.copyOf(edges);
    }
  }

  /** What a node can be. */
  public enum Kind {
    RECOMMENDATIONS,
    GENERATION,
    VERDICT,
    TRAINING_RUN,
    PARAMETERS,
    SOFTWARE,
    EXCLUSIONS,
    LIVE_RATINGS,
    DATA_SET,
    /** All files of the data set that were read, taken together. */
    FILES,
    /** One of them. */
    FILE
  }

  /**
   * Something that took part.
   *
   * @param id unique in the lineage
   * @param label for people
   * @param facts in the order in which they are shown
   */
  public record Node(String id, Kind kind, String label, Map<String, String> facts) {}

  /**
   * @param relation as W3C PROV calls it, such as {@code was-derived-from}
   */
  public record Edge(String from, String to, String relation) {}

  /**
   * Traces a generation.
   *
   * @return empty if the registry does not know it
   */
  public Optional<Lineage> trace(GenerationId generation) {
    return registry
        .find(generation)
        .map(found -> new Walk(found, runs.find(found.run())).lineage());
  }

  /**
   * Traces what is served.
   *
   * @throws ServingModel.NothingServedException before the first training run has succeeded
   */
  public Lineage traceServed() {
    return store
        .serving()
        .flatMap(this::trace)
        .orElseThrow(ServingModel.NothingServedException::new);
  }

  /** Builds one lineage. */
  private static final class Walk {
    private static final String USED = "used";
    private static final String DERIVED = "was-derived-from";

    private final Generation generation;
    private final Optional<TrainingRun> run;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    Walk(Generation generation, Optional<TrainingRun> run) {
      this.generation = generation;
      this.run = run;
    }

    Lineage lineage() {
      String name = generation.id().value();
      String runName = generation.run().value();
      TrainingInputs inputs = generation.inputs();
      add("recommendations", Kind.RECOMMENDATIONS, "Recommendations of " + name, counts());
      link("recommendations", name, DERIVED);
      add(name, Kind.GENERATION, "Generation " + name, ofGeneration());
      link(name, runName, "was-generated-by");
      link(name, "verdict", "was-influenced-by");
      add("verdict", Kind.VERDICT, "Verdict of the quality gate", verdict(generation.verdict()));
      add(runName, Kind.TRAINING_RUN, "Training run " + runName, ofRun());
      link(runName, "parameters", USED);
      add("parameters", Kind.PARAMETERS, "Parameters", parameters(inputs.parameters()));
      link(runName, "software", "was-associated-with");
      add("software", Kind.SOFTWARE, "Software", generation.versions());
      link(runName, "exclusions", USED);
      add(
          "exclusions",
          Kind.EXCLUSIONS,
          "Viewers who were left out",
          Map.of("sha256", inputs.suppressions()));
      link(runName, "live-ratings", USED);
      add("live-ratings", Kind.LIVE_RATINGS, "Live ratings", liveRatings(inputs));
      link(runName, "data-set", USED);
      add("data-set", Kind.DATA_SET, "Data set " + inputs.data().name(), dataSet());
      link("data-set", "files", DERIVED);
      add(
          "files",
          Kind.FILES,
          "Ratings file and movies file, in this order",
          Map.of("sha256", inputs.data().sha256()));
      inputs.data().files().forEach(this::addFile);
      return new Lineage(generation.id(), nodes, edges);
    }

    /** None of a generation that an earlier release made. */
    private void addFile(DatasetFile file) {
      String id = "file-" + file.name();
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("name", file.name());
      facts.put("bytes", "" + file.bytes());
      facts.put("sha256", file.sha256());
      link("files", id, "had-member");
      add(id, Kind.FILE, "File " + file.name(), facts);
    }

    private void add(String id, Kind kind, String label, Map<String, String> facts) {
      nodes.add(new Node(id, kind, label, facts));
    }

    private void link(String from, String to, String relation) {
      edges.add(new Edge(from, to, relation));
    }

    private Map<String, String> counts() {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("movies", "" + generation.counts().movies());
      facts.put("ratings", "" + generation.counts().ratings());
      facts.put("viewers", "" + generation.counts().viewers());
      return facts;
    }

    private Map<String, String> ofGeneration() {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("created-at", generation.createdAt().toString());
      generation.activatedAt().ifPresent(time -> facts.put("activated-at", time.toString()));
      return facts;
    }

    private Map<String, String> verdict(Verdict verdict) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("passed", "" + verdict.passed());
      facts.put("forced", "" + generation.forced());
      facts.put("holdout", generation.evaluation().fold());
      facts.put("held-out-ratings", "" + generation.evaluation().testRatings());
      verdict.serving().ifPresent(other -> facts.put("compared-with", other.value()));
      return facts;
    }

    /** Of a run that is not remembered, its name is left. */
    private Map<String, String> ofRun() {
      Map<String, String> facts = new LinkedHashMap<>();
      run.ifPresent(
          known -> {
            facts.put("trigger", word(known.trigger()));
            facts.put("requested-at", known.requestedAt().toString());
            facts.put("state", word(known.state()));
            known.finishedAt().ifPresent(time -> facts.put("finished-at", time.toString()));
          });
      return facts;
    }

    private static Map<String, String> parameters(TrainingParameters parameters) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("stars.rank", "" + parameters.stars().rank());
      facts.put("stars.iterations", "" + parameters.stars().iterations());
      facts.put("stars.regularisation", "" + parameters.stars().regularisation());
      facts.put("stars.movie-damping", "" + parameters.stars().movieDamping());
      facts.put("stars.viewer-damping", "" + parameters.stars().viewerDamping());
      facts.put("ranking.rank", "" + parameters.ranking().rank());
      facts.put("ranking.iterations", "" + parameters.ranking().iterations());
      facts.put("ranking.regularisation", "" + parameters.ranking().regularisation());
      facts.put("ranking.alpha", "" + parameters.ranking().alpha());
      facts.put("recommendations", "" + parameters.recommendations());
      facts.put("seed", "" + parameters.seed());
      return facts;
    }

    private static Map<String, String> liveRatings(TrainingInputs inputs) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("changes", "" + inputs.liveRatings().changes());
      facts.put("sha256", inputs.liveRatings().sha256());
      return facts;
    }

    private Map<String, String> dataSet() {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("name", generation.inputs().data().name());
      facts.put("layout", generation.inputs().data().layout());
      facts.put("rating-rows-read", "" + generation.dataQuality().ratingRowsRead());
      facts.put("ratings-kept", "" + generation.dataQuality().ratingsKept());
      facts.put("viewers", "" + generation.dataQuality().viewers());
      return facts;
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
