package io.cinephile.adapters.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Gives each file of the page its {@code ETag}, by what is in it, and answers briefly who has it
 * already. The dates that the server sends by itself tell when it was started: two servers, or two
 * versions, would be mixed up. The tag is weak, because the file may be sent compressed.
 */
@Singleton
final class PageTags {
  private static final Pattern FILE = Pattern.compile("/(index\\.html|app/[\\w/-]+\\.\\w+)?");

  /** Behind the filters of the configuration, whose headers belong to both answers. */
  private static final int LAST = 1;

  private static final int DIGITS = 32;

  /** Only files that there are. */
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  void register(@Observes Filters filters) {
    filters.register(this::tag, LAST);
  }

  private void tag(RoutingContext request) {
    Optional<String> tag = known(request);
    tag.ifPresent(value -> request.response().putHeader(HttpHeaders.ETAG, value));
    if (tag.filter(value -> has(request, value)).isPresent()) {
      request.response().setStatusCode(304).end();
    } else {
      request.next();
    }
  }

  private Optional<String> known(RoutingContext request) {
    String path = request.normalizedPath();
    if (!FILE.matcher(path).matches()
        || !Set.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.request().method())) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        tags.computeIfAbsent(path.equals("/") ? "/index.html" : path, PageTags::tagOf));
  }

  /** A browser sends the one tag that it was given. */
  private static boolean has(RoutingContext request, String tag) {
    String had = request.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    return had != null && had.contains(tag);
  }

  /** Null where there is no such file, as the map wants it. */
  private static String tagOf(String path) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream file = loader.getResourceAsStream("META-INF/resources" + path)) {
      return file == null ? null : "W/\"%s\"".formatted(hash(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
