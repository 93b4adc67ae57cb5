package io.cinephile.adapters.spark.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** Generates the data set {@code sample}. */
@FunctionalInterface
public interface SampleWriter {

  /**
   * Writes a complete data set in one of the {@link DatasetFiles.Layout layouts}.
   *
   * @param folder exists and is empty
   * @throws IOException where the folder cannot be written; what was written is then thrown away
   */
  void write(Path folder) throws IOException;

  /**
   * Changes whenever {@link #write} writes something else, so that a cache never answers with an
   * older sample. Letters, digits and dots.
   */
  default String version() {
    return "1";
  }
}
