package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Finds data sets on this machine or at GroupLens, and keeps in a cache what it had to unpack, to
 * download or to generate, so that this is done once.
 *
 * <p>A location is, in this order: a folder that exists, a .zip that exists, {@code sample}, or the
 * name of a data set that GroupLens publishes. A published data set that is in the cache is not
 * asked for again: to have a newer {@code ml-latest}, remove it from the cache.
 *
 * <p>Safe for use by several threads, and by several processes on one cache: one of them prepares a
 * data set, the others wait for it.
 */
public final class CachingDatasetLocator implements DatasetLocator {
  /** Where MovieLens is published. */
  public static final URI GROUPLENS = URI.create("https://files.grouplens.org/datasets/movielens/");

  private final DatasetCache cache;
  private final SampleWriter sample;
  private final UnpackedZips zips;
  private final PublishedDatasets published;

  /**
   * @param cache a folder, created when it is first needed
   * @param downloads http or https; {@code ml-25m} is looked for as {@code ml-25m.zip} below it
   * @throws io.cinephile.domain.OutOfRangeException where {@code downloads} is no such address
   */
  public CachingDatasetLocator(Path cache, URI downloads, SampleWriter sample) {
    this(cache, downloads, sample, ZipLimits.DEFAULTS, DownloadLimits.DEFAULTS, Pause.REAL);
  }

  CachingDatasetLocator(
      Path cache,
      URI downloads,
      SampleWriter sample,
      ZipLimits zipLimits,
      DownloadLimits downloadLimits,
      Pause pause) {
    this.cache = new DatasetCache(cache, pause);
    this.sample = sample;
    this.zips = new UnpackedZips(this.cache, zipLimits);
    this.published =
        new PublishedDatasets(
            this.cache, this.zips, new DatasetDownload(downloads, downloadLimits, pause));
  }

  @Override
  public DatasetFiles locate(DatasetLocation location, SourcingListener progress) {
    try {
      return located(location, progress);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        // Waiting, reading and writing each fail in a way of their own then.
        CancellationException cancelled =
            new CancellationException("Interrupted while preparing '%s'.".formatted(location));
        cancelled.initCause(e);
        throw cancelled;
      }
      throw e;
    }
  }

  private DatasetFiles located(DatasetLocation location, SourcingListener progress) {
    String value = location.value();
    Optional<Path> onDisk = existing(value);
    if (onDisk.isPresent()) {
      return onDisk(onDisk.get(), progress);
    }
    if (location.equals(DatasetLocation.SAMPLE)) {
      return DatasetFolder.read(sampleFolder(progress), value, progress);
    }
    if (KnownNames.PUBLISHED.contains(value)) {
      return DatasetFolder.read(published.folder(value, progress), value, progress);
    }
    throw unknown(value);
  }

  private static Optional<Path> existing(String value) {
    try {
      return Optional.of(Path.of(value)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private DatasetFiles onDisk(Path path, SourcingListener progress) {
    // The root of a file system has no name of its own.
    String fileName = Objects.toString(path.toAbsolutePath().normalize().getFileName(), "/");
    if (Files.isDirectory(path)) {
      return DatasetFolder.read(path, fileName, progress);
    }
    if (!fileName.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      throw new DatasetRefusedException(
          "The data set '%s' is a file, but not a .zip. Give a folder, a .zip or a name: %s."
              .formatted(path, KnownNames.listed()));
    }
    String name = fileName.substring(0, fileName.length() - ".zip".length());
    return DatasetFolder.read(zips.folder(path, name, progress), name, progress);
  }

  private Path sampleFolder(SourcingListener progress) {
    return cache.folder("sample-" + sample.version(), progress, sample::write);
  }

  private static DatasetRefusedException unknown(String value) {
    String suggestion =
        KnownNames.nearest(value).map(name -> " Did you mean '%s'?".formatted(name)).orElse("");
    return new DatasetRefusedException(
        ("There is no data set '%s': no such folder or .zip on this machine%s,"
                + " and no such name.%s Names: %s.")
            .formatted(value, lookedFor(value), suggestion, KnownNames.listed()));
  }

  private static String lookedFor(String value) {
    try {
      return " (looked for " + Path.of(value).toAbsolutePath().normalize() + ")";
    } catch (InvalidPathException e) {
      return "";
    }
  }
}
