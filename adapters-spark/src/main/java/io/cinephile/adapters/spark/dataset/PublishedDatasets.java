package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Data sets by name: downloaded and unpacked into the cache once, then used without a request. */
final class PublishedDatasets {
  /** As {@code sha256sum} writes it. */
  private static final Pattern RECEIPT = Pattern.compile("([0-9a-f]{64})  \\S+\\s*");

  private final DatasetCache cache;
  private final UnpackedZips zips;
  private final DatasetDownload download;

  PublishedDatasets(DatasetCache cache, UnpackedZips zips, DatasetDownload download) {
    this.cache = cache;
    this.zips = zips;
    this.download = download;
  }

  /** The folder with the data set of that name. */
  Path folder(String name, SourcingListener progress) {
    Optional<Path> there = unpacked(name);
    if (there.isPresent()) {
      return there.get();
    }
    return cache.exclusively(
        name, progress, () -> unpacked(name).orElseGet(() -> prepare(name, progress)));
  }

  /** What an earlier call prepared. The receipt says which bytes it got under the name. */
  private Optional<Path> unpacked(String name) {
    try {
      Matcher receipt = RECEIPT.matcher(Files.readString(receipt(name)));
      return Optional.of(receipt)
          .filter(Matcher::matches)
          .map(found -> cache.path(UnpackedZips.folderName(name, found.group(1))))
          .filter(Files::isDirectory);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw DatasetCache.unwritable(receipt(name), e);
    }
  }

  private Path prepare(String name, SourcingListener progress) {
    Path zip = cache.path(name + ".zip");
    // It is there where an earlier call got the bytes, but could not unpack them.
    if (!Files.isRegularFile(zip)) {
      download.fetch(name, zip, progress);
    }
    try {
      String sha256 = FileDigest.sha256("verifying " + name + ".zip", zip, progress);
      Path folder = zips.folder(zip, name, sha256, progress);
      writeReceipt(name, sha256);
      Files.delete(zip);
      return folder;
    } catch (DatasetRefusedException e) {
      forget(zip, e);
      throw e;
    } catch (IOException e) {
      throw DatasetCache.unwritable(zip, e);
    }
  }

  private void writeReceipt(String name, String sha256) throws IOException {
    Path unfinished = cache.path(name + ".zip.sha256.unfinished");
    Files.writeString(unfinished, sha256 + "  " + name + ".zip\n");
    Files.move(
        unfinished,
        receipt(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path receipt(String name) {
    return cache.path(name + ".zip.sha256");
  }

  /** Refused bytes must not be found again by the next call. */
  private static void forget(Path zip, DatasetRefusedException refusal) {
    if (Thread.currentThread().isInterrupted()) {
      // What cannot be read then is not damaged.
      return;
    }
    try {
      Files.deleteIfExists(zip);
    } catch (IOException e) {
      refusal.addSuppressed(e);
    }
  }
}
