package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeteredAddressesTest {
  @ParameterizedTest
  @CsvSource({
    "/api/v1/users/anna/ratings, false, /api/v1/users/…",
    "/api/v1/users/anna, false, /api/v1/users/…",
    "/api/v1/users/anna, true, /api/v1/users/…",
    "/api/v1/users/anna;a/ratings, false, /api/v1/users/…",
    "/api/v1/admin/anna, false, /api/v1/admin/…",
    "//users/anna, false, elsewhere",
    "/users/anna, true, elsewhere",
    "/anna, false, elsewhere"
  })
  void ofAnAddressThatIsNoOperationsOnlyThePartOfTheApiIsKept(
      String address, boolean served, String kept) {
    assertThat(MeteredAddresses.kept(address, served)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/users/{id}/ratings, false",
    "/api/v1/users/{id}/ratings, true",
    "/api/v1/movies/popular, true",
    "/api/v1/movies, false",
    "/q/health, false",
    "NOT_FOUND, false",
    "root, true"
  })
  void theAddressOfAnOperationIsKept(String address, boolean served) {
    assertThat(MeteredAddresses.kept(address, served)).isEqualTo(address);
  }

  @Test
  void allElseIsKept() {
    Meter.Id refused = meter("http.server.requests");
    Meter.Id mapped = new MeteredAddresses().map(refused);

    assertThat(mapped.getTags())
        .containsExactlyElementsOf(
            Tags.of("method", "GET", "outcome", "CLIENT_ERROR", "uri", "/api/v1/users/…"));
    assertThat(mapped.getName()).isEqualTo(refused.getName());
    assertThat(new MeteredAddresses().map(meter("other"))).isEqualTo(meter("other"));
  }

  private static Meter.Id meter(String name) {
    return new Meter.Id(
        name,
        Tags.of("method", "GET", "outcome", "CLIENT_ERROR", "uri", "/api/v1/users/anna"),
        null,
        null,
        Meter.Type.TIMER);
  }
}
