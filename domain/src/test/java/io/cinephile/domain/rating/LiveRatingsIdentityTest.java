package io.cinephile.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.catalogue.MovieId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveRatingsIdentityTest {
  private static final Instant TIME = Instant.ofEpochMilli(1_795_435_201_250L);

  @Test
  void no_change_is_the_hash_of_nothing() {
    assertThat(LiveRatingsIdentity.NONE)
        .isEqualTo(
            new LiveRatingsIdentity(
                0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  }

  @Test
  void the_hash_is_over_one_line_a_change() throws Exception {
    String lines =
        "aaaaaaaaaaaaaaaaaaaaaa 7 4.5 1795435201250\naaaaaaaaaaaaaaaaaaaaaa 9 - 1795435201250\n";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));

    assertThat(of(change('a', 7, 4.5), change('a', 9)))
        .isEqualTo(new LiveRatingsIdentity(2, HexFormat.of().formatHex(hash)));
  }

  @Test
  void every_part_of_a_change_counts() {
    LiveRatingsIdentity one = of(change('a', 7, 4.5));

    assertThat(of(change('b', 7, 4.5))).isNotEqualTo(one);
    assertThat(of(change('a', 8, 4.5))).isNotEqualTo(one);
    assertThat(of(change('a', 7, 4))).isNotEqualTo(one);
    assertThat(of(change('a', 7))).isNotEqualTo(one);
    RatingChange later =
        new RatingChange(
            viewer('a'), new MovieId(7), Optional.of(new Stars(4.5)), TIME.plusMillis(1));
    assertThat(of(later)).isNotEqualTo(one);
  }

  @Test
  void changes_out_of_order_are_refused_without_naming_anybody() {
    for (RatingChange second :
        new RatingChange[] {change('b', 7), change('b', 6), change('a', 9)}) {
      assertThatThrownBy(() -> of(change('b', 7), second))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("live rating 2 is not in the order of viewers and movies");
    }
  }

  private static LiveRatingsIdentity of(RatingChange... changes) {
    LiveRatingsIdentity.Digest digest = new LiveRatingsIdentity.Digest();
    for (RatingChange change : changes) {
      digest.add(change);
    }
    return digest.identity();
  }

  private static RatingChange change(char viewer, int movie, double stars) {
    return new RatingChange(
        viewer(viewer), new MovieId(movie), Optional.of(new Stars(stars)), TIME);
  }

  private static RatingChange change(char viewer, int movie) {
    return new RatingChange(viewer(viewer), new MovieId(movie), Optional.empty(), TIME);
  }

  private static Pseudonym viewer(char letter) {
    return new Pseudonym(String.valueOf(letter).repeat(22));
  }
}
