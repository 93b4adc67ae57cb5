package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.MovieFactors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Keeps each generation in three indices of its own; an alias for each of the three says which one
 * is served. A generation is whole when it is sealed and still has as many documents as when it
 * was. Safe for use by several threads and processes.
 */
public final class ElasticsearchRecommendationStore implements RecommendationStore {
  /** To flush some ten million ratings takes longer than a reader would wait. */
  private static final Duration WRITING_PATIENCE = Duration.ofMinutes(5);

  /** Movies that are read at once: a few megabytes. */
  private static final int PAGE = 5_000;

  private final JsonTransport transport;
  private final JsonTransport serving;
  private final JsonTransport writing;
  private final IndexNames names;
  private final PublishingSettings settings;
  private final Seal seal;
  private final Object erasing = new Object();

  /** The same without bounds on calls. */
  public ElasticsearchRecommendationStore(
      RestClient client, String prefix, PublishingSettings settings) {
    this(client, prefix, settings, CallPolicy.NONE);
  }

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names: up to 40 lower-case letters, digits and hyphens
   * @param policy bounds each call that a request waits for; not those that publish, judge,
   *     activate or read a whole generation
   */
  public ElasticsearchRecommendationStore(
      RestClient client, String prefix, PublishingSettings settings, CallPolicy policy) {
    this.transport = new JsonTransport(client);
    this.serving = new JsonTransport(client, policy);
    this.writing = new JsonTransport(client, WRITING_PATIENCE);
    this.names = new IndexNames(prefix);
    this.settings = settings;
    this.seal = new Seal(transport, names);
  }

  @Override
  public Publication open(GenerationId generation) {
    Optional<KeyId> key = KeyInUse.read(transport, names);
    for (GenerationIndex index : GenerationIndex.values()) {
      create(index, generation, key);
    }
    return new ElasticsearchPublication(writing, names, settings, generation);
  }

  @Override
  public void activate(GenerationId generation) {
    do {
      seal.verify(generation);
    } while (!moveAliases(generation));
  }

  /** Whether it was done: it is not where the aliases, or the indices, changed meanwhile. */
  private boolean moveAliases(GenerationId generation) {
    JsonNode indices = indices();
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ArrayNode actions = body.putArray("actions");
    for (GenerationIndex index : GenerationIndex.values()) {
      String alias = names.alias(index);
      // Each by its name, and only if it still has the alias: what a pattern stands for is looked
      // up before the call has its turn, so that of two that race neither would see the other.
      for (Map.Entry<String, JsonNode> holder : indices.properties()) {
        if (holder.getValue().path("aliases").has(alias)) {
          action(actions, "remove", holder.getKey(), alias).put("must_exist", true);
        }
      }
      action(actions, "add", names.of(index, generation), alias);
    }
    try {
      transport.call("POST", "/_aliases", body);
      return true;
    } catch (RequestRefusedException e) {
      if (e.isMissing()) {
        return false;
      }
      throw e;
    }
  }

  private static ObjectNode action(ArrayNode actions, String type, String index, String alias) {
    return actions.addObject().putObject(type).put("index", index).put("alias", alias);
  }

  @Override
  public Optional<String> lack(GenerationId generation) {
    return seal.lack(generation);
  }

  @Override
  public Optional<GenerationId> serving() {
    String alias = names.alias(GenerationIndex.MOVIES);
    return serving
        .callIfFound("GET", "/_alias/" + alias)
        .flatMap(indices -> generations(indices).stream().findFirst());
  }

  @Override
  public List<GenerationId> stored() {
    return List.copyOf(generations(indices()));
  }

  @Override
  public void delete(GenerationId generation) {
    if (serving().equals(Optional.of(generation))) {
      throw new IllegalStateException("The generation %s is being served.".formatted(generation));
    }
    transport.call("DELETE", "/" + names.all(generation) + "?ignore_unavailable=true");
  }

  @Override
  public List<ViewerProfile> profiles(GenerationId generation, Collection<Pseudonym> viewers) {
    return ofViewers(generation, viewers, ViewerDocument::profileSearch, ViewerDocument::profile);
  }

  @Override
  public List<Ballot> ballots(GenerationId generation, Collection<Pseudonym> viewers, int depth) {
    return ofViewers(
        generation,
        viewers,
        ViewerDocument::ballotSearch,
        hit -> ViewerDocument.ballot(hit, depth));
  }

  private <T> List<T> ofViewers(
      GenerationId generation,
      Collection<Pseudonym> viewers,
      Function<Collection<String>, ObjectNode> search,
      Function<JsonNode, T> read) {
    List<String> ids = viewers.stream().map(Pseudonym::value).distinct().toList();
    String path = Search.path(names.of(GenerationIndex.RECOMMENDATIONS, generation));
    List<T> found = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += Search.MOST_HITS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + Search.MOST_HITS));
      Search.hits(serving.call("POST", path, search.apply(some)))
          .forEach(hit -> found.add(read.apply(hit)));
    }
    return found;
  }

  @Override
  public Counts held(GenerationId generation, Collection<Pseudonym> viewers) {
    return new Counts(
        0,
        ViewerDeletion.count(names.of(GenerationIndex.RATINGS, generation), viewers, transport),
        ViewerDeletion.count(
            names.of(GenerationIndex.RECOMMENDATIONS, generation), viewers, transport));
  }

  /** Several servers may erase from the same generation at once. */
  @Override
  public boolean erase(GenerationId generation, Collection<Pseudonym> viewers) {
    synchronized (erasing) {
      return seal.throughDeletion(
          generation,
          () -> held(generation, viewers),
          () -> {
            for (GenerationIndex index :
                List.of(GenerationIndex.RATINGS, GenerationIndex.RECOMMENDATIONS)) {
              ViewerDeletion.from(names.of(index, generation), viewers, writing);
            }
          });
    }
  }

  @Override
  public Stream<LearntMovie> movies(GenerationId generation) {
    return pages(generation, MovieDocument.learntSearch(PAGE)).map(MovieDocument::learnt);
  }

  @Override
  public List<MovieFactors> holdoutFactors(GenerationId generation) {
    return pages(generation, MovieDocument.holdoutSearch(PAGE))
        .map(MovieDocument::holdoutFactors)
        .toList();
  }

  /** None where the generation is not stored. */
  private Stream<JsonNode> pages(GenerationId generation, ObjectNode body) {
    return Search.paged(page -> page(generation, page), body);
  }

  private JsonNode page(GenerationId generation, JsonNode body) {
    try {
      String path = Search.strictPath(names.of(GenerationIndex.MOVIES, generation));
      return transport.call("POST", path, body);
    } catch (RequestRefusedException e) {
      if (!e.isMissing()) {
        throw e;
      }
      if (Search.isFirstPage(body)) {
        return JsonTransport.JSON.createObjectNode();
      }
      throw new StoreUnavailableException(
          "The generation %s was deleted while it was read.".formatted(generation), e);
    }
  }

  private void create(GenerationIndex index, GenerationId generation, Optional<KeyId> key) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ObjectNode properties = body.putObject("settings").putObject("index");
    properties.put("number_of_shards", settings.shards());
    properties.put("number_of_replicas", settings.replicas());
    // Nobody reads before the seal, which refreshes and makes all of it durable.
    properties.put("refresh_interval", "-1");
    properties.putObject("translog").put("durability", "async");
    if (!index.order().isEmpty()) {
      ArrayNode fields = properties.putArray("sort.field");
      ArrayNode directions = properties.putArray("sort.order");
      index.order().forEach(field -> fields.add(field.name()));
      index.order().forEach(field -> directions.add(field.direction()));
    }
    body.set("mappings", PseudonymMark.put(key, Mapping.of(index.title())));
    try {
      transport.call("PUT", "/" + names.of(index, generation), body);
    } catch (RequestRefusedException e) {
      if (e.isAlreadyThere()) {
        throw new IllegalStateException(
            "The generation %s is there already.".formatted(generation), e);
      }
      throw e;
    }
  }

  /** Whatever generations have, with the aliases of each index. */
  private JsonNode indices() {
    return transport.call("GET", "/" + names.patterns() + "/_alias");
  }

  private NavigableSet<GenerationId> generations(JsonNode indices) {
    NavigableSet<GenerationId> generations = new TreeSet<>();
    indices
        .fieldNames()
        .forEachRemaining(name -> names.generation(name).ifPresent(generations::add));
    return generations;
  }
}
