package io.cinephile.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MovieFilterTest {
  private static final CatalogueEntry ALIEN = entry(Optional.of(1979), "Horror", "Sci-Fi");
  private static final CatalogueEntry UNDATED = entry(Optional.empty());

  private static CatalogueEntry entry(Optional<Integer> year, String... genres) {
    return new CatalogueEntry(
        new Movie(new MovieId(4), "Alien", year, List.of(genres)), new MovieStatistics(7, 4, 4, 0));
  }

  private static MovieFilter genres(GenreMatch match, String... genres) {
    return new MovieFilter(Set.of(genres), match, Optional.empty(), Optional.empty(), 0, Set.of());
  }

  private static MovieFilter years(Optional<Integer> from, Optional<Integer> to) {
    return new MovieFilter(Set.of(), GenreMatch.ANY, from, to, 0, Set.of());
  }

  private static MovieFilter other(long fewestRatings, Set<MovieId> excluded) {
    return new MovieFilter(
        Set.of(), GenreMatch.ANY, Optional.empty(), Optional.empty(), fewestRatings, excluded);
  }

  @Test
  void genres_are_asked_for_any_or_all() {
    assertThat(genres(GenreMatch.ANY, "Sci-Fi", "Comedy").passes(ALIEN)).isTrue();
    assertThat(genres(GenreMatch.ALL, "Sci-Fi", "Comedy").passes(ALIEN)).isFalse();
    assertThat(genres(GenreMatch.ALL, "Sci-Fi", "Horror").passes(ALIEN)).isTrue();
    assertThat(genres(GenreMatch.ANY, "Comedy").passes(UNDATED)).isFalse();
    assertThat(MovieFilter.NONE.passes(UNDATED)).isTrue();
  }

  @Test
  void years_are_a_closed_range_and_rule_out_what_has_none() {
    assertThat(years(Optional.of(1979), Optional.of(1979)).passes(ALIEN)).isTrue();
    assertThat(years(Optional.of(1980), Optional.empty()).passes(ALIEN)).isFalse();
    assertThat(years(Optional.empty(), Optional.of(1978)).passes(ALIEN)).isFalse();
    assertThat(years(Optional.empty(), Optional.of(2000)).passes(UNDATED)).isFalse();
  }

  @Test
  void few_ratings_and_exclusion_rule_out() {
    assertThat(other(7, Set.of()).passes(ALIEN)).isTrue();
    assertThat(other(8, Set.of()).passes(ALIEN)).isFalse();
    assertThat(other(0, Set.of(new MovieId(4))).passes(ALIEN)).isFalse();
  }

  @Test
  void what_makes_no_sense_is_refused_by_name() {
    assertThatThrownBy(() -> years(Optional.of(2000), Optional.of(1999)))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageStartingWith("yearTo must not be before yearFrom, 2000");
    assertThatThrownBy(() -> years(Optional.of(3), Optional.empty()))
        .hasMessageStartingWith("yearFrom must be from 1870 to 2100");
    assertThatThrownBy(() -> other(-1, Set.of())).hasMessageStartingWith("minRatings");
  }

  @Test
  void genres_are_found_whatever_their_case() {
    Set<String> known = Set.of("Sci-Fi", "Horror");

    assertThat(genres(GenreMatch.ANY, "sci-fi").inTermsOf(known))
        .isEqualTo(genres(GenreMatch.ANY, "Sci-Fi"));
    assertThatThrownBy(() -> genres(GenreMatch.ANY, "opera").inTermsOf(known))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage("genre must be one of Horror, Sci-Fi, but is 'opera'");
  }
}
