package io.cinephile.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymiserTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void a_pseudonym_is_the_truncated_keyed_hash() {
    // printf 42 | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00, the first 16 bytes
    String hex = "96ce0a5a8208370ab4abd635460c4c9a";
    String expected =
        Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));

    assertThat(new Pseudonymiser(KEY).of(new UserId("42"))).isEqualTo(new Pseudonym(expected));
  }

  @Test
  void another_key_gives_another_pseudonym() {
    byte[] other = KEY.clone();
    other[31] = 1;

    assertThat(new Pseudonymiser(other).of(new UserId("42")))
        .isNotEqualTo(new Pseudonymiser(KEY).of(new UserId("42")));
  }

  @Test
  void many_threads_get_what_one_gets() {
    Pseudonymiser pseudonymiser = new Pseudonymiser(KEY);
    Set<Pseudonym> alone = pseudonyms(pseudonymiser, IntStream.range(0, 5_000));

    assertThat(pseudonyms(pseudonymiser, IntStream.range(0, 5_000).parallel())).isEqualTo(alone);
    assertThat(alone).hasSize(5_000);
  }

  @Test
  void a_short_key_is_refused() {
    assertThatThrownBy(() -> new Pseudonymiser(new byte[31]))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("at least 32 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "id/1", "héros"})
  void a_user_id_of_other_characters_is_refused_without_repeating_it(String id) {
    assertThatThrownBy(() -> new UserId(id))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "user id must be 1 to 64 letters, digits, dots, hyphens or underscores, but is 'not shown'");
  }

  @Test
  void a_user_id_does_not_print_itself() {
    assertThat("" + new UserId("alice")).doesNotContain("alice");
  }

  private static Set<Pseudonym> pseudonyms(Pseudonymiser pseudonymiser, IntStream ids) {
    return ids.mapToObj(id -> pseudonymiser.of(new UserId("" + id))).collect(Collectors.toSet());
  }
}
