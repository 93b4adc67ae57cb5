package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.adapters.elasticsearch.local.SharedElasticsearch;
import io.cinephile.application.contracts.PseudonymStoreContract;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.PseudonymChange;
import io.cinephile.domain.rotation.PseudonymStore.Place;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.http.HttpRequest;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchPseudonymStoreTest extends PseudonymStoreContract {
  private static final PublishingSettings IMPATIENT =
      new PublishingSettings(1, 0, 5_000_000, 5_000, 2, 0, Duration.ZERO);
  private static final MovieId MOVIE = new MovieId(10);
  private static final String RATINGS = "ratings-";

  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected Ports empty() {
    RestClient client = indices.client();
    String prefix = indices.prefix();
    return new Ports(
        store(),
        new ElasticsearchRatings(client, prefix, CallPolicy.NONE),
        new ElasticsearchLiveRatings(client, prefix),
        new ElasticsearchConsents(client, prefix, CallPolicy.NONE),
        new ElasticsearchSuppressions(client, prefix),
        new ElasticsearchAuditTrail(client, prefix, CallPolicy.NONE),
        new ElasticsearchGenerationRegistry(client, prefix),
        pseudonyms(client));
  }

  private RecommendationStore store() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }

  private ElasticsearchPseudonymStore pseudonyms(RestClient client) {
    return new ElasticsearchPseudonymStore(client, indices.prefix(), IMPATIENT);
  }

  /** The source and the id of every document of every index. */
  @Override
  protected String everything() {
    String all = "/" + indices.prefix() + "-*";
    indices.transport().call("POST", all + "/_refresh");
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", Search.MOST_HITS);
    return Search.hits(indices.transport().call("POST", all + "/_search", body))
        .map(hit -> hit.path("_index") + " " + hit.path("_id") + " " + hit.path("_source"))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whatIsMadeIsMarkedWithTheKeyInUseAndKeepsTheMark() {
    KeyId key = new KeyId("0a1b2c3d");
    new ElasticsearchKeyStates(indices.client(), indices.prefix())
        .change(KeyState.of(key), state -> state);
    published();
    live().prepare();
    new ElasticsearchSuppressions(indices.client(), indices.prefix())
        .begin(
            Erasure.begun(
                Publishing.viewer(1), new ReceiptId("%032x".formatted(1)), Instant.EPOCH));
    // A server that starts later teaches the index what a newer release has added.
    live().prepare();

    assertThat(pseudonyms(indices.client()).places())
        .hasSize(4)
        .allMatch(place -> place.isUnder(key));
  }

  @Test
  void aliasesSettingsAndMappingsAreThoseOfBefore() {
    GenerationId generation = published();
    store().activate(generation);
    live().prepare();
    String before = shape();

    rewrite(indices.client(), "", new KeyId("00000001"), "viewer", "turned");

    assertThat(shape()).isEqualTo(before);
    assertThat(
            indices
                .transport()
                .call("GET", "/" + indices.prefix() + "-rewritten-*/_alias")
                .isEmpty())
        .isTrue();
  }

  /** Names, aliases, settings and fields of all indices, without what each gets of its own. */
  private String shape() {
    JsonNode all = indices.transport().call("GET", "/" + indices.prefix() + "-*");
    for (JsonNode index : all) {
      ObjectNode settings = (ObjectNode) index.path("settings").path("index");
      settings.remove(
          List.of(
              "creation_date",
              "uuid",
              "version",
              "provided_name",
              "resize",
              "routing",
              "routing_partition_size",
              "blocks"));
      ((ObjectNode) index.path("mappings")).remove("_meta");
    }
    return all.toPrettyString();
  }

  /** Stands for the death of the process: from one request on that changes something, none is. */
  @Test
  void aDeathBeforeAnyChangeIsMadeUpForByTheNextCall() throws IOException {
    GenerationId generation = published();
    store().activate(generation);
    String from = "viewer";
    boolean died = true;
    int step = 0;
    while (died) {
      step++;
      KeyId key = new KeyId("%08x".formatted(step));
      String to = "turn%02d".formatted(step);
      AtomicInteger changes = new AtomicInteger(step);
      AtomicBoolean dead = new AtomicBoolean();
      try (RestClient mortal =
          TestIndices.clientOf(
              SharedElasticsearch.get(),
              (request, context) -> {
                if (dead.get() || (isChange(request) && changes.decrementAndGet() == 0)) {
                  dead.set(true);
                  throw new IOException("The process died.");
                }
              })) {
        rewrite(mortal, RATINGS, key, from, to);
        died = false;
      } catch (StoreUnavailableException e) {
        rewrite(indices.client(), RATINGS, key, from, to);
      }
      assertThat(everything()).as("death before change %d", step).doesNotContain(from + "_0");
      Pseudonym viewer = renamed(Publishing.viewer(1), "viewer", to);
      assertThat(
              new ElasticsearchRatings(indices.client(), indices.prefix(), CallPolicy.NONE)
                  .by(generation, List.of(viewer)))
          .as("death before change %d", step)
          .extracting(Rating::movie)
          .containsExactly(MOVIE);
      assertThat(store().serving()).contains(generation);
      assertThat(store().lack(generation)).isEmpty();
      from = to;
    }
    assertThat(step).isGreaterThan(10);
  }

  private static boolean isChange(HttpRequest request) {
    String uri = request.getRequestLine().getUri();
    return !request.getRequestLine().getMethod().equals("GET")
        && !uri.contains("/_search")
        && !uri.contains("_pit");
  }

  private GenerationId published() {
    return new Publishing().rating(1, 10, 4.5).publish(store());
  }

  private ElasticsearchLiveRatings live() {
    return new ElasticsearchLiveRatings(indices.client(), indices.prefix());
  }

  /** Those places whose names begin so. */
  private void rewrite(RestClient client, String names, KeyId key, String from, String to) {
    ElasticsearchPseudonymStore store = pseudonyms(client);
    for (Place place : store.places()) {
      if (!place.name().startsWith(names)) {
        continue;
      }
      PseudonymChange change =
          new PseudonymChange(viewer -> renamed(viewer, from, to), hash -> hash, entry -> entry);
      store.rewrite(place, key, change, written -> {});
    }
  }

  private static Pseudonym renamed(Pseudonym viewer, String from, String to) {
    return new Pseudonym(viewer.value().replace(from, to));
  }
}
