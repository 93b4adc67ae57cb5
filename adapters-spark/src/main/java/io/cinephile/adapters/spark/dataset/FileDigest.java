package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Digests of whole files, hexadecimal in lower case. Files are read as streams, never whole. */
final class FileDigest {
  private static final int BUFFER_BYTES = 1 << 17;

  private FileDigest() {}

  /**
   * SHA-256 over the files one after the other.
   *
   * @throws DatasetRefusedException where a file cannot be read
   */
  static String sha256(String activity, List<Path> files, SourcingListener progress) {
    return digest("SHA-256", activity, files, progress);
  }

  /**
   * MD5, the only checksum that GroupLens publishes: it tells damage; who sent the bytes is told by
   * TLS.
   *
   * @throws DatasetRefusedException where the file cannot be read
   */
  static String md5(String activity, Path file, SourcingListener progress) {
    return digest("MD5", activity, List.of(file), progress);
  }

  private static String digest(
      String algorithm, String activity, List<Path> files, SourcingListener progress) {
    MessageDigest digest = newDigest(algorithm);
    long total = files.stream().mapToLong(FileDigest::size).sum();
    ByteProgress bytes = new ByteProgress(activity, total, progress);
    files.forEach(file -> update(digest, file, bytes));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void update(MessageDigest digest, Path file, ByteProgress progress) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        progress.advance(read);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DatasetRefusedException unreadable(Path file, IOException cause) {
    return new DatasetRefusedException("The file '%s' cannot be read.".formatted(file), cause);
  }

  private static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
