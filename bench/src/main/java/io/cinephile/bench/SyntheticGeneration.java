package io.cinephile.bench;

import io.cinephile.adapters.elasticsearch.ElasticsearchGenerationRegistry;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.PublishingSettings;
import io.cinephile.bench.SyntheticData.Size;
import io.cinephile.bench.SyntheticData.Viewer;
import io.cinephile.bootstrap.home.Release;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.ranking.FactorIndex;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Publishes synthetic data as a training run would publish what it learnt: through the ports, with
 * the best hundred movies of each viewer, and activates it.
 */
final class SyntheticGeneration {
  private static final int THREADS = 2;

  /** So many viewers' lists are computed while those before are written. */
  private static final int TOGETHER = 4_000;

  private final SyntheticData data;
  private final Consumer<String> progress;
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final long[] counts;
  private final double[] sums;
  private double globalMean;
  private final AudienceVote everybody = new AudienceVote();
  private final ForkJoinPool pool = new ForkJoinPool(THREADS);

  /**
   * @param progress is told what has been written
   */
  SyntheticGeneration(
      SyntheticData data, RestClient client, String prefix, Consumer<String> progress) {
    this.data = data;
    this.progress = progress;
    this.store = new ElasticsearchRecommendationStore(client, prefix, PublishingSettings.DEFAULT);
    this.registry = new ElasticsearchGenerationRegistry(client, prefix);
    this.counts = new long[data.size().movies()];
    this.sums = new double[data.size().movies()];
  }

  /** Returns what was published when it has been activated. */
  Generation publish() {
    Instant now = Instant.now();
    GenerationId id = GenerationId.of(now, (int) data.size().seed());
    try {
      viewers().forEach(this::count);
      globalMean = Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
      Publication publication = store.open(id);
      publication.ratings(
          viewers()
              .flatMap(viewer -> viewer.ratings().stream())
              .map(rating -> new PublishedRating(rating, data.movie(rating.movie().value() - 1))),
          written -> {});
      progress.accept("ratings");
      recommendations(publication);
      progress.accept("recommendations");
      publication.movies(rows().map(this::published), written -> {});
      Generation generation = generation(id, now, publication.seal());
      registry.register(generation);
      store.activate(id);
      return generation;
    } finally {
      pool.shutdown();
    }
  }

  private Stream<Viewer> viewers() {
    return IntStream.rangeClosed(1, data.size().viewers()).mapToObj(data::viewer);
  }

  private Stream<Integer> rows() {
    return IntStream.range(0, data.size().movies()).boxed();
  }

  private void count(Viewer viewer) {
    viewer
        .ratings()
        .forEach(
            rating -> {
              counts[rating.movie().value() - 1]++;
              sums[rating.movie().value() - 1] += rating.stars().value();
            });
  }

  private CatalogueEntry entry(int row) {
    return new CatalogueEntry(
        data.movie(row), MovieStatistics.of(counts[row], sums[row], globalMean));
  }

  private void recommendations(Publication publication) {
    FactorIndex index =
        FactorIndex.of(
            rows().map(row -> new LearntMovie(entry(row), Optional.of(data.factors(row)))));
    ForkJoinTask<List<PublishedViewer>> next = pool.submit(() -> viewers(index, 1));
    for (int first = 1; first <= data.size().viewers(); first += TOGETHER) {
      List<PublishedViewer> computed = next.join();
      int following = first + TOGETHER;
      next = pool.submit(() -> viewers(index, following));
      computed.forEach(viewer -> everybody.add(Ballot.of(viewer, AudienceVote.BALLOT_DEPTH)));
      publication.recommendations(computed.stream(), written -> {});
    }
  }

  private List<PublishedViewer> viewers(FactorIndex index, int first) {
    return IntStream.rangeClosed(first, Math.min(data.size().viewers(), first + TOGETHER - 1))
        .parallel()
        .mapToObj(number -> viewer(index, data.viewer(number)))
        .toList();
  }

  private PublishedViewer viewer(FactorIndex index, Viewer viewer) {
    List<Recommendation> best =
        index
            .best(
                viewer.ranking(),
                row -> Arrays.binarySearch(viewer.rows(), row) < 0,
                TrainingParameters.DEFAULT.recommendations())
            .stream()
            .map(
                scored ->
                    new Recommendation(
                        data.movie(scored.row()).id(),
                        scored.score(),
                        data.predictedStars(viewer.stars(), scored.row())))
            .toList();
    return new PublishedViewer(
        new ViewerProfile(
            new ViewerRecommendations(viewer.pseudonym(), best), viewer.ranking(), viewer.stars()),
        Arrays.stream(viewer.rows()).map(row -> data.movie(row).id().value()).toArray());
  }

  private PublishedMovie published(int row) {
    CatalogueEntry entry = entry(row);
    double share = everybody.share(entry.id(), counts[row]);
    return new PublishedMovie(
        new CatalogueEntry(entry.movie(), entry.statistics().withRecommendedShare(share)),
        Optional.of(data.factors(row)),
        Optional.empty());
  }

  /** The registry has no place for "not evaluated": the figures are zero, and a remark says why. */
  private Generation generation(GenerationId id, Instant now, Counts published) {
    Size size = data.size();
    RankingQuality none = new RankingQuality(0, 0, 0, 0, 0, 0);
    StarErrors noErrors = new StarErrors(0, 0);
    return new Generation(
        id,
        new RunId("run-" + id),
        now,
        new TrainingInputs(
            new DatasetIdentity("synthetic", "synthetic", sha256(size.toString())),
            LiveRatingsIdentity.NONE,
            sha256(""),
            TrainingParameters.DEFAULT,
            Release.version()),
        new DataQualityReport(
            published.ratings(),
            published.ratings(),
            published.movies(),
            published.movies(),
            published.viewers(),
            Map.of()),
        new Evaluation("none", 0, 0, 0, 0, noErrors, noErrors, none, none),
        Optional.empty(),
        new Verdict(false, Optional.empty(), List.of(), List.of("Synthetic, and not evaluated.")),
        true,
        Optional.of(Instant.now()),
        published,
        Map.of(),
        Map.of());
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
