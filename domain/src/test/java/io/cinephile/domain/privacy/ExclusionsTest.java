package io.cinephile.domain.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.rating.Pseudonym;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExclusionsTest {
  private static final Pseudonym A = new Pseudonym("A".repeat(22));
  private static final Pseudonym B = new Pseudonym("B".repeat(22));
  private static final Set<Pseudonym> NOBODY = Set.of();

  @Test
  void the_hash_is_of_whom_they_name_and_not_of_the_order() {
    Exclusions one =
        new Exclusions(new LinkedHashSet<>(List.of(A, B)), new LinkedHashSet<>(), NOBODY);
    Exclusions other =
        new Exclusions(new LinkedHashSet<>(List.of(B, A)), new LinkedHashSet<>(), NOBODY);

    assertThat(one.sha256()).isEqualTo(other.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void the_hash_tells_apart_what_somebody_is_left_out_of() {
    ViewerSet all = ViewerSet.allBut(NOBODY);
    assertThat(
            Stream.of(
                    Exclusions.NONE,
                    new Exclusions(Set.of(A), NOBODY, NOBODY),
                    new Exclusions(NOBODY, Set.of(A), NOBODY),
                    new Exclusions(NOBODY, NOBODY, Set.of(A)),
                    new Exclusions(NOBODY, Set.of(A), Set.of(A)),
                    new Exclusions(NOBODY, Set.of(A, B), NOBODY),
                    new Exclusions(NOBODY, Set.of(A), Set.of(B)),
                    new Exclusions(NOBODY, all, ViewerSet.NOBODY),
                    new Exclusions(NOBODY, ViewerSet.NOBODY, all),
                    new Exclusions(NOBODY, ViewerSet.allBut(Set.of(A)), ViewerSet.NOBODY))
                .map(Exclusions::sha256))
        .doesNotHaveDuplicates();
  }

  @Test
  void all_but_some_are_whoever_is_not_named() {
    assertThat(ViewerSet.of(Set.of(A)).contains(A)).isTrue();
    assertThat(ViewerSet.of(Set.of(A)).contains(B)).isFalse();
    assertThat(ViewerSet.allBut(Set.of(A)).contains(A)).isFalse();
    assertThat(ViewerSet.allBut(Set.of(A)).contains(B)).isTrue();
    assertThat(ViewerSet.NOBODY.isEmpty()).isTrue();
    assertThat(ViewerSet.allBut(NOBODY).isEmpty()).isFalse();
    assertThat(Exclusions.NONE.isEmpty()).isTrue();
  }
}
