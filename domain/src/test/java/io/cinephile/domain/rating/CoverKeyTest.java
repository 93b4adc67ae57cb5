package io.cinephile.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoverKeyTest {
  private static final byte[] BASE = new byte[32];
  private static final Pseudonymiser BARE = new Pseudonymiser(BASE);

  private static byte[] key(int fill) {
    byte[] key = new byte[CoverKey.KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  private static List<UserId> users() {
    return IntStream.rangeClosed(1, 2_000).mapToObj(n -> new UserId("" + n)).toList();
  }

  /** FIPS 197, appendix C.3. */
  @Test
  void covers_as_the_standard_says() {
    CoverKey key =
        new CoverKey(
            HexFormat.of()
                .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    assertThat(key.cover(pseudonym("00112233445566778899aabbccddeeff")))
        .isEqualTo(pseudonym("8ea2b7ca516745bfeafc49904b496089"));
  }

  private static Pseudonym pseudonym(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new Pseudonym(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Test
  void what_is_covered_can_be_uncovered_with_the_same_key_alone() {
    CoverKey key = new CoverKey(key(1));
    CoverKey other = new CoverKey(key(2));
    for (UserId user : users()) {
      Pseudonym bare = BARE.of(user);
      assertThat(key.uncover(key.cover(bare))).isEqualTo(bare);
      assertThat(other.uncover(key.cover(bare))).isNotEqualTo(bare);
    }
  }

  @Test
  void no_two_users_share_a_pseudonym_and_none_keeps_the_one_that_it_had() {
    Pseudonymiser covered = new Pseudonymiser(BASE, Optional.of(new CoverKey(key(1))));
    assertThat(users().stream().map(covered::of)).doesNotHaveDuplicates();
    assertThat(users().stream().map(covered::of))
        .doesNotContainAnyElementsOf(users().stream().map(BARE::of).toList());
  }

  @Test
  void a_pseudonymiser_names_the_key_that_its_pseudonyms_hang_on() {
    CoverKey cover = new CoverKey(key(1));
    assertThat(BARE.keyId()).isEqualTo(KeyId.of(BASE));
    assertThat(new Pseudonymiser(BASE, Optional.of(cover)).keyId()).isEqualTo(cover.id());
    assertThat(cover.id()).isEqualTo(KeyId.of(key(1))).isNotEqualTo(KeyId.of(key(2)));
  }

  @Test
  void the_id_is_short_and_the_key_does_not_print_itself() {
    assertThat(KeyId.of(BASE).value()).matches("[0-9a-f]{8}").isEqualTo("66687aad");
    assertThat(new CoverKey(BASE).toString()).doesNotContain("AAAA", "0000");
    assertThatThrownBy(() -> new KeyId("66687AAD")).isInstanceOf(OutOfRangeException.class);
  }

  @Test
  void keys_of_another_length_are_refused() {
    for (int length : new int[] {16, 31, 33}) {
      assertThatThrownBy(() -> new CoverKey(new byte[length]))
          .isInstanceOf(OutOfRangeException.class)
          .hasMessageContaining(length + " bytes");
    }
  }
}
