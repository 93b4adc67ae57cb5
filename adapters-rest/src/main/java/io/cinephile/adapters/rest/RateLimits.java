package io.cinephile.adapters.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cinephile.domain.OutOfRangeException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets no caller take the whole server: each has a bucket of tokens that fills at the configured
 * rate and holds what comes in in two seconds, and each request takes one. Whoever is known counts
 * by key or user, everybody else by address (of IPv6 by the network of 64 bits, which is what one
 * customer is given).
 *
 * <p>Answers carry {@code RateLimit-Policy} and {@code RateLimit} as
 * draft-ietf-httpapi-ratelimit-headers-10 has them. Buckets are known by salted hashes; neither
 * keys nor addresses are kept.
 */
@Singleton
final class RateLimits {
  static final String POLICY_HEADER = "RateLimit-Policy";
  static final String LEFT_HEADER = "RateLimit";

  /** Behind authentication (200) and before authorisation (100). */
  private static final int BEHIND_AUTHENTICATION = 150;

  private static final int BURST_SECONDS = 2;
  private static final int FASTEST = 1_000_000;

  /**
   * Whose bucket is forgotten gets a full one: at worst, so many callers at once get a burst more.
   */
  private static final int MOST_BUCKETS = 100_000;

  private final Limit perKey;
  private final Limit perAddress;
  private final ProblemSender problems;
  private final byte[] salt = new byte[16];

  RateLimits(RestSettings settings, ProblemSender problems) {
    this.perKey = new Limit("key", settings.rateLimit().perKey());
    this.perAddress = new Limit("address", settings.rateLimit().perAddress());
    this.problems = problems;
    new SecureRandom().nextBytes(salt);
  }

  void register(@Observes Filters filters) {
    filters.register(this::admit, BEHIND_AUTHENTICATION);
  }

  private void admit(RoutingContext request) {
    if (!request.normalizedPath().startsWith(Api.ROOT)) {
      request.next();
      return;
    }
    caller(request)
        .map(caller -> perKey.take(caller, request.response()))
        .orElseGet(() -> countAgainstAddress(request))
        .ifPresentOrElse(tooMany -> problems.send(tooMany, request.response()), request::next);
  }

  /** Takes a token of whoever sends from this address; a problem where there is none left. */
  Optional<Problem> countAgainstAddress(RoutingContext request) {
    return perAddress.take(hash(network(request.request().remoteAddress())), request.response());
  }

  /** Tells one caller from another without telling who they are, until the server ends. */
  String hash(String caller) {
    return hash(caller.getBytes(StandardCharsets.UTF_8));
  }

  private String hash(byte[] caller) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return HexFormat.of().formatHex(digest.digest(caller), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has to offer SHA-256", e);
    }
  }

  private static Optional<String> caller(RoutingContext request) {
    return request.user() instanceof QuarkusHttpUser user
        ? Caller.id(user.getSecurityIdentity())
        : Optional.empty();
  }

  /** Nothing for a socket of the same machine that has no address. */
  static byte[] network(SocketAddress address) {
    if (address == null || address.hostAddress() == null) {
      return new byte[0];
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address.hostAddress());
    if (bytes == null) {
      return new byte[0];
    }
    return bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes;
  }

  /** The buckets of one kind of callers. */
  private static final class Limit {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final int rate;
    private final int burst;
    private final Cache<String, Bucket> buckets;

    Limit(String name, int rate) {
      OutOfRangeException.requireBetween("cinephile.rate-limit.per-" + name, rate, 0, FASTEST);
      this.name = name;
      this.rate = rate;
      this.burst = BURST_SECONDS * rate;
      // A bucket that nobody touched for that long is full: a new one is the same.
      this.buckets =
          Caffeine.newBuilder()
              .maximumSize(MOST_BUCKETS)
              .expireAfterAccess(Duration.ofSeconds(BURST_SECONDS + 1))
              .build();
    }

    Optional<Problem> take(String caller, HttpServerResponse response) {
      if (rate == 0) {
        return Optional.empty();
      }
      ConsumptionProbe probe =
          buckets.get(caller, unknown -> fullBucket()).tryConsumeAndReturnRemaining(1);
      response.putHeader(POLICY_HEADER, "\"%s\";q=%d;w=%d".formatted(name, burst, BURST_SECONDS));
      response.putHeader(
          LEFT_HEADER,
          "\"%s\";r=%d;t=%d"
              .formatted(
                  name, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
      if (probe.isConsumed()) {
        return Optional.empty();
      }
      response.putHeader(
          HttpHeaders.RETRY_AFTER, Long.toString(seconds(probe.getNanosToWaitForRefill())));
      return Optional.of(ProblemType.TOO_MANY_REQUESTS.problem());
    }

    private Bucket fullBucket() {
      return Bucket.builder()
          .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
          .withNanosecondPrecision()
          .build();
    }

    /** Rounded up, at least one. */
    private static long seconds(long nanoseconds) {
      return Math.max(1, (nanoseconds + SECOND - 1) / SECOND);
    }
  }
}
