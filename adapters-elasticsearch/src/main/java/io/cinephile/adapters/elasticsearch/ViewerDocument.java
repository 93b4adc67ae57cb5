package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationList;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * A viewer's recommendations and what the model learnt about the viewer.
 *
 * <p>A title is answered from some hundred of these documents, so the recommendations lie in one
 * binary field, best first, in big-endian order: movie (int), score (float), predicted stars
 * (float). Read from its doc values that takes a fifth of the time that the same numbers take in
 * the source. Scores and stars are learnt as floats, so nothing is lost. The movies stand in a
 * field of their own once more, for charts. What the viewer rated, and cannot vote for, lies beside
 * it, so that a vote needs no other search; a generation of before has no such field, and its votes
 * are counted as if nobody had rated anything else.
 */
final class ViewerDocument implements BulkDocument<PublishedViewer> {
  private static final String VIEWER = "viewer";
  private static final String RECOMMENDATIONS = "recommendations";
  private static final String RATED = "rated";
  private static final String RANKING_FACTORS = "ranking_factors";
  private static final String STAR_FACTORS = "star_factors";
  private static final int BYTES_EACH = Integer.BYTES + 2 * Float.BYTES;

  @Override
  public String id(PublishedViewer viewer) {
    return viewer.viewer().value();
  }

  @Override
  public void fields(PublishedViewer viewer, JsonGenerator json) throws IOException {
    ViewerProfile profile = viewer.profile();
    List<Recommendation> best = profile.recommendations().recommendations();
    json.writeStringField(VIEWER, id(viewer));
    if (!best.isEmpty()) {
      json.writeArrayFieldStart("movies");
      for (Recommendation recommendation : best) {
        json.writeNumber(recommendation.movie().value());
      }
      json.writeEndArray();
      json.writeBinaryField(RECOMMENDATIONS, packed(best));
    }
    PackedNumbers.write(json, RATED, viewer.rated());
    PackedFloats.write(json, RANKING_FACTORS, profile.rankingFactors());
    PackedFloats.write(json, STAR_FACTORS, profile.starFactors());
  }

  static ObjectNode ballotSearch(Collection<String> viewers) {
    return Search.docValues(viewers, RECOMMENDATIONS, RATED);
  }

  /** Reads a hit of that search, up to the depth. */
  static Ballot ballot(JsonNode hit, int depth) {
    ByteBuffer packed = PackedFloats.bytes(hit, RECOMMENDATIONS);
    int[] movies = new int[Math.min(depth, packed.remaining() / BYTES_EACH)];
    float[] stars = new float[movies.length];
    for (int place = 0; place < movies.length; place++) {
      movies[place] = packed.getInt();
      packed.getFloat(); // the score, which is this viewer's alone
      stars[place] = packed.getFloat();
    }
    return new Ballot(movies, stars, PackedNumbers.read(hit, RATED));
  }

  static ObjectNode profileSearch(Collection<String> viewers) {
    return askProfile(Search.ids(viewers));
  }

  /** Has a search ask for profiles. */
  static ObjectNode askProfile(ObjectNode body) {
    return Search.onlyDocValues(body, VIEWER, RECOMMENDATIONS, RANKING_FACTORS, STAR_FACTORS);
  }

  /** Reads a hit of a search that asked so. */
  static ViewerProfile profile(JsonNode hit) {
    String viewer = hit.path("fields").path(VIEWER).path(0).asText();
    RecommendationList best = unpacked(PackedFloats.bytes(hit, RECOMMENDATIONS));
    return new ViewerProfile(
        new ViewerRecommendations(new Pseudonym(viewer), best),
        PackedFloats.read(hit, RANKING_FACTORS),
        PackedFloats.read(hit, STAR_FACTORS));
  }

  private static byte[] packed(List<Recommendation> best) {
    ByteBuffer bytes = ByteBuffer.allocate(best.size() * BYTES_EACH);
    for (Recommendation recommendation : best) {
      bytes.putInt(recommendation.movie().value());
      bytes.putFloat((float) recommendation.score());
      bytes.putFloat((float) recommendation.predictedStars());
    }
    return bytes.array();
  }

  private static RecommendationList unpacked(ByteBuffer packed) {
    int[] movies = new int[packed.remaining() / BYTES_EACH];
    double[] scores = new double[movies.length];
    double[] stars = new double[movies.length];
    for (int place = 0; place < movies.length; place++) {
      movies[place] = packed.getInt();
      scores[place] = packed.getFloat();
      stars[place] = packed.getFloat();
    }
    return new RecommendationList(movies, scores, stars);
  }
}
