package io.cinephile.adapters.elasticsearch;

import static io.cinephile.application.contracts.Publishing.freshGeneration;
import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.adapters.elasticsearch.local.SharedElasticsearch;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.IncompleteGenerationException;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.http.HttpRequestInterceptor;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the contract does not say: portions, faults, and what a reader sees meanwhile. */
final class PublishingTest {
  private static final int PRIME = 101;

  @RegisterExtension final TestIndices indices = new TestIndices();

  @Test
  void writesPortionsThatDoNotDivideEvenly() {
    Publication publication = store(portions(50_000_000, 7)).open(freshGeneration());
    List<Long> reported = new ArrayList<>();
    publication.ratings(ratings(PRIME), reported::add);
    assertThat(reported).hasSize(15).startsWith(7L, 14L).endsWith(98L, 101L);
    assertThat(publication.seal()).isEqualTo(new Counts(0, PRIME, 0));
  }

  @Test
  void writesPortionsOfOneDocumentWhereTheBytesAllowNoMore() {
    Publication publication = store(portions(1, 1000)).open(freshGeneration());
    List<Long> reported = new ArrayList<>();
    publication.ratings(ratings(13), reported::add);
    assertThat(reported).isEqualTo(IntStream.rangeClosed(1, 13).mapToObj(Long::valueOf).toList());
    assertThat(publication.seal()).isEqualTo(new Counts(0, 13, 0));
  }

  @Test
  void stopsWhenTheListenerThrows() {
    Publication publication = store(portions(1, 1)).open(freshGeneration());
    assertThatThrownBy(
            () ->
                publication.ratings(
                    ratings(PRIME),
                    n -> {
                      throw new IllegalArgumentException("enough");
                    }))
        .hasMessage("enough");
  }

  @Test
  void writesTheSameRatingOnceHoweverOftenItIsSent() {
    GenerationId generation = freshGeneration();
    Publication publication = store(PublishingSettings.DEFAULT).open(generation);
    publication.ratings(ratings(5), n -> {});
    publication.ratings(ratings(5), n -> {});
    assertThatThrownBy(publication::seal)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("5 of 10 ratings");
    assertThatThrownBy(() -> store(PublishingSettings.DEFAULT).activate(generation))
        .hasMessageContaining("not written to the end");
  }

  @Test
  void refusesToServeWhatIsDeletedWhileItIsActivated() throws Exception {
    GenerationId generation =
        new Publishing().profile(1, 2).publish(store(PublishingSettings.DEFAULT));
    String ratings = indices.names().of(GenerationIndex.RATINGS, generation);
    HttpRequestInterceptor deletesFirst =
        (request, context) -> {
          if (request.getRequestLine().getUri().startsWith("/_aliases")) {
            indices.transport().call("DELETE", "/" + ratings);
          }
        };
    try (RestClient client = TestIndices.clientOf(SharedElasticsearch.get(), deletesFirst)) {
      RecommendationStore store =
          new ElasticsearchRecommendationStore(
              client, indices.prefix(), PublishingSettings.DEFAULT);
      assertThatThrownBy(() -> store.activate(generation))
          .isInstanceOf(IncompleteGenerationException.class)
          .hasMessageContaining("no index of ratings");
      assertThat(store.serving()).isEmpty();
    }
  }

  @Test
  void readsNoHoldoutFactorsFromAGenerationThatWasPublishedBeforeTheyWereKept() {
    GenerationId generation = freshGeneration();
    String movies = indices.names().of(GenerationIndex.MOVIES, generation);
    ObjectNode older = JsonTransport.JSON.createObjectNode();
    older.putObject("mappings").putObject("properties").putObject("id").put("type", "integer");
    indices.transport().call("PUT", "/" + movies, older);
    ObjectNode movie = JsonTransport.JSON.createObjectNode().put("id", 1);
    indices.transport().call("PUT", "/" + movies + "/_doc/1?refresh=true", movie);
    assertThat(store(PublishingSettings.DEFAULT).holdoutFactors(generation)).isEmpty();
  }

  @Test
  void readsBallotsOfAGenerationThatWasPublishedBeforeTheyToldWhatWasRated() {
    GenerationId generation = freshGeneration();
    String viewers = indices.names().of(GenerationIndex.RECOMMENDATIONS, generation);
    ObjectNode older = JsonTransport.JSON.createObjectNode();
    ObjectNode list = older.putObject("mappings").putObject("properties");
    list.putObject("recommendations").put("type", "binary").put("doc_values", true);
    indices.transport().call("PUT", "/" + viewers, older);
    byte[] packed = ByteBuffer.allocate(12).putInt(11).putFloat(0.5f).putFloat(4.5f).array();
    ObjectNode viewer = JsonTransport.JSON.createObjectNode().put("recommendations", packed);
    String document = "/" + viewers + "/_doc/" + viewer(1).value();
    indices.transport().call("PUT", document + "?refresh=true", viewer);
    assertThat(store(PublishingSettings.DEFAULT).ballots(generation, List.of(viewer(1)), 10))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new Ballot(new int[] {11}, new float[] {4.5f}, new int[0]));
  }

  @Test
  void doesNotPassAGenerationThatIsDeletedWhileItIsReadForAShorterOne() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 5_001).forEach(n -> publishing.movie(n, "Film " + n, 1990, 1));
    RecommendationStore store = store(PublishingSettings.DEFAULT);
    GenerationId generation = publishing.publish(store);
    try (Stream<LearntMovie> movies = store.movies(generation)) {
      store.delete(generation);
      assertThatThrownBy(movies::count)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("deleted while it was read");
    }
    assertThat(store.movies(generation)).isEmpty();
  }

  @Test
  void completesWholeNamesInAGenerationThatWasPublishedBeforeLaterWordsWereKept() {
    GenerationId generation =
        new Publishing()
            .movie(1, "Matrix, The", 1999, 3)
            .publish(store(PublishingSettings.DEFAULT));
    String movies = indices.names().of(GenerationIndex.MOVIES, generation);
    ObjectNode older = JsonTransport.JSON.createObjectNode().put("id", 2);
    older.put("title", "Matrix Reloaded, The").put("ratings", 9);
    older.putObject("completion").put("weight", 9).putArray("input").add("matrix reloaded");
    indices.transport().call("PUT", "/" + movies + "/_doc/2?refresh=true", older);
    ElasticsearchCatalogue catalogue =
        new ElasticsearchCatalogue(indices.client(), indices.prefix(), CallPolicy.NONE);
    assertThat(catalogue.beginningWith(generation, FoldedTitle.of("matr"), 10))
        .extracting(entry -> entry.id().value())
        .containsExactly(2, 1);
  }

  @Test
  void countsWhatWasRefusedAndSaysWhyWithoutNamingTheViewer() {
    GenerationId generation = freshGeneration();
    store(PublishingSettings.DEFAULT).open(generation);
    BulkWriter writer = new BulkWriter(indices.transport(), PublishingSettings.DEFAULT);
    BulkDocument<Integer> faulty =
        new BulkDocument<>() {
          @Override
          public String id(Integer n) {
            return viewer(n).value() + "-1";
          }

          @Override
          public void fields(Integer n, JsonGenerator json) throws IOException {
            json.writeStringField(n % 2 == 0 ? "unheard_of" : "time", "not a time");
          }
        };
    assertThatThrownBy(
            () ->
                writer.write(
                    indices.names().of(GenerationIndex.RATINGS, generation),
                    Stream.of(1, 2, 3, 4, 5),
                    faulty,
                    n -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused 5 of 5 documents")
        .hasMessageContaining("strict_dynamic_mapping_exception")
        .hasMessageContaining("unheard_of")
        .hasMessageContaining("failed to parse")
        .hasMessageNotContaining(viewer(1).value());
  }

  @Test
  void saysThatTheDiskIsNearlyFull() {
    GenerationId generation = freshGeneration();
    Publication publication = store(PublishingSettings.DEFAULT).open(generation);
    // What the disk monitor does at the flood stage.
    block(generation, true);
    assertThatThrownBy(() -> publication.ratings(ratings(3), n -> {}))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("disk is nearly full");
    block(generation, false);
    publication.ratings(ratings(3), n -> {});
    assertThat(publication.seal()).isEqualTo(new Counts(0, 3, 0));
  }

  @Test
  void leavesTheIndicesAsTheyAreReadBest() {
    GenerationId generation = new Publishing().rating(1, 2, 3).publish(store(portions(1000, 10)));
    String ratings = indices.names().of(GenerationIndex.RATINGS, generation);
    JsonNode settings = indices.transport().call("GET", "/" + ratings + "/_settings");
    assertThat(settings.findPath("number_of_shards").asText()).isEqualTo("1");
    assertThat(settings.findPath("number_of_replicas").asText()).isEqualTo("0");
    assertThat(settings.findPath("refresh_interval").isMissingNode()).isTrue();
    assertThat(settings.findPath("durability").isMissingNode()).isTrue();
  }

  @Test
  void neverShowsAMixtureWhileGenerationsChange() throws Exception {
    RecommendationStore store = store(PublishingSettings.DEFAULT);
    GenerationId first = new Publishing().profile(1, 11).publish(store);
    GenerationId second = new Publishing().profile(1, 22).publish(store);
    Map<GenerationId, Integer> movie = Map.of(first, 11, second, 22);
    store.activate(first);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Set<GenerationId>> seen = threads.submit(() -> readUntil(done, store, movie));
      Future<?> rival = threads.submit(() -> alternate(store, first, second));
      alternate(store, second, first);
      rival.get();
      done.set(true);
      assertThat(seen.get()).isSubsetOf(movie.keySet()).isNotEmpty();
      assertThat(aliased()).hasSize(1);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private static void alternate(RecommendationStore store, GenerationId a, GenerationId b) {
    for (int i = 0; i < 10; i++) {
      store.activate(i % 2 == 0 ? a : b);
    }
  }

  private Set<GenerationId> readUntil(
      AtomicBoolean done, RecommendationStore store, Map<GenerationId, Integer> movie) {
    Set<GenerationId> seen = new HashSet<>();
    while (!done.get()) {
      GenerationId serving = store.serving().orElseThrow();
      Ballot answer = store.ballots(serving, List.of(viewer(1)), 1).get(0);
      assertThat(answer.movies()).containsExactly(movie.get(serving));
      assertThat(aliased()).hasSize(1);
      seen.add(serving);
    }
    return seen;
  }

  /** The generations that the three aliases point to at one moment. */
  private Set<GenerationId> aliased() {
    Set<GenerationId> generations = new HashSet<>();
    String aliases =
        String.join(
            ",",
            Stream.of(GenerationIndex.values())
                .map(index -> indices.names().alias(index))
                .toList());
    JsonNode answer = indices.transport().call("GET", "/_alias/" + aliases);
    assertThat(answer).hasSize(GenerationIndex.values().length);
    answer
        .fieldNames()
        .forEachRemaining(name -> generations.add(indices.names().generation(name).orElseThrow()));
    return generations;
  }

  private void block(GenerationId generation, boolean blocked) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("index.blocks.read_only_allow_delete", blocked);
    String ratings = indices.names().of(GenerationIndex.RATINGS, generation);
    indices.transport().call("PUT", "/" + ratings + "/_settings", body);
  }

  private RecommendationStore store(PublishingSettings settings) {
    return new ElasticsearchRecommendationStore(indices.client(), indices.prefix(), settings);
  }

  private static PublishingSettings portions(int bytes, int documents) {
    return new PublishingSettings(1, 0, bytes, documents, 3, 2, Duration.ofMillis(1));
  }

  static Stream<PublishedRating> ratings(int count) {
    Movie movie = new Movie(new MovieId(1), "One", Optional.empty(), List.of("Drama"));
    return IntStream.range(0, count)
        .mapToObj(n -> new Rating(viewer(n), movie.id(), new Stars(4), Instant.ofEpochSecond(n)))
        .map(rating -> new PublishedRating(rating, movie));
  }
}
