package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Keeps one document for each pair of viewer and movie, in an index that no generation touches. The
 * last write wins; times are kept to the millisecond. Safe for use by several threads and
 * processes.
 */
public final class ElasticsearchLiveRatings implements LiveRatings {
  /** What the index is called, after the prefix. */
  static final String INDEX = "live-ratings";

  private final StandingIndex changes;

  /** The same without bounds on calls. */
  public ElasticsearchLiveRatings(RestClient client, String prefix) {
    this(client, prefix, CallPolicy.NONE);
  }

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call, but for those that make the index
   */
  public ElasticsearchLiveRatings(RestClient client, String prefix, CallPolicy policy) {
    this.changes =
        new StandingIndex(
            new JsonTransport(client),
            new JsonTransport(client, policy),
            new IndexNames(prefix),
            INDEX);
  }

  /**
   * Makes the index unless it is there; the first change would do so too, but for a moment whoever
   * reads an index that is being made meets an outage.
   */
  public void prepare() {
    changes.prepare();
  }

  @Override
  public void put(RatingChange change) {
    changes.put(change, new LiveRatingDocument());
  }

  @Override
  public List<RatingChange> by(Collection<Pseudonym> viewers) {
    if (viewers.isEmpty()) {
      return List.of();
    }
    Map<Pseudonym, Integer> read = new HashMap<>();
    return Search.paged(changes::search, LiveRatingDocument.newestOf(viewers))
        .map(LiveRatingDocument::read)
        .filter(change -> read.merge(change.viewer(), 1, Integer::sum) <= MOST_OF_A_VIEWER)
        .toList();
  }

  /** At most 10,000, however high the limit. */
  @Override
  public List<RatingChange> about(MovieId movie, int limit) {
    return Search.hits(changes.search(LiveRatingDocument.newestAbout(movie, limit)))
        .map(LiveRatingDocument::read)
        .toList();
  }

  @Override
  public Map<MovieId, Long> timesRatedAfter(Instant from, ViewerSet uncounted) {
    return RecentRatings.timesRated(changes::search, "gt", from, RecentRatings.by(uncounted));
  }

  @Override
  public long countBefore(Instant time) {
    return changes.count(LiveRatingDocument.ratedBefore(time));
  }

  @Override
  public long removeBefore(Instant time) {
    return changes.remove(LiveRatingDocument.ratedBefore(time));
  }

  @Override
  public Instant newest(ViewerSet uncounted) {
    return RecentRatings.newest(changes::search, RecentRatings.by(uncounted));
  }

  /** Makes the index, too: a run reads all before there is a generation that could be served. */
  @Override
  public Stream<RatingChange> all() {
    changes.prepare();
    return Search.paged(changes::search, LiveRatingDocument.all()).map(LiveRatingDocument::read);
  }

  @Override
  public Optional<NumberedChange> newestNumbered() {
    return Search.hits(changes.searchOneCopy(LiveRatingDocument.newestNumbered()))
        .map(LiveRatingDocument::readNumbered)
        .findFirst();
  }

  @Override
  public Stream<NumberedChange> numberedFrom(long least) {
    return Search.paged(changes::searchOneCopy, LiveRatingDocument.numberedFrom(least))
        .map(LiveRatingDocument::readNumbered);
  }

  @Override
  public long erase(Collection<Pseudonym> viewers) {
    return changes.removeAllOf(viewers);
  }
}
