package io.cinephile.adapters.spark.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the films that ship with the code: {@code films.csv}, UTF-8, with a header line. */
final class SampleFilms {

  private static final String RESOURCE = "films.csv";

  private SampleFilms() {}

  /** All films in the order of their ids. */
  static List<SampleFilm> read() {
    try (BufferedReader lines = open()) {
      return lines.lines().skip(1).map(SampleFilms::film).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader open() {
    InputStream resource = SampleFilms.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new IllegalStateException(
          RESOURCE + " is missing beside " + SampleFilms.class.getName());
    }
    return new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
  }

  private static SampleFilm film(String line) {
    List<String> fields = fields(line);
    return new SampleFilm(
        Integer.parseInt(fields.get(0)),
        fields.get(1),
        Integer.parseInt(fields.get(2)),
        alternatives(fields.get(3)),
        alternatives(fields.get(4)),
        Integer.parseInt(fields.get(5)));
  }

  private static List<String> alternatives(String field) {
    return List.of(field.split("\\|", -1));
  }

  /**
   * The fields of one line of CSV; a quote inside a quoted field is doubled, a line break is not
   * allowed.
   */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && line.startsWith("\"", i + 1)) {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
