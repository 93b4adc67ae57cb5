package io.cinephile.adapters.spark.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.adapters.spark.dataset.ScriptedServer.Reply;
import io.cinephile.adapters.spark.dataset.ScriptedServer.Request;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets by name, from a server that does not always behave. */
@Timeout(60)
class DatasetDownloadTest {
  private static final int BROKEN_OFF = 3_000;

  @TempDir Path cache;

  private final ScriptedServer server = new ScriptedServer();
  private final byte[] zip = zip(1);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> activities = new ArrayList<>();
  private final List<Double> fractions = new ArrayList<>();
  private Duration silence = Duration.ofSeconds(20);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPublishedNameIsDownloadedVerifiedAndUnpacked() {
    publish(zip);

    DatasetFiles found = locate();

    assertThat(found.identity().name()).isEqualTo("ml-1m");
    assertThat(found.layout()).isEqualTo(Layout.DOUBLE_COLONS);
    assertThat(found.ratings()).startsWith(cache);
    assertThat(server.requests())
        .extracting(Request::path)
        .containsExactly("/movielens/ml-1m.zip.md5", "/movielens/ml-1m.zip");
    assertThat(server.requests("ml-1m.zip").get(0).header("Range")).isNull();
    assertThat(pauses).isEmpty();
  }

  @Test
  void theSecondCallAsksNobody() {
    publish(zip);
    DatasetFiles first = locate();
    server.close();
    int asked = server.requests().size();

    assertThat(locate()).isEqualTo(first);
    assertThat(server.requests()).hasSize(asked);
  }

  @Test
  void onlyTheDataAndTheReceiptStay() {
    publish(zip);
    locate();

    assertThat(names()).noneMatch(name -> name.endsWith(".zip") || name.contains(".part"));
  }

  @Test
  void whatWasRemovedFromTheCacheIsDownloadedAgain() throws IOException {
    publish(zip);
    Path home = locate().ratings().getParent();
    for (String file : List.of("ratings.dat", "movies.dat", "README.txt")) {
      Files.delete(home.resolve(file));
    }
    Files.delete(home);

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip")).hasSize(2);
  }

  @Test
  void anAttemptThatBreaksOffIsGoneOnWithAndOnlyTheRestIsAskedFor() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          Reply reply = ScriptedServer.file(zip, "\"v1\"").answer(request, nth);
          return nth == 1 ? reply.brokenOffAfter(BROKEN_OFF) : reply;
        });

    assertThat(locate().ratings()).exists();

    List<Request> requests = server.requests("ml-1m.zip");
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).header("Range")).isEqualTo("bytes=" + BROKEN_OFF + "-");
    assertThat(requests.get(1).header("If-Range")).isEqualTo("\"v1\"");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(activities).anyMatch(text -> text.endsWith("trying again in 1 s"));
  }

  @Test
  void aServerWithoutEntityTagsIsGoneOnWithByDate() {
    String date = "Wed, 21 Oct 2015 07:28:00 GMT";
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          if (nth == 1) {
            return Reply.of(200, Map.of("Last-Modified", date, "ETag", "W/\"weak\""), zip)
                .brokenOffAfter(BROKEN_OFF);
          }
          String range = "bytes %d-%d/%d".formatted(BROKEN_OFF, zip.length - 1, zip.length);
          byte[] rest = Arrays.copyOfRange(zip, BROKEN_OFF, zip.length);
          return Reply.of(206, Map.of("Last-Modified", date, "Content-Range", range), rest);
        });

    locate();

    assertThat(server.requests("ml-1m.zip").get(1).header("If-Range")).isEqualTo(date);
  }

  @Test
  void withoutAnyMarkOfTheVersionItStartsOver() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          Reply reply = Reply.of(200, Map.of(), zip);
          return nth == 1 ? reply.brokenOffAfter(BROKEN_OFF) : reply;
        });

    locate();

    assertThat(server.requests("ml-1m.zip").get(1).header("Range")).isNull();
  }

  @Test
  void whatBrokeOffForGoodIsGoneOnWithByTheNextCall() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          Reply reply = ScriptedServer.file(zip, "\"v1\"").answer(request, nth);
          return nth <= 3 ? reply.brokenOffAfter(1_000) : reply;
        });

    assertUnavailable("'ml-1m' could not be downloaded", "in 3 attempts");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(cache.resolve("ml-1m.zip.part")).hasSize(BROKEN_OFF);

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip"))
        .extracting(request -> request.header("Range"))
        .containsExactly(null, "bytes=1000-", "bytes=2000-", "bytes=3000-");
  }

  @Test
  void aServerThatIgnoresRangesIsReadFromTheStart() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          Reply whole = ScriptedServer.whole(zip, "\"v1\"");
          return nth == 1 ? whole.brokenOffAfter(BROKEN_OFF) : whole;
        });

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip").get(1).header("Range")).isNotNull();
  }

  @Test
  void aFileThatChangedBetweenTwoAttemptsStartsOver() {
    byte[] newer = zip(2);
    publishMd5(newer);
    server.publish(
        "ml-1m.zip",
        (request, nth) ->
            nth == 1
                ? ScriptedServer.whole(zip, "\"v1\"").brokenOffAfter(BROKEN_OFF)
                : ScriptedServer.file(newer, "\"v2\"").answer(request, nth));

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip")).hasSize(2);
  }

  @Test
  void aServerThatMixesVersionsIsNotBelieved() {
    byte[] newer = zip(2);
    publishMd5(newer);
    server.publish(
        "ml-1m.zip",
        (request, nth) ->
            switch (nth) {
              case 1 -> ScriptedServer.whole(zip, "\"v1\"").brokenOffAfter(BROKEN_OFF);
              case 2 -> ScriptedServer.part(newer, "\"v2\"", BROKEN_OFF);
              default -> ScriptedServer.file(newer, "\"v2\"").answer(request, nth);
            });

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip").get(2).header("Range")).isNull();
  }

  @Test
  void aServerThatAnswersWithAnotherRangeIsNotBelieved() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) ->
            switch (nth) {
              case 1 -> ScriptedServer.whole(zip, "\"v1\"").brokenOffAfter(BROKEN_OFF);
              case 2 -> ScriptedServer.part(zip, "\"v1\"", BROKEN_OFF + 100);
              default -> ScriptedServer.file(zip, "\"v1\"").answer(request, nth);
            });

    assertThat(locate().ratings()).exists();
  }

  @Test
  void whatIsCompleteButNotYetVerifiedIsNotReceivedAgain() throws IOException {
    publish(zip);
    Files.write(cache.resolve("ml-1m.zip.part"), zip);
    Files.writeString(cache.resolve("ml-1m.zip.part.version"), "\"v1\"");

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip")).hasSize(1);
  }

  @Test
  void moreThanThereIsStartsOver() throws IOException {
    publish(zip);
    Files.write(cache.resolve("ml-1m.zip.part"), new byte[zip.length + 1]);
    Files.writeString(cache.resolve("ml-1m.zip.part.version"), "\"v1\"");

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip")).hasSize(2);
  }

  @Test
  void wrongBytesAreRefusedNamingBothChecksumsAndAreDeleted() {
    publishMd5(zip(2));
    server.publish("ml-1m.zip", ScriptedServer.file(zip, "\"v1\""));

    assertRefused(md5(zip), md5(zip(2)));
    assertThat(names()).noneMatch(name -> name.contains(".part") || name.endsWith(".zip"));
  }

  @Test
  void aDataSetWithoutPublishedChecksumIsUsedAndSaysSo() {
    server.publish("ml-1m.zip", ScriptedServer.file(zip, "\"v1\""));

    assertThat(locate().ratings()).exists();
    assertThat(activities).anyMatch(text -> text.contains("no checksum is published for ml-1m"));
  }

  @Test
  void aChecksumFileWithoutChecksumIsRefused() {
    publish(zip);
    server.publish("ml-1m.zip.md5", text("<html>Please log in</html>"));

    assertRefused("ml-1m.zip.md5 holds no MD5 checksum of ml-1m.zip");
  }

  @Test
  void damagedBytesWithoutPublishedChecksumAreNotFoundByTheNextCall() {
    byte[] cut = Arrays.copyOf(zip, zip.length / 2);
    server.publish(
        "ml-1m.zip",
        (request, nth) ->
            nth == 1 ? ScriptedServer.whole(cut, "\"v1\"") : ScriptedServer.whole(zip, "\"v2\""));

    assertRefused("no complete .zip");
    assertThat(locate().ratings()).exists();
  }

  @Test
  void whatTheServerDoesNotHaveIsRefused() {
    assertRefused("does not have", server.base() + "ml-1m.zip", "404");
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatTheServerForbidsIsRefused() {
    publishMd5(zip);
    server.publish("ml-1m.zip", (request, nth) -> Reply.status(403));

    assertRefused("was refused with status 403");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void aServerInTroubleIsAskedAgain(int status) {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) ->
            nth < 3
                ? Reply.status(status)
                : ScriptedServer.file(zip, "\"v1\"").answer(request, nth));

    assertThat(locate().ratings()).exists();
  }

  @Test
  void aServerThatStaysInTroubleIsUnavailable() {
    server.publish("ml-1m.zip.md5", (request, nth) -> Reply.status(500));

    assertUnavailable("status 500", "in 3 attempts");
  }

  @Test
  void aRefusedConnectionIsUnavailable() {
    server.close();

    assertUnavailable("could not be downloaded from " + server.base());
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAndAskedForTheRest() {
    silence = Duration.ofMillis(300);
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          Reply reply = ScriptedServer.file(zip, "\"v1\"").answer(request, nth);
          return nth == 1 ? reply.silentAfter(BROKEN_OFF) : reply;
        });

    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip").get(1).header("Range"))
        .isEqualTo("bytes=" + BROKEN_OFF + "-");
    assertThat(activities).anyMatch(text -> text.contains("nothing came for 300 ms"));
  }

  @Test
  void anInterruptedDownloadEndsAtOnceAndIsGoneOnWithByTheNextCall() throws Exception {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) -> {
          Reply reply = ScriptedServer.file(zip, "\"v1\"").answer(request, nth);
          return nth == 1 ? reply.silentAfter(BROKEN_OFF) : reply;
        });
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread run =
        new Thread(
            () -> {
              Throwable thrown = catchThrowable(this::locate);
              stillInterrupted.set(Thread.currentThread().isInterrupted());
              end.complete(thrown);
            });
    run.start();
    Path part = cache.resolve("ml-1m.zip.part");
    while (!Files.exists(part) || Files.size(part) < BROKEN_OFF) {
      Thread.sleep(20);
    }

    run.interrupt();

    assertThat(end).succeedsWithin(Duration.ofSeconds(3)).isInstanceOf(CancellationException.class);
    assertThat(stillInterrupted).isTrue();
    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip").get(1).header("Range"))
        .isEqualTo("bytes=" + BROKEN_OFF + "-");
  }

  @Test
  void anInterruptedThreadPreparesNothingAndLosesNothing() throws IOException {
    publish(zip);
    Files.createDirectories(cache);
    Files.write(cache.resolve("ml-1m.zip"), zip);

    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(this::locate);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(CancellationException.class);
    assertThat(cache.resolve("ml-1m.zip")).exists();
    assertThat(locate().ratings()).exists();
    assertThat(server.requests("ml-1m.zip")).isEmpty();
  }

  @Test
  void moreBytesThanTheLimitAreRefusedBeforeTheyCome() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip", (request, nth) -> ScriptedServer.whole(new byte[100_001], "\"v1\""));

    assertRefused("'ml-1m' has 100001 bytes or more, at most 100000 are accepted");
    assertThat(names()).noneMatch(name -> name.contains(".part"));
  }

  @Test
  void aRedirectionIsFollowed() {
    publishMd5(zip);
    server.publish(
        "ml-1m.zip",
        (request, nth) ->
            Reply.of(302, Map.of("Location", server.base() + "elsewhere.zip"), new byte[0]));
    server.publish("elsewhere.zip", ScriptedServer.file(zip, "\"v1\""));

    assertThat(locate().ratings()).exists();
  }

  @Test
  void progressIsToldInBytesAndNotTooOften() {
    publish(zip);

    locate();

    assertThat(activities)
        .contains("downloading ml-1m: 0.0 MB of 0.0 MB")
        .hasSizeLessThan(400)
        .anyMatch(text -> text.startsWith("verifying ml-1m"))
        .anyMatch(text -> text.startsWith("unpacking ml-1m.zip"));
    assertThat(fractions).allMatch(fraction -> fraction >= 0 && fraction <= 1).contains(1.0);
  }

  private void publish(byte[] content) {
    publishMd5(content);
    server.publish("ml-1m.zip", ScriptedServer.file(content, "\"v1\""));
  }

  private void publishMd5(byte[] content) {
    server.publish("ml-1m.zip.md5", text("MD5 (ml-1m.zip) = " + md5(content) + "\n"));
  }

  private static ScriptedServer.Resource text(String text) {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    return (request, nth) -> Reply.of(200, Map.of(), body);
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of about ten kilobytes, because its readme cannot be compressed. */
  private static byte[] zip(int seed) {
    byte[] noise = new byte[10_000];
    new Random(seed).nextBytes(noise);
    return CraftedZip.of("ml-1m/", TinyDatasets.oneMillion())
        .with("ml-1m/README.txt", noise)
        .bytes();
  }

  private DatasetFiles locate() {
    CachingDatasetLocator locator =
        new CachingDatasetLocator(
            cache, server.base(), to -> {}, ZipLimits.DEFAULTS, limits(), pauses::add);
    SourcingListener listener =
        (activity, fraction) -> {
          activities.add(activity);
          fractions.add(fraction);
        };
    return locator.locate(new DatasetLocation("ml-1m"), listener);
  }

  private DownloadLimits limits() {
    Duration patience = Duration.ofSeconds(20);
    return new DownloadLimits(3, Duration.ofSeconds(1), patience, patience, silence, 100_000);
  }

  private void assertRefused(String... parts) {
    Throwable refusal = catchThrowable(this::locate);
    assertThat(refusal).isInstanceOf(DatasetRefusedException.class);
    assertThat(refusal.getMessage()).contains(parts);
  }

  private void assertUnavailable(String... parts) {
    Throwable outage = catchThrowable(this::locate);
    assertThat(outage)
        .isInstanceOf(DatasetUnavailableException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(outage.getMessage()).contains(parts);
  }

  private List<String> names() {
    try (Stream<Path> children = Files.list(cache)) {
      return children.map(child -> child.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
