package io.cinephile.bootstrap.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Cinephile this is. */
public final class Release {
  private static final String VERSION =
      read("release.properties").getProperty("version").replace("-SNAPSHOT", "");
  private static final String COMMIT =
      read("commit.properties").getProperty("git.commit.id.describe", "");

  private Release() {}

  /** Such as {@code 0.1.0}; a build between two releases calls itself by the next one's name. */
  public static String version() {
    return VERSION;
  }

  /**
   * The version with the commit that it was built from, as in {@code 0.1.0 (59ccffa)}; the version
   * alone where the sources had no repository.
   */
  public static String versionAndCommit() {
    return COMMIT.isEmpty() ? VERSION : "%s (%s)".formatted(VERSION, COMMIT);
  }

  /** Empty where the build wrote no such file. */
  private static Properties read(String name) {
    Properties properties = new Properties();
    try (InputStream file = Release.class.getResourceAsStream(name)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
