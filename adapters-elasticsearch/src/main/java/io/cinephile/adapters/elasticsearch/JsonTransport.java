package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cinephile.domain.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * Asks Elasticsearch in JSON and translates, once, what goes wrong: an outage, an overload, a full
 * disk or an account that is not known becomes a {@link StoreUnavailableException}, anything else a
 * {@link RequestRefusedException}. A thread that is interrupted drops its request and gets a {@link
 * CancellationException}; it stays interrupted. Paths are quoted in messages, so they must not hold
 * a pseudonym. Safe for use by several threads.
 */
final class JsonTransport {
  static final ObjectMapper JSON = new ObjectMapper();

  /** To whoever gives a wrong password, and to all while a cluster cannot read its own accounts. */
  private static final int UNAUTHENTICATED = 401;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /** Between two looks whether the client is still there. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final RestClient client;
  private final RequestOptions options;
  private final CallPolicy policy;

  /** Waits for answers as long as the client was told to. */
  JsonTransport(RestClient client) {
    this(client, CallPolicy.NONE);
  }

  /** Calls as the policy says. */
  JsonTransport(RestClient client, CallPolicy policy) {
    this(client, RequestOptions.DEFAULT, policy);
  }

  /** Waits for each answer that long, whatever the client was told. */
  JsonTransport(RestClient client, Duration patience) {
    this(client, options(patience), CallPolicy.NONE);
  }

  private JsonTransport(RestClient client, RequestOptions options, CallPolicy policy) {
    this.client = client;
    this.options = options;
    this.policy = policy;
  }

  private static RequestOptions options(Duration patience) {
    RequestConfig config =
        RequestConfig.custom()
            .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
            .setSocketTimeout(Math.toIntExact(patience.toMillis()))
            .build();
    return RequestOptions.DEFAULT.toBuilder().setRequestConfig(config).build();
  }

  JsonNode call(String method, String path) {
    return call(new Request(method, path));
  }

  JsonNode call(String method, String path, JsonNode body) {
    return call(request(method, path, bytes(body)));
  }

  /** The same, empty where Elasticsearch answers that there is no such thing. */
  Optional<JsonNode> callIfFound(String method, String path) {
    try {
      return Optional.of(call(method, path));
    } catch (RequestRefusedException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Sends the lines of a bulk request. */
  JsonNode bulk(String path, byte[] lines) {
    return call(request("POST", path, lines));
  }

  private static Request request(String method, String path, byte[] body) {
    Request request = new Request(method, path);
    request.setEntity(new NByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return request;
  }

  private JsonNode call(Request request) {
    request.setOptions(options);
    return policy.call(isRepeatable(request), () -> attempt(request));
  }

  /** Reads, and bulk requests, which give each document its id. */
  private static boolean isRepeatable(Request request) {
    String endpoint = request.getEndpoint();
    return request.getMethod().equals("GET")
        || endpoint.contains("/_search?")
        || endpoint.contains("/_mget?")
        || endpoint.contains("/_bulk?");
  }

  private JsonNode attempt(Request request) {
    try (InputStream body = answer(request).getEntity().getContent()) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw unanswered(request, e);
    }
  }

  /** The client's own way to wait would leave the request of an interrupted thread under way. */
  private Response answer(Request request) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(request);
    }
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Cancellable underWay = client.performRequestAsync(request, new Listener(answer));
    try {
      return await(answer);
    } catch (TimeoutException e) {
      underWay.cancel();
      throw unanswered(request, e);
    } catch (InterruptedException e) {
      underWay.cancel();
      Thread.currentThread().interrupt();
      throw interrupted(request);
    } catch (CancellationException e) {
      // A client that is being closed cancels what is under way.
      throw new StoreUnavailableException(
          "The connection to Elasticsearch was closed during %s.".formatted(named(request)), e);
    } catch (ExecutionException e) {
      throw translated(request, e.getCause());
    }
  }

  /** A client that is closed forgets requests that wait for a connection: nobody hears of them. */
  private Response await(CompletableFuture<Response> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    long patience = policy.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    long start = System.nanoTime();
    while (true) {
      long left = patience - (System.nanoTime() - start);
      try {
        return answer.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (!client.isRunning()) {
          throw new CancellationException("The client is closed.");
        }
        if (left <= LOOK.toNanos()) {
          throw e;
        }
      }
    }
  }

  private record Listener(CompletableFuture<Response> answer) implements ResponseListener {
    @Override
    public void onSuccess(Response response) {
      answer.complete(response);
    }

    @Override
    public void onFailure(Exception exception) {
      answer.completeExceptionally(exception);
    }
  }

  private static CancellationException interrupted(Request request) {
    return new CancellationException("Interrupted during %s.".formatted(named(request)));
  }

  private static RuntimeException translated(Request request, Throwable failure) {
    if (failure instanceof ResponseException refused) {
      return translated(request, refused);
    }
    return failure instanceof RuntimeException broken ? broken : unanswered(request, failure);
  }

  private static StoreUnavailableException unanswered(Request request, Throwable failure) {
    return new StoreUnavailableException(
        "Elasticsearch did not answer %s: %s."
            .formatted(named(request), failure.getClass().getSimpleName()),
        failure);
  }

  /** The vendor's exception quotes the whole answer, which may name viewers: it is not chained. */
  private static RuntimeException translated(Request request, ResponseException e) {
    int status = e.getResponse().getStatusLine().getStatusCode();
    ErrorReason reason = reason(e.getResponse());
    if (reason.isDiskNearlyFull()) {
      return new StoreUnavailableException(ErrorReason.DISK_NEARLY_FULL, null);
    }
    String message =
        "Elasticsearch answered %s with %d, %s".formatted(named(request), status, reason);
    return status == UNAUTHENTICATED || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS
        ? new StoreUnavailableException(message, null)
        : new RequestRefusedException(status, reason.type(), message);
  }

  private static ErrorReason reason(Response response) {
    try {
      byte[] body = EntityUtils.toByteArray(response.getEntity());
      return ErrorReason.of(JSON.readTree(body).path("error"));
    } catch (IOException | IllegalArgumentException e) {
      return new ErrorReason("no reason that could be read", "", false);
    }
  }

  private static String named(Request request) {
    String endpoint = request.getEndpoint();
    int query = endpoint.indexOf('?');
    return request.getMethod() + " " + (query < 0 ? endpoint : endpoint.substring(0, query));
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
