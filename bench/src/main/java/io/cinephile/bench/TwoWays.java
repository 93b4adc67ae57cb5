package io.cinephile.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.adapters.elasticsearch.CallPolicy;
import io.cinephile.adapters.elasticsearch.ElasticsearchRatings;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.PublishingSettings;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.FactorIndex;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.AudienceVote;
import io.cinephile.domain.recommendation.AudienceVote.Vote;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * Does the same in two ways, by turns, one request after another (a closed loop: it compares work,
 * not service under load), and prints the durations side by side. Used by one thread.
 */
final class TwoWays {
  /** As many as {@code RecommendByTitle} asks and ranks. */
  private static final int ELECTORATE = 300;

  private static final int CANDIDATES = 300;

  private static final int FIRST_PAGE = 10;
  private static final int WARM_UP = 200;
  private static final int QUERIES = 1_000;
  private static final int AUDIENCES = 200;
  private static final String SCRATCH = "bench-audiences";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;
  private final String prefix;
  private final GenerationId generation;
  private final RecommendationStore store;
  private final Ratings ratings;
  private final FactorIndex movies;
  private final List<float[]> vectors;
  private final Random random;
  private final double[] weights;

  /**
   * @param users the ids are "1" to this number
   */
  TwoWays(
      RestClient client,
      String prefix,
      GenerationId generation,
      Pseudonymiser pseudonymiser,
      int users,
      long seed) {
    this.client = client;
    this.prefix = prefix;
    this.generation = generation;
    this.store = new ElasticsearchRecommendationStore(client, prefix, PublishingSettings.DEFAULT);
    this.ratings = new ElasticsearchRatings(client, prefix, CallPolicy.NONE);
    this.random = new Random(seed);
    try (Stream<LearntMovie> learnt = store.movies(generation)) {
      this.movies = FactorIndex.of(learnt);
    }
    Set<Pseudonym> viewers =
        random
            .ints(QUERIES, 1, users + 1)
            .mapToObj(user -> pseudonymiser.of(new UserId("" + user)))
            .collect(Collectors.toSet());
    this.vectors =
        store.profiles(generation, viewers).stream()
            .map(ViewerProfile::rankingFactors)
            .filter(vector -> vector.length > 0)
            .toList();
    this.weights =
        IntStream.range(0, movies.size())
            .mapToDouble(row -> movies.entry(row).statistics().ratings())
            .toArray();
  }

  /** Prints one table for the best movies and one for audiences. */
  String tables() {
    return """
    | the ten best of %,d movies | queries | Elasticsearch kNN p50 ms | p99 ms | scan in memory p50 ms \
    | p99 ms | kNN/scan p50 | p99 | same ten |
    | --- | --: | --: | --: | --: | --: | --: | --: | --: |
    %s%s
    | the vote of an audience of up to %d | audiences | one search p50 ms | p99 ms \
    | one stored document p50 ms | p99 ms | search/document p50 | p99 | same votes |
    | --- | --: | --: | --: | --: | --: | --: | --: | --: |
    %s"""
        .formatted(movies.size(), best(false), best(true), ELECTORATE, audiences());
  }

  private String best(boolean filtered) {
    Latencies inElasticsearch = new Latencies();
    Latencies inMemory = new Latencies();
    List<String> genres = List.copyOf(movies.genres());
    int same = 0;
    for (int i = -WARM_UP; i < QUERIES; i++) {
      float[] vector = vectors.get(Math.floorMod(i, vectors.size()));
      Optional<String> genre =
          filtered ? Optional.of(genres.get(random.nextInt(genres.size()))) : Optional.empty();
      boolean counts = i >= 0;
      Set<MovieId> found =
          (counts ? inElasticsearch : new Latencies()).time(() -> nearest(vector, genre));
      Set<MovieId> scanned = (counts ? inMemory : new Latencies()).time(() -> scan(vector, genre));
      same += counts && found.equals(scanned) ? 1 : 0;
    }
    return row(
        filtered ? "with a filter by genre" : "of all",
        inElasticsearch,
        inMemory,
        "%.1f %%".formatted(100.0 * same / QUERIES));
  }

  private Set<MovieId> nearest(float[] vector, Optional<String> genre) {
    ObjectNode body = JSON.createObjectNode().put("size", FIRST_PAGE).put("_source", false);
    body.put("track_total_hits", false);
    body.putArray("docvalue_fields").add("id");
    ObjectNode knn = body.putObject("knn").put("field", "factors").put("k", FIRST_PAGE);
    knn.put("num_candidates", FIRST_PAGE);
    ArrayNode query = knn.putArray("query_vector");
    for (float component : vector) {
      query.add(component);
    }
    genre.ifPresent(it -> knn.putObject("filter").putObject("term").put("genres", it));
    Set<MovieId> found = new HashSet<>();
    call("POST", "/" + prefix + "-movies-" + generation + "/_search", body)
        .path("hits")
        .path("hits")
        .forEach(hit -> found.add(new MovieId(hit.path("fields").path("id").path(0).asInt())));
    return found;
  }

  private Set<MovieId> scan(float[] vector, Optional<String> genre) {
    MovieFilter filter =
        new MovieFilter(
            genre.map(Set::of).orElse(Set.of()),
            GenreMatch.ANY,
            Optional.empty(),
            Optional.empty(),
            0,
            Set.of());
    IntPredicate passing = movies.passing(filter);
    return movies.best(vector, passing, FIRST_PAGE).stream()
        .map(scored -> movies.entry(scored.row()).id())
        .collect(Collectors.toSet());
  }

  private String audiences() {
    List<MovieId> asked = random.ints(AUDIENCES, 0, 1).mapToObj(i -> ratedMovie()).toList();
    List<List<Pseudonym>> members =
        asked.stream()
            .map(movie -> ratings.audienceOf(generation, movie, ELECTORATE).members())
            .toList();
    Latencies searched = new Latencies();
    Latencies read = new Latencies();
    int same = 0;
    try {
      for (int i = 0; i < AUDIENCES; i++) {
        keep(i, vote(members.get(i)));
      }
      for (int round = 0; round < 2; round++) {
        boolean counts = round == 1;
        for (int i = 0; i < AUDIENCES; i++) {
          List<Pseudonym> audience = members.get(i);
          int number = i;
          List<Standing> now = (counts ? searched : new Latencies()).time(() -> vote(audience));
          List<Standing> kept = (counts ? read : new Latencies()).time(() -> kept(number));
          same += counts && now.equals(kept) ? 1 : 0;
        }
      }
    } finally {
      call("DELETE", "/" + SCRATCH + "?ignore_unavailable=true", null);
    }
    return row(
        "movies drawn as they are rated",
        searched,
        read,
        "%.1f %%".formatted(100.0 * same / AUDIENCES));
  }

  private MovieId ratedMovie() {
    double at = random.nextDouble() * Arrays.stream(weights).sum();
    int row = 0;
    while (row < weights.length - 1 && at >= weights[row]) {
      at -= weights[row++];
    }
    return movies.entry(row).id();
  }

  /** What is kept of a vote. */
  private record Standing(int movie, double score, int supporters, double stars) {
    static Standing of(Vote vote) {
      return new Standing(
          vote.entry().id().value(), vote.score(), vote.supporters(), vote.predictedStars());
    }
  }

  /** What {@code RecommendByTitle} does when it does not know the vote. */
  private List<Standing> vote(List<Pseudonym> members) {
    List<Ballot> ballots = store.ballots(generation, members, AudienceVote.BALLOT_DEPTH);
    AudienceVote vote = new AudienceVote();
    ballots.forEach(vote::add);
    List<MovieId> candidates = vote.candidates(movie -> true, CANDIDATES);
    List<CatalogueEntry> entries =
        candidates.stream().map(movie -> movies.entry(movies.row(movie).orElseThrow())).toList();
    return vote.rank(entries, Ballot.timesRated(ballots, candidates)).stream()
        .map(Standing::of)
        .toList();
  }

  private void keep(int number, List<Standing> votes) {
    ObjectNode document = JSON.createObjectNode();
    document.set("votes", JSON.valueToTree(votes));
    if (number == 0) {
      ObjectNode index = JSON.createObjectNode();
      index.putObject("settings").put("number_of_shards", 1).put("number_of_replicas", 0);
      // Stored and never searched, which is the best that such a document can have.
      index.putObject("mappings").put("enabled", false);
      call("PUT", "/" + SCRATCH, index);
    }
    call("PUT", "/" + SCRATCH + "/_doc/" + number + "?refresh=true", document);
  }

  private List<Standing> kept(int number) {
    List<Standing> votes = new ArrayList<>();
    for (JsonNode vote : call("GET", "/" + SCRATCH + "/_source/" + number, null).path("votes")) {
      votes.add(
          new Standing(
              vote.path("movie").asInt(),
              vote.path("score").asDouble(),
              vote.path("supporters").asInt(),
              vote.path("stars").asDouble()));
    }
    return votes;
  }

  private JsonNode call(String method, String path, JsonNode body) {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body.toString());
    }
    try (InputStream answer = client.performRequest(request).getEntity().getContent()) {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String name, Latencies one, Latencies other, String same) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s | %.1f | %.1f | %s |%n",
        name,
        one.count(),
        one.text(50),
        one.text(99),
        other.text(50),
        other.text(99),
        one.millis(50) / other.millis(50),
        one.millis(99) / other.millis(99),
        same);
  }
}
