package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.nio.file.Path;

/** Unpacks a .zip into the cache, once for the same bytes. */
final class UnpackedZips {
  /** Characters of the SHA-256 in a folder's name. */
  private static final int HASH_LENGTH = 12;

  private static final int MOST_NAME_LENGTH = 80;

  private final DatasetCache cache;
  private final ZipLimits limits;

  UnpackedZips(DatasetCache cache, ZipLimits limits) {
    this.cache = cache;
    this.limits = limits;
  }

  /** The folder with the data set that the .zip holds. */
  Path folder(Path zip, String name, SourcingListener progress) {
    String sha256 = FileDigest.sha256("verifying " + name + ".zip", zip, progress);
    return folder(zip, name, sha256, progress);
  }

  /** The same for a .zip whose hash is known. */
  Path folder(Path zip, String name, String sha256, SourcingListener progress) {
    return cache.folder(
        folderName(name, sha256),
        progress,
        folder -> DatasetZip.unpack(zip, folder, limits, progress));
  }

  /** What the folder of a .zip with that hash is called, whether it is there or not. */
  static String folderName(String name, String sha256) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    String shortened = plain.substring(0, Math.min(plain.length(), MOST_NAME_LENGTH));
    return shortened + "-" + sha256.substring(0, HASH_LENGTH);
  }
}
