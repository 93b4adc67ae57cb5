package io.cinephile.adapters.spark.dataset;

import io.cinephile.adapters.spark.dataset.HttpAnswers.Answer;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Downloads a published archive, goes on where an attempt broke off, and verifies it. */
final class DatasetDownload {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Of a checksum file; the rest is not read. */
  private static final int CHECKSUM_BYTES = 4096;

  private final URI base;
  private final DownloadLimits limits;
  private final Pause pause;
  private final HttpAnswers http;

  DatasetDownload(URI base, DownloadLimits limits, Pause pause) {
    this.base = folder(base);
    this.limits = limits;
    this.pause = pause;
    this.http = new HttpAnswers(limits);
  }

  private static URI folder(URI base) {
    String scheme = String.valueOf(base.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http")) || base.getHost() == null) {
      throw new OutOfRangeException("downloads", base, "must be an http or https address");
    }
    return base.toString().endsWith("/") ? base : URI.create(base + "/");
  }

  /**
   * Writes the archive of that name. The caller holds the lock for it.
   *
   * @param target where it is put when it is complete and right
   * @throws DatasetRefusedException where the server does not have it, it is too large, or it is
   *     not what its publisher's checksum says; nothing of it is kept then
   * @throws DatasetUnavailableException where the server could not be reached or broke off; what
   *     came is kept for the next call
   */
  void fetch(String name, Path target, SourcingListener progress) {
    URI uri = base.resolve(name + ".zip");
    PartialDownload part = new PartialDownload(target);
    Optional<String> md5 = persistently(name, progress, () -> publishedMd5(name, progress));
    persistently(name, progress, () -> transfer(name, uri, part, progress));
    if (md5.isPresent()) {
      verify(name, part, md5.get(), progress);
    }
    part.moveTo(target);
  }

  /** One try, which fails with an {@link IOException} where another may succeed. */
  @FunctionalInterface
  private interface Attempt<T> {
    T make() throws IOException;
  }

  private <T> T persistently(String name, SourcingListener progress, Attempt<T> attempt) {
    Duration wait = limits.firstPause();
    for (int made = 1; ; made++) {
      try {
        return attempt.make();
      } catch (IOException e) {
        if (made == limits.attempts()) {
          throw new DatasetUnavailableException(
              "'%s' could not be downloaded from %s in %d attempts: %s."
                  .formatted(name, base, made, reason(e)),
              e);
        }
        progress.progressed(
            "downloading %s: %s; trying again in %d s".formatted(name, reason(e), wait.toSeconds()),
            0);
        waitFor(wait, name);
        wait = wait.multipliedBy(2);
      }
    }
  }

  private void waitFor(Duration wait, String name) {
    try {
      pause.last(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatasetUnavailableException("Interrupted while downloading " + name, e);
    }
  }

  /** The HTTP client leaves out the message of a refused connection. */
  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private Optional<String> publishedMd5(String name, SourcingListener progress) throws IOException {
    String fileName = name + ".zip";
    URI uri = base.resolve(fileName + ".md5");
    try (Answer answer = http.get(uri, Map.of())) {
      if (isMissing(answer)) {
        progress.progressed(
            "no checksum is published for %s: its bytes are not compared".formatted(name), 0);
        return Optional.empty();
      }
      if (answer.status() != 200) {
        throw failure(uri, answer);
      }
      byte[] text = answer.body().readNBytes(CHECKSUM_BYTES);
      return Optional.of(
          PublishedChecksum.of(fileName, new String(text, StandardCharsets.US_ASCII))
              .orElseThrow(
                  () ->
                      new DatasetRefusedException(
                          "%s holds no MD5 checksum of %s.".formatted(uri, fileName))));
    }
  }

  private Void transfer(String name, URI uri, PartialDownload part, SourcingListener progress)
      throws IOException {
    Optional<String> version = part.version();
    try (Answer answer = http.get(uri, resuming(version, part))) {
      switch (answer.status()) {
        case 200 -> receiveWhole(name, answer, part, progress);
        case 206 -> receiveRest(name, answer, part, progress);
        case 416 -> requireComplete(answer, part);
        default -> throw failure(uri, answer);
      }
    }
    return null;
  }

  private static Map<String, String> resuming(Optional<String> version, PartialDownload part) {
    return version
        .map(mark -> Map.of("Range", "bytes=" + part.size() + "-", "If-Range", mark))
        .orElse(Map.of());
  }

  private void receiveWhole(
      String name, Answer answer, PartialDownload part, SourcingListener progress)
      throws IOException {
    part.startOver(version(answer));
    long total = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    receive(name, answer, part, total, progress);
  }

  private void receiveRest(
      String name, Answer answer, PartialDownload part, SourcingListener progress)
      throws IOException {
    ContentRange range = ContentRange.of(answer.headers());
    Optional<String> answered = version(answer);
    boolean sameVersion = answered.isEmpty() || answered.equals(part.version());
    if (range.start() != part.size() || !sameVersion) {
      part.discard();
      throw new IOException("the server answered with another part than was asked for");
    }
    receive(name, answer, part, range.total(), progress);
  }

  /**
   * There was nothing to add: right if the earlier call had everything, but did not get to check.
   */
  private static void requireComplete(Answer answer, PartialDownload part) throws IOException {
    if (part.size() == 0 || ContentRange.of(answer.headers()).total() != part.size()) {
      part.discard();
      throw new IOException("the server has less than was received before");
    }
  }

  private void receive(
      String name, Answer answer, PartialDownload part, long total, SourcingListener progress)
      throws IOException {
    requireSize(name, part, total);
    ByteProgress bytes = new ByteProgress("downloading " + name, total, progress);
    long size = part.size();
    bytes.advance(size);
    try (PartialDownload.Appender out = part.append()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream body = answer.body();
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        size += read;
        requireSize(name, part, size);
        out.write(buffer, read);
        bytes.advance(read);
      }
    }
    requireTotal(part, size, total);
  }

  private static void requireTotal(PartialDownload part, long size, long total) throws IOException {
    if (total >= 0 && size != total) {
      if (size > total) {
        part.discard();
      }
      throw new IOException("%d of %d bytes came".formatted(size, total));
    }
  }

  private void requireSize(String name, PartialDownload part, long bytes) {
    if (bytes > limits.mostBytes()) {
      part.discard();
      throw new DatasetRefusedException(
          "'%s' has %d bytes or more, at most %d are accepted."
              .formatted(name, bytes, limits.mostBytes()));
    }
  }

  private static void verify(
      String name, PartialDownload part, String published, SourcingListener progress) {
    String received = FileDigest.md5("verifying " + name, part.path(), progress);
    if (!received.equals(published)) {
      part.discard();
      throw new DatasetRefusedException(
          ("'%s' is not what its publisher says: the MD5 checksum of the download is %s,"
                  + " published is %s. It was deleted.")
              .formatted(name, received, published));
    }
  }

  /** The mark of a version: a strong entity tag, or else its date. */
  private static Optional<String> version(Answer answer) {
    return answer
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> answer.headers().firstValue("Last-Modified"));
  }

  private static boolean isMissing(Answer answer) {
    return answer.status() == 404 || answer.status() == 410;
  }

  /** Throws what is final, returns what another attempt may mend. */
  private static IOException failure(URI uri, Answer answer) {
    int status = answer.status();
    if (status >= 500 || status == 408 || status == 429) {
      return new IOException("%s answered with status %d".formatted(uri, status));
    }
    if (isMissing(answer)) {
      throw new DatasetRefusedException(
          "The server does not have %s (status %d).".formatted(uri, status));
    }
    String location =
        answer.headers().firstValue("Location").map(to -> " towards " + to).orElse("");
    throw new DatasetRefusedException(
        "%s was refused with status %d%s.".formatted(uri, status, location));
  }
}
