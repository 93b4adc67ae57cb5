package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Writes one generation in bulk, and keeps count of what was acknowledged. */
final class ElasticsearchPublication implements Publication {
  private final JsonTransport transport;
  private final IndexNames names;
  private final GenerationId generation;
  private final BulkWriter writer;
  private final Seal seal;
  private final Map<GenerationIndex, Long> acknowledged = new EnumMap<>(GenerationIndex.class);

  ElasticsearchPublication(
      JsonTransport transport,
      IndexNames names,
      PublishingSettings settings,
      GenerationId generation) {
    this.transport = transport;
    this.names = names;
    this.generation = generation;
    this.writer = new BulkWriter(transport, settings);
    this.seal = new Seal(transport, names);
  }

  @Override
  public GenerationId generation() {
    return generation;
  }

  @Override
  public void ratings(Stream<PublishedRating> ratings, LongConsumer written) {
    write(GenerationIndex.RATINGS, ratings, new RatingDocument(), written);
  }

  @Override
  public void recommendations(Stream<PublishedViewer> viewers, LongConsumer written) {
    write(GenerationIndex.RECOMMENDATIONS, viewers, new ViewerDocument(), written);
  }

  @Override
  public void movies(Stream<PublishedMovie> movies, LongConsumer written) {
    write(GenerationIndex.MOVIES, movies, new MovieDocument(), written);
  }

  @Override
  public Counts seal() {
    restoreSettings();
    String all = "/" + names.all(generation);
    transport.call("POST", all + "/_flush");
    new SegmentMerge(transport).of(names.all(generation));
    transport.call("POST", all + "/_refresh");
    Counts written =
        new Counts(
            acknowledged(GenerationIndex.MOVIES),
            acknowledged(GenerationIndex.RATINGS),
            acknowledged(GenerationIndex.RECOMMENDATIONS));
    seal.verify(generation, written);
    seal.put(generation, written);
    return written;
  }

  private <T> void write(
      GenerationIndex index, Stream<T> things, BulkDocument<T> document, LongConsumer written) {
    long more = writer.write(names.of(index, generation), things, document, written);
    acknowledged.merge(index, more, Long::sum);
  }

  private long acknowledged(GenerationIndex index) {
    return acknowledged.getOrDefault(index, 0L);
  }

  private void restoreSettings() {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ObjectNode properties = body.putObject("index");
    properties.putNull("refresh_interval");
    properties.putObject("translog").putNull("durability");
    transport.call("PUT", "/" + names.all(generation) + "/_settings", body);
  }
}
