package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Digests of whole files, hexadecimal in lower case. Files are read as streams, never whole. */
final class FileDigest {
  private static final String SHA_256 = "SHA-256";
  private static final int BUFFER_BYTES = 1 << 17;

  private FileDigest() {}

  /**
   * What was read of several files.
   *
   * @param together SHA-256 over all of them, one after the other
   * @param each in that order
   */
  record Hashes(String together, List<DatasetFile> each) {}

  /**
   * SHA-256 of each file and of all one after the other, from reading each once.
   *
   * @throws DatasetRefusedException where a file cannot be read
   */
  static Hashes sha256(String activity, List<Path> files, SourcingListener progress) {
    MessageDigest together = newDigest(SHA_256);
    ByteProgress bytes = progressOver(activity, files, progress);
    List<DatasetFile> each = new ArrayList<>();
    for (Path file : files) {
      MessageDigest alone = newDigest(SHA_256);
      long size = read(file, bytes, together, alone);
      each.add(new DatasetFile(file.getFileName().toString(), size, hexadecimal(alone)));
    }
    return new Hashes(hexadecimal(together), each);
  }

  /**
   * SHA-256.
   *
   * @throws DatasetRefusedException where the file cannot be read
   */
  static String sha256(String activity, Path file, SourcingListener progress) {
    return digest(SHA_256, activity, file, progress);
  }

  /**
   * MD5, the only checksum that GroupLens publishes: it tells damage; who sent the bytes is told by
   * TLS.
   *
   * @throws DatasetRefusedException where the file cannot be read
   */
  static String md5(String activity, Path file, SourcingListener progress) {
    return digest("MD5", activity, file, progress);
  }

  private static String digest(
      String algorithm, String activity, Path file, SourcingListener progress) {
    MessageDigest digest = newDigest(algorithm);
    long unused = read(file, progressOver(activity, List.of(file), progress), digest);
    return hexadecimal(digest);
  }

  private static ByteProgress progressOver(
      String activity, List<Path> files, SourcingListener progress) {
    return new ByteProgress(activity, files.stream().mapToLong(FileDigest::size).sum(), progress);
  }

  private static String hexadecimal(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns how many bytes were read. */
  private static long read(Path file, ByteProgress progress, MessageDigest... digests) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (MessageDigest digest : digests) {
          digest.update(buffer, 0, read);
        }
        bytes += read;
        progress.advance(read);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return bytes;
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
