package io.cinephile.adapters.spark.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive of which only so much may be read until its list of entries is known. The library
 * reads that list whole before it tells its length, so that millions of entries would cost the heap
 * before they could be counted.
 */
final class EntryBudget implements SeekableByteChannel {
  /** Of one entry: two headers, their names and extra fields, generously. */
  private static final long BYTES_PER_ENTRY = 4 << 10;

  /** For finding the end of the list behind the longest comment, byte by byte. */
  private static final long BYTES_FOR_SEARCH = 1 << 20;

  private final SeekableByteChannel channel;
  private long left;

  private EntryBudget(SeekableByteChannel channel, int mostEntries) {
    this.channel = channel;
    this.left = BYTES_FOR_SEARCH + mostEntries * BYTES_PER_ENTRY;
  }

  static EntryBudget open(Path file, int mostEntries) throws IOException {
    return new EntryBudget(Files.newByteChannel(file), mostEntries);
  }

  /** Whether more was read than the list of that many entries takes. */
  boolean isExceeded() {
    return left < 0;
  }

  /** The list is known: from now on anything may be read. */
  void lift() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = channel.read(target);
    left -= Math.max(0, read);
    if (isExceeded()) {
      throw new IOException("the list of entries is too long");
    }
    return read;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
