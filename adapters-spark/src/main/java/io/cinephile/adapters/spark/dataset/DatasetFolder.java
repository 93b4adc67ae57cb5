package io.cinephile.adapters.spark.dataset;

import io.cinephile.adapters.spark.dataset.DatasetFiles.FoldFiles;
import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Recognises the files of a data set in a folder, or in the one subfolder that holds them. */
final class DatasetFolder {
  /** MovieLens 100K brings u1 to u5. */
  private static final int MOST_FOLDS = 5;

  private DatasetFolder() {}

  /**
   * @param name for people
   * @throws DatasetRefusedException where ratings or movies are missing, or there are several data
   *     sets
   */
  static DatasetFiles read(Path folder, String name, SourcingListener progress) {
    Path home = home(folder);
    Layout layout = layout(home);
    Path ratings = home.resolve(layout.ratingsFile());
    Path movies = home.resolve(layout.moviesFile());
    FileDigest.Hashes hashes =
        FileDigest.sha256("verifying " + name, List.of(ratings, movies), progress);
    DatasetIdentity identity =
        new DatasetIdentity(name, layout.label(), hashes.together(), hashes.each());
    return new DatasetFiles(identity, layout, ratings, movies, folds(home, layout));
  }

  /** The folder with the files: the one given, or else the one subfolder that has any. */
  private static Path home(Path folder) {
    if (hasAnyFile(folder)) {
      return folder;
    }
    List<Path> candidates = subfolders(folder).stream().filter(DatasetFolder::hasAnyFile).toList();
    if (candidates.isEmpty()) {
      throw new DatasetRefusedException(
          "The folder '%s' has no ratings: looked for %s in it and in its subfolders."
              .formatted(folder, ratingsFiles()));
    }
    if (candidates.size() > 1) {
      throw new DatasetRefusedException(
          "The folder '%s' holds %d data sets (%s, %s, …). Give one of these folders."
              .formatted(
                  folder,
                  candidates.size(),
                  candidates.get(0).getFileName(),
                  candidates.get(1).getFileName()));
    }
    return candidates.get(0);
  }

  private static boolean hasAnyFile(Path folder) {
    return Stream.of(Layout.values())
        .anyMatch(layout -> has(folder, layout.ratingsFile()) || has(folder, layout.moviesFile()));
  }

  private static boolean has(Path folder, String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  private static List<Path> subfolders(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new DatasetRefusedException("The folder '%s' cannot be read.".formatted(folder), e);
    }
  }

  static String ratingsFiles() {
    return String.join(", ", Stream.of(Layout.values()).map(Layout::ratingsFile).toList());
  }

  private static Layout layout(Path home) {
    List<Layout> complete =
        Stream.of(Layout.values())
            .filter(layout -> has(home, layout.ratingsFile()) && has(home, layout.moviesFile()))
            .toList();
    if (complete.size() > 1) {
      throw new DatasetRefusedException(
          "The folder '%s' holds more than one data set: %s and %s."
              .formatted(home, complete.get(0).ratingsFile(), complete.get(1).ratingsFile()));
    }
    if (complete.isEmpty()) {
      throw incomplete(home);
    }
    return complete.get(0);
  }

  private static DatasetRefusedException incomplete(Path home) {
    for (Layout layout : Layout.values()) {
      if (has(home, layout.ratingsFile())) {
        return new DatasetRefusedException(
            "The folder '%s' has %s, but no movies: %s is missing."
                .formatted(home, layout.ratingsFile(), layout.moviesFile()));
      }
    }
    String missing =
        Stream.of(Layout.values())
            .filter(layout -> has(home, layout.moviesFile()))
            .map(Layout::ratingsFile)
            .findFirst()
            .orElseGet(DatasetFolder::ratingsFiles);
    return new DatasetRefusedException(
        "The folder '%s' has no ratings: %s is missing.".formatted(home, missing));
  }

  private static List<FoldFiles> folds(Path home, Layout layout) {
    List<FoldFiles> folds = new ArrayList<>();
    if (layout != Layout.TABS) {
      return folds;
    }
    for (int i = 1; i <= MOST_FOLDS; i++) {
      String name = "u" + i;
      if (has(home, name + ".base") && has(home, name + ".test")) {
        folds.add(new FoldFiles(name, home.resolve(name + ".base"), home.resolve(name + ".test")));
      }
    }
    return folds;
  }
}
