package io.cinephile.domain.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.CoverKey;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RekeyingTest {
  private static final byte[] BASE = new byte[32];
  private static final UserId USER = new UserId("42");

  private static CoverKey cover(int fill) {
    byte[] key = new byte[CoverKey.KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return new CoverKey(key);
  }

  private static Pseudonym under(Optional<CoverKey> cover) {
    return new Pseudonymiser(BASE, cover).of(USER);
  }

  @Test
  void from_the_pseudonym_alone_it_makes_the_one_that_the_id_has_under_the_other_key() {
    Optional<CoverKey> none = Optional.empty();
    Optional<CoverKey> one = Optional.of(cover(1));
    Optional<CoverKey> two = Optional.of(cover(2));

    assertThat(new Rekeying(none, one.get()).pseudonym(under(none))).isEqualTo(under(one));
    assertThat(new Rekeying(one, two.get()).pseudonym(under(one))).isEqualTo(under(two));
    assertThat(new Rekeying(none, two.get()).pseudonym(under(none))).isEqualTo(under(two));
  }

  @Test
  void a_hash_over_pseudonyms_is_replaced_by_another_and_equal_ones_stay_equal() {
    String hash = leftOut(under(Optional.empty()));
    String other = leftOut(under(Optional.of(cover(3))));
    Rekeying rekeying = new Rekeying(Optional.empty(), cover(1));

    assertThat(rekeying.hash(hash))
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(hash)
        .isEqualTo(rekeying.hash(hash))
        .isNotEqualTo(rekeying.hash(other));
  }

  @Test
  void that_nobody_was_left_out_can_still_be_told() {
    PseudonymChange change =
        PseudonymChange.of(new Rekeying(Optional.empty(), cover(1)), new AuditChain(new byte[32]));
    String nobody = Exclusions.NONE.sha256();
    assertThat(change.hashes().apply(nobody)).isEqualTo(nobody);
    String somebody = leftOut(under(Optional.empty()));
    assertThat(change.hashes().apply(somebody)).isNotEqualTo(somebody);
  }

  private static String leftOut(Pseudonym viewer) {
    return new Exclusions(Set.of(viewer), ViewerSet.NOBODY, ViewerSet.NOBODY).sha256();
  }
}
