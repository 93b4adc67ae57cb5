package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.contracts.LiveRatingsContract;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
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
    ElasticsearchLiveRatings ratings = withChanges(many);
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

  /** A run does so before anything is served, so that no answer meets an index in the making. */
  @Test
  void isThereForAllOnceSomebodyHasReadAll() {
    try (Stream<RatingChange> all = empty().all()) {
      assertThat(all).isEmpty();
    }
    String index = "/" + indices.names().standing(ElasticsearchLiveRatings.INDEX);
    assertThat(indices.transport().callIfFound("GET", index)).isPresent();
  }

  @Test
  void missesNothingThatIsChangedWhileManyAreRead() {
    int many = 1_500;
    ElasticsearchLiveRatings ratings = withChanges(many);
    ratings.put(change(2, 1)); // after which searches find them all
    List<NumberedChange> read = new ArrayList<>();
    try (Stream<NumberedChange> all = ratings.numberedFrom(0)) {
      Iterator<NumberedChange> each = all.iterator();
      read.add(each.next());
      ratings.put(change(1, many)); // would have been on the second page
      each.forEachRemaining(read::add);
    }
    assertThat(read).hasSize(many + 1);
    assertThat(read.get(many).movie()).isEqualTo(new MovieId(many));
    assertThat(read).extracting(NumberedChange::movie).contains(new MovieId(many - 1));
  }

  /** Of one viewer, about as many movies. */
  private ElasticsearchLiveRatings withChanges(int many) {
    ElasticsearchLiveRatings ratings =
        new ElasticsearchLiveRatings(indices.client(), indices.prefix());
    ratings.prepare();
    new BulkWriter(indices.transport(), PublishingSettings.DEFAULT)
        .write(
            indices.names().standing(ElasticsearchLiveRatings.INDEX),
            IntStream.rangeClosed(1, many).mapToObj(n -> change(1, n)),
            new LiveRatingDocument(),
            n -> {});
    return ratings;
  }

  private static RatingChange change(int viewer, int movie) {
    return new RatingChange(
        Publishing.viewer(viewer),
        new MovieId(movie),
        Optional.of(new Stars(3.5)),
        Instant.ofEpochSecond(movie));
  }
}
