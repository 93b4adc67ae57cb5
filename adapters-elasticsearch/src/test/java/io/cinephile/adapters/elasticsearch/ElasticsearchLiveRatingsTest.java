package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.contracts.LiveRatingsContract;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchLiveRatingsTest extends LiveRatingsContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected LiveRatings empty() {
    return elsewhere();
  }

  @Override
  protected LiveRatings elsewhere() {
    return new ElasticsearchLiveRatings(indices.client(), indices.prefix());
  }

  @Test
  void readsTheNewestOfAViewerWhoChangedMoreThanIsReadAndAllOfEverybody() {
    int many = LiveRatings.MOST_OF_A_VIEWER + 1;
    ElasticsearchLiveRatings ratings =
        new ElasticsearchLiveRatings(indices.client(), indices.prefix());
    ratings.prepare();
    String index = indices.names().standing("live-ratings");
    new BulkWriter(indices.transport(), PublishingSettings.DEFAULT)
        .write(
            index,
            IntStream.rangeClosed(1, many).mapToObj(n -> change(1, n)),
            new LiveRatingDocument(),
            n -> {});
    ratings.put(change(2, 1));
    assertThat(ratings.by(List.of(Publishing.viewer(1), Publishing.viewer(2))))
        .hasSize(LiveRatings.MOST_OF_A_VIEWER + 1)
        .startsWith(change(1, many))
        .contains(change(2, 1))
        .doesNotContain(change(1, 1));
    try (Stream<RatingChange> all = ratings.all()) {
      assertThat(all).hasSize(many + 1).doesNotHaveDuplicates();
    }
  }

  private static RatingChange change(int viewer, int movie) {
    return new RatingChange(
        Publishing.viewer(viewer),
        new MovieId(movie),
        Optional.of(new Stars(3.5)),
        Instant.ofEpochSecond(movie));
  }
}
