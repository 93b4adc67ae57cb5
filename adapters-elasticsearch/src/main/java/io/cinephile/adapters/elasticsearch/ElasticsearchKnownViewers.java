package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.elasticsearch.client.RestClient;

/**
 * Reads profiles and live ratings in one search over both indices: a call costs Elasticsearch more
 * than what is searched for. Viewers who have changed so much that one page does not hold it are
 * read in two. Safe for use by several threads.
 */
public final class ElasticsearchKnownViewers implements KnownViewers {
  /** Changes that fit beside the profiles; room costs each shard a little. */
  private static final int ROOM = 200;

  private final JsonTransport transport;
  private final IndexNames names;
  private final KnownViewers inTwoReadings;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call
   */
  public ElasticsearchKnownViewers(RestClient client, String prefix, CallPolicy policy) {
    this.transport = new JsonTransport(client, policy);
    this.names = new IndexNames(prefix);
    this.inTwoReadings =
        KnownViewers.inTwoReadings(
            new ElasticsearchRecommendationStore(
                client, prefix, PublishingSettings.DEFAULT, policy),
            new ElasticsearchLiveRatings(client, prefix, policy));
  }

  @Override
  public Known read(GenerationId generation, Collection<Pseudonym> viewers) {
    if (viewers.isEmpty()) {
      return new Known(List.of(), List.of());
    }
    int most = viewers.size() + ROOM;
    List<JsonNode> hits =
        Search.hits(transport.call("POST", path(generation), search(viewers, most))).toList();
    if (hits.size() == most) {
      return inTwoReadings.read(generation, viewers);
    }
    List<ViewerProfile> profiles = new ArrayList<>();
    List<RatingChange> changes = new ArrayList<>();
    for (JsonNode hit : hits) {
      if (LiveRatingDocument.isOne(hit)) {
        changes.add(LiveRatingDocument.read(hit));
      } else {
        profiles.add(ViewerDocument.profile(hit));
      }
    }
    changes.sort(RatingChange.NEWEST_FIRST);
    return new Known(profiles, changes);
  }

  private String path(GenerationId generation) {
    return Search.path(
        names.of(GenerationIndex.RECOMMENDATIONS, generation)
            + ","
            + names.standing(ElasticsearchLiveRatings.INDEX));
  }

  /** Not sorted: to sort by a field is one more step for Elasticsearch where there are shards. */
  private static ObjectNode search(Collection<Pseudonym> viewers, int size) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", false);
    Search.ofViewers(body, viewers);
    ViewerDocument.askProfile(body);
    LiveRatingDocument.askChange(body);
    return body;
  }
}
