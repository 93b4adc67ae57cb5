package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Elasticsearch that hangs, fails or overflows, played by a server of the test's own. */
@Timeout(20)
final class ResilientCallsTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Answer answer = ResilientCallsTest::well;
  private HttpServer server;
  private RestClient client;

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          answer.to(exchange);
          exchange.close();
        });
    server.start();
    client = RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void endsACallThatIsNotAnsweredInTime() {
    answer = this::never;
    assertEndsSoon(() -> transport(new ResilientCalls(TIMEOUT)).call("GET", "/x?y=z"));
    assertThat(asked).as("what timed out is not repeated").hasValue(1);
  }

  @Test
  void endsACallWhoseAnswerTricklesIn() {
    answer = this::trickling;
    assertEndsSoon(() -> transport(new ResilientCalls(TIMEOUT)).call("GET", "/x"));
  }

  @Test
  void hangsUpOnACallThatIsNotAnsweredInTime() throws Exception {
    try (SilentServer silent = new SilentServer();
        RestClient patient = RestClient.builder(silent.host()).build()) {
      JsonTransport transport = new JsonTransport(patient, new ResilientCalls(TIMEOUT));
      assertEndsSoon(() -> transport.call("GET", "/x"));
      long start = System.nanoTime();
      while (silent.listening() > 0 && System.nanoTime() - start < SOON.toNanos()) {
        Thread.sleep(10);
      }
      assertThat(silent.listening()).isZero();
    }
  }

  @Test
  void refusesCallsOnceHalfOfTwentyFailedAndAsksAgainLater() throws Exception {
    ResilientCalls calls = new ResilientCalls(TIMEOUT);
    times(10, calls);
    answer = exchange -> status(exchange, 503);
    times(9, calls);
    assertThat(calls.isOpen()).isFalse();
    times(1, calls);
    assertThat(calls.isOpen()).isTrue();
    assertIsRefused(calls);

    Thread.sleep(ResilientCalls.PAUSE.toMillis() + 50);
    assertThat(call(calls)).isInstanceOf(StoreUnavailableException.class);
    assertThat(asked).as("one attempt was let through").hasValue(21);
    assertIsRefused(calls);

    answer = ResilientCallsTest::well;
    Thread.sleep(ResilientCalls.PAUSE.toMillis() + 50);
    assertThat(call(calls)).isNull();
    assertThat(calls.isOpen()).isFalse();
    assertThat(call(calls)).isNull();
  }

  @Test
  void takesNoRefusalForAnOutage() {
    ResilientCalls calls = new ResilientCalls(TIMEOUT);
    answer = exchange -> status(exchange, 400);
    times(2 * ResilientCalls.CALLS_LOOKED_AT, calls);
    assertThat(calls.isOpen()).isFalse();
    assertThat(asked).hasValue(2 * ResilientCalls.CALLS_LOOKED_AT);
  }

  @Test
  void refusesACallThatFindsNoPlaceInTime() throws Exception {
    answer = this::never;
    ResilientCalls calls = new ResilientCalls(Duration.ofSeconds(10), 2);
    List<CompletableFuture<Throwable>> underWay = hanging(calls, 2);
    long start = System.nanoTime();
    assertThat(call(calls))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("2 calls are under way");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(ResilientCalls.LONGEST_WAIT.minusMillis(20), SOON);
    assertThat(asked).hasValue(2);
    end.countDown();
    underWay.forEach(CompletableFuture::join);
    assertThat(call(calls)).isNull();
  }

  @Test
  void letsACallHaveThePlaceThatGetsFreeWhileItWaits() throws Exception {
    answer = this::never;
    ResilientCalls calls = new ResilientCalls(Duration.ofSeconds(10), 1);
    hanging(calls, 1);
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(() -> call(calls), threads);
    Thread.sleep(100);
    end.countDown();
    assertThat(waiting.join()).isNull();
  }

  @Test
  void aThreadThatIsInterruptedWaitsForNoPlace() throws Exception {
    answer = this::never;
    ResilientCalls calls = new ResilientCalls(Duration.ofSeconds(10), 1);
    hanging(calls, 1);
    Thread.currentThread().interrupt();
    Throwable failure = call(calls);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).isInstanceOf(CancellationException.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void repeatsOnceWhatDoesNoHarmWhereTheConnectionFailed() {
    Stream<Supplier<JsonNode>> harmless =
        Stream.of(
            () -> transport(new ResilientCalls(TIMEOUT)).call("GET", "/x"),
            () -> transport(new ResilientCalls(TIMEOUT)).call("POST", Search.path("x")),
            () ->
                transport(new ResilientCalls(TIMEOUT)).bulk("/x/_bulk?refresh=true", new byte[0]));
    harmless.forEach(
        call -> {
          asked.set(0);
          answer =
              exchange -> {
                if (asked.get() > 1) {
                  well(exchange);
                }
              };
          assertThat(call.get()).isEmpty();
          assertThat(asked).hasValue(2);
        });
  }

  @Test
  void repeatsNoMoreThanOnce() {
    answer = exchange -> {};
    assertThat(call(new ResilientCalls(TIMEOUT))).isInstanceOf(StoreUnavailableException.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void repeatsNothingElse() {
    answer = exchange -> {};
    JsonTransport transport = transport(new ResilientCalls(TIMEOUT));
    for (String method : List.of("PUT", "POST", "DELETE")) {
      asked.set(0);
      assertThatThrownBy(() -> transport.call(method, "/x"))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(asked).as(method).hasValue(1);
    }
    answer = exchange -> status(exchange, 503);
    asked.set(0);
    assertThatThrownBy(() -> transport.call("GET", "/x"))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(asked).as("an answer, if a bad one").hasValue(1);
  }

  @Test
  void refusesATimeoutOutOfRange() {
    for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(9), Duration.ofSeconds(61))) {
      assertThatThrownBy(() -> new ResilientCalls(timeout))
          .isInstanceOf(OutOfRangeException.class)
          .hasMessageContaining("Elasticsearch timeout");
    }
  }

  private JsonTransport transport(CallPolicy policy) {
    return new JsonTransport(client, policy);
  }

  /** What a call throws; null if it is answered. */
  private Throwable call(CallPolicy policy) {
    return catchThrowable(() -> transport(policy).call("GET", "/x"));
  }

  private void times(int count, CallPolicy policy) {
    IntStream.range(0, count).forEach(n -> call(policy));
  }

  /** Calls that have reached the server. */
  private List<CompletableFuture<Throwable>> hanging(CallPolicy policy, int count)
      throws InterruptedException {
    List<CompletableFuture<Throwable>> calls =
        IntStream.range(0, count)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> call(policy), threads))
            .toList();
    while (asked.get() < count) {
      Thread.sleep(5);
    }
    return calls;
  }

  private void assertIsRefused(CallPolicy policy) {
    int before = asked.get();
    assertThat(call(policy))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("has not been answering");
    assertThat(asked).as("the server was left alone").hasValue(before);
  }

  private static void assertEndsSoon(Runnable call) {
    long start = System.nanoTime();
    assertThatThrownBy(call::run)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("did not answer GET /x");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, SOON);
  }

  private static void well(HttpExchange exchange) throws IOException {
    status(exchange, 200);
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Until the test says that it is over. */
  private void never(HttpExchange exchange) throws IOException {
    awaitEnd(Duration.ofMinutes(1));
    well(exchange);
  }

  private void trickling(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    while (!awaitEnd(Duration.ofMillis(50))) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
