package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test waits until the buckets that it empties are full. */
@QuarkusTest
@TestProfile(RateLimitsTest.Narrow.class)
class RateLimitsTest {
  private static final String MOVIE = "/api/v1/movies/1";
  private static final int PER_KEY = 5;
  private static final int PER_ADDRESS = 3;
  private static final Duration UNTIL_FULL = Duration.ofMillis(2100);

  @Inject TestPorts ports;

  public static final class Narrow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cinephile.rate-limit.per-key", Integer.toString(PER_KEY),
          "cinephile.rate-limit.per-address", Integer.toString(PER_ADDRESS));
    }
  }

  @BeforeEach
  void serve() throws InterruptedException {
    ports.reset();
    ports.serveGeneration();
    Thread.sleep(UNTIL_FULL.toMillis());
  }

  private static RequestSpecification withKey(String key) {
    return given().header("X-API-Key", key);
  }

  /** How many are let in before one is refused; that one. */
  private record Refused(int before, Response answer) {}

  private static Refused untilRefused(Supplier<Response> request, int expectedStatus) {
    for (int i = 0; i < 100; i++) {
      Response answer = request.get();
      if (answer.statusCode() == 429) {
        return new Refused(i, answer);
      }
      answer.then().statusCode(expectedStatus);
    }
    throw new AssertionError("a hundred requests were let in");
  }

  @Test
  void aKeyIsLetInTwoSecondsWorthAtOnce() throws InterruptedException {
    Refused refused = untilRefused(() -> withKey(TestUseCases.READER_KEY).get(MOVIE), 200);
    assertThat(refused.before).isGreaterThanOrEqualTo(2 * PER_KEY);
    refused
        .answer
        .then()
        .spec(problem(429, "too-many-requests"))
        .header("Retry-After", "1")
        .header("RateLimit-Policy", "\"key\";q=10;w=2")
        .header("RateLimit", "\"key\";r=0;t=2");
    withKey(TestUseCases.SERVICE_KEY).get(MOVIE).then().statusCode(200);
    given().get(MOVIE).then().statusCode(200);

    Thread.sleep(Duration.ofSeconds(1).toMillis());
    withKey(TestUseCases.READER_KEY).get(MOVIE).then().statusCode(200);
  }

  @Test
  void whoHasNoKeyCountsByAddress() {
    given()
        .get(MOVIE)
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", "\"address\";q=6;w=2")
        .header("RateLimit", "\"address\";r=5;t=1");
    Refused refused = untilRefused(() -> given().get(MOVIE), 200);
    refused.answer.then().spec(problem(429, "too-many-requests"));
    withKey(TestUseCases.READER_KEY).get(MOVIE).then().statusCode(200);
  }

  @Test
  void wrongKeysCountAgainstTheAddress() {
    int[] tried = {0};
    Refused refused = untilRefused(() -> withKey("guess-" + tried[0]++).get(MOVIE), 401);
    assertThat(refused.before).isGreaterThanOrEqualTo(2 * PER_ADDRESS);
    refused
        .answer
        .then()
        .spec(problem(429, "too-many-requests"))
        .header("WWW-Authenticate", nullValue());
    withKey(TestUseCases.READER_KEY).get(MOVIE).then().statusCode(200);
  }

  @Test
  void whatIsRefusedForWantOfAKeyCountsToo() {
    untilRefused(() -> given().get("/api/v1/users/1/recommendations"), 401);
  }

  @Test
  void whatDescribesTheServerIsNotCounted() {
    for (int i = 0; i < 4 * PER_ADDRESS; i++) {
      given().get("/").then().statusCode(200).header("RateLimit", equalTo(null));
    }
  }

  @Test
  void aNetworkOfIpv6CountsAsOneAddress() {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    assertThat(RateLimits.network(SocketAddress.domainSocketAddress("/socket"))).isEmpty();
  }

  private static byte[] network(String address) {
    return RateLimits.network(SocketAddress.inetSocketAddress(1, address));
  }
}
