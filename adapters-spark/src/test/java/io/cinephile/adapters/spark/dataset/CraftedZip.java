package io.cinephile.adapters.spark.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes archives that a well-meaning tool would not write. */
final class CraftedZip {
  private static final int SYMBOLIC_LINK = 0120777;
  private static final int NAMED_PIPE = 0010644;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

  static CraftedZip of(String folder, Map<String, String> files) {
    CraftedZip zip = new CraftedZip();
    files.forEach((name, content) -> zip.with(folder + name, content));
    return zip;
  }

  CraftedZip with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  CraftedZip with(String name, byte[] content) {
    return add(new ZipArchiveEntry(name), content);
  }

  CraftedZip withLink(String name, String target) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(SYMBOLIC_LINK);
    return add(entry, target.getBytes(StandardCharsets.UTF_8));
  }

  CraftedZip withPipe(String name) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(NAMED_PIPE);
    return add(entry, new byte[0]);
  }

  CraftedZip stored(String name, String content) {
    byte[] plain = content.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(plain);
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(ZipArchiveEntry.STORED);
    entry.setSize(plain.length);
    entry.setCrc(crc.getValue());
    return add(entry, plain);
  }

  private CraftedZip add(ZipArchiveEntry entry, byte[] content) {
    try {
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    try {
      zip.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path at(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
