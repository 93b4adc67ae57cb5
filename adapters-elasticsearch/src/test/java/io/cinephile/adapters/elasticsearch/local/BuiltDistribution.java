package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The zip of the server that the build has put into the local repository. */
public final class BuiltDistribution {

  static final String PROPERTY = "cinephile.elasticsearch.distribution";
  static final String VARIABLE = "CINEPHILE_ELASTICSEARCH_DISTRIBUTION";

  private static final Path NOTE =
      Path.of("adapters-elasticsearch", "target", "elasticsearch-distribution.txt");

  private BuiltDistribution() {}

  /**
   * Its path: the system property {@code cinephile.elasticsearch.distribution}, else the variable
   * {@code CINEPHILE_ELASTICSEARCH_DISTRIBUTION}, else what the build of this module wrote down.
   */
  public static Path zip() {
    return Stream.of(System.getProperty(PROPERTY), System.getenv(VARIABLE))
        .filter(path -> path != null && !path.isBlank())
        .map(Path::of)
        .findFirst()
        .orElseGet(BuiltDistribution::notedByTheBuild);
  }

  private static Path notedByTheBuild() {
    Path note =
        Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(folder -> folder.resolve(NOTE))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No " + NOTE + " above this folder: build adapters-elasticsearch first"));
    try {
      return Path.of(Files.readString(note).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
