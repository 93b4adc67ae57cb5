package io.cinephile.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.bench.SyntheticData.Size;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.Rating;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticDataTest {
  private static final Size SIZE = new Size(2_000, 1_000, 20_000, 42);

  private final SyntheticData data = data(SIZE);

  private static SyntheticData data(Size size) {
    return new SyntheticData(size, new Pseudonymiser(new byte[Pseudonymiser.KEY_BYTES]));
  }

  @Test
  void theSameSeedMakesUpTheSameViewers() {
    assertThat(data.viewer(7).ratings()).isEqualTo(data(SIZE).viewer(7).ratings());
    assertThat(data.viewer(7).ranking()).isEqualTo(data(SIZE).viewer(7).ranking());
    assertThat(data.viewer(7).ratings())
        .isNotEqualTo(data(new Size(2_000, 1_000, 20_000, 43)).viewer(7).ratings());
  }

  @Test
  void noTwoTitlesFoldToTheSame() {
    assertThat(IntStream.range(0, 2_000).mapToObj(data::movie))
        .extracting(movie -> FoldedTitle.of(movie.title()).key())
        .doesNotHaveDuplicates();
  }

  @Test
  void thereAreAboutAsManyRatingsAsWereAskedForAndOnePerViewerAndMovie() {
    assertThat(IntStream.rangeClosed(1, 1_000).mapToLong(i -> data.viewer(i).rows().length).sum())
        .isBetween(17_000L, 23_000L);
    assertThat(data.viewer(7).ratings()).extracting(Rating::movie).doesNotHaveDuplicates();
  }

  @Test
  void fewMoviesHaveManyRatings() {
    long[] counts = new long[2_000];
    for (int viewer = 1; viewer <= 1_000; viewer++) {
      Arrays.stream(data.viewer(viewer).rows()).forEach(row -> counts[row]++);
    }
    Arrays.sort(counts);

    long all = Arrays.stream(counts).sum();
    assertThat(Arrays.stream(counts, 1_800, 2_000).sum()).isGreaterThan(all / 2);
  }
}
