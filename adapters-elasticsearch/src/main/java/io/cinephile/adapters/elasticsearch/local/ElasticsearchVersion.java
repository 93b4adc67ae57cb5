package io.cinephile.adapters.elasticsearch.local;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Elasticsearch, ordered by age. */
record ElasticsearchVersion(int major, int minor, int patch)
    implements Comparable<ElasticsearchVersion> {

  private static final Pattern PATTERN = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6}).*");
  private static final Comparator<ElasticsearchVersion> BY_AGE =
      Comparator.comparingInt(ElasticsearchVersion::major)
          .thenComparingInt(ElasticsearchVersion::minor)
          .thenComparingInt(ElasticsearchVersion::patch);

  static Optional<ElasticsearchVersion> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ElasticsearchVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  /** The oldest Java that this release runs on. */
  int oldestJava() {
    return major >= 9 ? 21 : 17;
  }

  @Override
  public int compareTo(ElasticsearchVersion other) {
    return BY_AGE.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
