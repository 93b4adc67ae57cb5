package io.cinephile.adapters.spark;

import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Live ratings as they lie in the driver's memory: 16 bytes a change, and a pseudonym a viewer.
 *
 * @param viewers different ones
 * @param viewerOf place of each change's viewer in that list
 * @param movies of each change
 * @param verdicts of each change; see {@link PackedVerdict}
 */
record LiveChanges(
    List<Pseudonym> viewers,
    int[] viewerOf,
    int[] movies,
    long[] verdicts,
    LiveRatingsIdentity identity) {
  private static final long BETWEEN_REPORTS = 10_000;

  /**
   * @param changes by viewer, then by movie
   */
  static LiveChanges read(Supplier<Stream<RatingChange>> changes, SourcingListener progress) {
    Reader reader = new Reader(progress);
    try (Stream<RatingChange> opened = changes.get()) {
      opened.forEachOrdered(reader::read);
    }
    return new LiveChanges(
        reader.viewers,
        reader.viewerOf.build().toArray(),
        reader.movies.build().toArray(),
        reader.verdicts.build().toArray(),
        reader.digest.identity());
  }

  int size() {
    return movies.length;
  }

  private static final class Reader {
    private final SourcingListener progress;
    private final LiveRatingsIdentity.Digest digest = new LiveRatingsIdentity.Digest();
    private final List<Pseudonym> viewers = new ArrayList<>();
    private final IntStream.Builder viewerOf = IntStream.builder();
    private final IntStream.Builder movies = IntStream.builder();
    private final LongStream.Builder verdicts = LongStream.builder();
    private long read;

    Reader(SourcingListener progress) {
      this.progress = progress;
    }

    void read(RatingChange change) {
      digest.add(change);
      // They come by viewer, so that somebody else than the last one has not been there before.
      if (viewers.isEmpty() || !viewers.get(viewers.size() - 1).equals(change.viewer())) {
        viewers.add(change.viewer());
      }
      viewerOf.add(viewers.size() - 1);
      movies.add(change.movie().value());
      long halfStars = change.stars().map(stars -> Math.round(2 * stars.value())).orElse(0L);
      verdicts.add(PackedVerdict.of(change.time().getEpochSecond(), halfStars));
      if (++read % BETWEEN_REPORTS == 0) {
        progress.progressed("reading live ratings, %,d so far".formatted(read), 0);
      }
    }
  }
}
