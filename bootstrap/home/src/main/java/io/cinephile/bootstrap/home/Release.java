package io.cinephile.bootstrap.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Cinephile this is. */
public final class Release {
  private static final String VERSION = read();

  private Release() {}

  /** Such as {@code 0.1.0}; a build between two releases calls itself by the next one's name. */
  public static String version() {
    return VERSION;
  }

  private static String read() {
    Properties release = new Properties();
    try (InputStream file = Release.class.getResourceAsStream("release.properties")) {
      release.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return release.getProperty("version").replace("-SNAPSHOT", "");
  }
}
