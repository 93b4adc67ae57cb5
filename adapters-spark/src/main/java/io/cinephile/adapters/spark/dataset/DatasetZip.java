package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A .zip that nobody vouches for. Only the members that a data set needs are unpacked, under names
 * that this class knows; everything else about the archive is checked and otherwise ignored.
 */
final class DatasetZip {
  private static final int BUFFER_BYTES = 1 << 16;

  /** How zip (full, empty), gzip, bzip2, xz, 7z, Zstandard and RAR begin. */
  private static final List<byte[]> ARCHIVE_STARTS =
      List.of(
          bytes("504b0304"),
          bytes("504b0506"),
          bytes("1f8b08"),
          bytes("425a68"),
          bytes("fd377a585a00"),
          bytes("377abcaf271c"),
          bytes("28b52ffd"),
          bytes("526172211a07"));

  private static final int LONGEST_START = 6;

  private final Path file;
  private final ZipFile zip;
  private final ZipLimits limits;
  private final long fileBytes;
  private long written;

  private DatasetZip(Path file, ZipFile zip, ZipLimits limits, long fileBytes) {
    this.file = file;
    this.zip = zip;
    this.limits = limits;
    this.fileBytes = fileBytes;
  }

  /**
   * Writes ratings, movies, folds and readme into the folder, without the archive's own folders.
   *
   * @param folder exists and is empty
   * @throws DatasetRefusedException where the archive is damaged, dangerous or no data set; the
   *     folder may then hold a part
   * @throws IOException where the folder cannot be written
   */
  static void unpack(Path file, Path folder, ZipLimits limits, SourcingListener progress)
      throws IOException {
    long fileBytes = Files.size(file);
    try (EntryBudget channel = EntryBudget.open(file, limits.mostEntries());
        ZipFile zip = open(file, channel, limits)) {
      channel.lift();
      List<ZipArchiveEntry> members = new ZipMembers(file, limits).needed(zip);
      new DatasetZip(file, zip, limits, fileBytes).unpack(members, folder, progress);
    }
  }

  private static ZipFile open(Path file, EntryBudget channel, ZipLimits limits) {
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).get();
    } catch (IOException | RuntimeException e) {
      // Malformed archives also make the library throw unchecked exceptions.
      String reason =
          channel.isExceeded()
              ? "has far more than %d entries, the most that is accepted"
                  .formatted(limits.mostEntries())
              : "is no complete .zip: it is damaged, cut off or something else";
      throw new DatasetRefusedException("'%s' %s.".formatted(file, reason), e);
    }
  }

  private void unpack(List<ZipArchiveEntry> members, Path folder, SourcingListener progress)
      throws IOException {
    long total = members.stream().mapToLong(ZipArchiveEntry::getSize).sum();
    ByteProgress bytes = new ByteProgress("unpacking " + file.getFileName(), total, progress);
    for (ZipArchiveEntry member : members) {
      unpack(member, folder.resolve(ZipMembers.fileName(member)), bytes);
    }
  }

  private void unpack(ZipArchiveEntry member, Path target, ByteProgress progress)
      throws IOException {
    CRC32 crc = new CRC32();
    long size = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = content(member);
        OutputStream out = Files.newOutputStream(target)) {
      for (int read = read(member, in, buffer); read >= 0; read = read(member, in, buffer)) {
        size += read;
        written += read;
        requireWithinLimits(member, size);
        crc.update(buffer, 0, read);
        out.write(buffer, 0, read);
        progress.advance(read);
      }
    }
    if (size != member.getSize() || crc.getValue() != member.getCrc()) {
      throw damaged(member, null);
    }
  }

  private InputStream content(ZipArchiveEntry member) {
    InputStream in;
    byte[] start;
    try {
      in = new BufferedInputStream(zip.getInputStream(member), BUFFER_BYTES);
      in.mark(LONGEST_START);
      start = in.readNBytes(LONGEST_START);
      in.reset();
    } catch (IOException | RuntimeException e) {
      throw damaged(member, e);
    }
    if (ARCHIVE_STARTS.stream().anyMatch(known -> startsWith(start, known))) {
      throw new DatasetRefusedException(
          "'%s' holds another archive as '%s'. Unpack that first."
              .formatted(file, member.getName()));
    }
    return in;
  }

  private int read(ZipArchiveEntry member, InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw damaged(member, e);
    }
  }

  private void requireWithinLimits(ZipArchiveEntry member, long size) {
    if (size > member.getSize()) {
      throw damaged(member, null);
    }
    if (written > limits.mostBytes()) {
      throw ZipMembers.tooLarge(file, limits);
    }
    // A lie about the compressed size cannot exceed the file itself.
    long compressed = Math.max(1, Math.min(member.getCompressedSize(), fileBytes));
    if (size > limits.ratioFloor() && size / compressed >= limits.mostRatio()) {
      throw new DatasetRefusedException(
          "'%s': '%s' unpacks to more than %d times its size, which looks like a zip bomb."
              .formatted(file, member.getName(), limits.mostRatio()));
    }
  }

  private DatasetRefusedException damaged(ZipArchiveEntry member, Exception cause) {
    return new DatasetRefusedException(
        "'%s' is damaged: '%s' is not what its checksum and size say."
            .formatted(file, member.getName()),
        cause);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
