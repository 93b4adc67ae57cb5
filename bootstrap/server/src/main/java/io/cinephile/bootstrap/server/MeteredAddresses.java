package io.cinephile.bootstrap.server;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps user ids out of the metrics. A request that reached its operation is counted under the
 * operation's address, with names in braces; one that was refused before, as for its key or method,
 * would be counted under the address that was asked for, which may hold a user id. Of such an
 * address no more is kept than which part of the API was asked. Safe for use by several threads.
 */
@Singleton
final class MeteredAddresses implements MeterFilter {
  private static final String REQUESTS = "http.server.requests";
  private static final String ADDRESS = "uri";
  private static final String ELSEWHERE = "elsewhere";
  private static final Pattern PART = Pattern.compile("(/(?:api/v1|q)/[a-z-]+)(/.*)?");

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().equals(REQUESTS) || id.getTag(ADDRESS) == null) {
      return id;
    }
    String kept = kept(id.getTag(ADDRESS), "SUCCESS".equals(id.getTag("outcome")));
    return id.replaceTags(Tags.of(id.getTags()).and(ADDRESS, kept));
  }

  /**
   * What is kept of an address, or of a word such as {@code NOT_FOUND} that stands for one.
   *
   * @param served whether the request was answered as it was meant
   */
  static String kept(String address, boolean served) {
    boolean isOperation = address.contains("{") || (served && !address.contains("/users/"));
    if (isOperation || !address.contains("/")) {
      return address;
    }
    Matcher part = PART.matcher(address);
    if (!part.matches()) {
      return ELSEWHERE;
    }
    return part.group(2) == null ? address : part.group(1) + "/…";
  }
}
