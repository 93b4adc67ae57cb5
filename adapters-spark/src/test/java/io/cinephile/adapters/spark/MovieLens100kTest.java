package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.dataset.DatasetSnapshot;
import org.junit.jupiter.api.Test;

class MovieLens100kTest {
  @Test
  void is_read_whole() {
    try (DatasetSnapshot snapshot = MovieLens.snapshot(MovieLens.official100k())) {
      System.out.println(snapshot.quality());
      assertThat(snapshot.quality().ratingsKept()).isEqualTo(100_000);
      assertThat(snapshot.quality().moviesKept()).isEqualTo(1_682);
      assertThat(snapshot.quality().viewers()).isEqualTo(943);
      snapshot.movies().limit(3).forEach(System.out::println);
      System.out.println(snapshot.ratings().count());
    }
  }
}
