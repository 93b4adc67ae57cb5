package io.cinephile.kibana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The data views and dashboards of one language, as Kibana imports them.
 *
 * @param fileName what to call them
 * @param lines a JSON object a line, each ended by a line break
 */
public record SavedObjects(String fileName, String lines) {

  /** Those that come with this program. */
  public static SavedObjects in(Language language) {
    String file = "cinephile-%s.ndjson".formatted(language.code());
    try (InputStream lines = SavedObjects.class.getResourceAsStream(file)) {
      return new SavedObjects(file, new String(lines.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many objects there are. */
  public int count() {
    return (int) lines.lines().count();
  }
}
