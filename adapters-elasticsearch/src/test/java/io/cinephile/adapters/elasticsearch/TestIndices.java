package io.cinephile.adapters.elasticsearch;

import io.cinephile.adapters.elasticsearch.local.LocalElasticsearch;
import io.cinephile.adapters.elasticsearch.local.SharedElasticsearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A name space of its own on the shared server for each test; what the test wrote is removed after
 * it. Register it as a field.
 */
final class TestIndices implements AfterEachCallback {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final RestClient client = Holder.CLIENT;
  private final String prefix = "test" + COUNT.incrementAndGet();

  private static final class Holder {
    static final RestClient CLIENT = clientOf(SharedElasticsearch.get());
  }

  /**
   * @param interceptors see each request before it is sent
   */
  static RestClient clientOf(LocalElasticsearch server, HttpRequestInterceptor... interceptors) {
    String credentials = server.username() + ":" + server.password();
    String encoded =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return RestClient.builder(HttpHost.create(server.uri().toString()))
        .setDefaultHeaders(new Header[] {new BasicHeader("Authorization", "Basic " + encoded)})
        .setHttpClientConfigCallback(
            http -> {
              Stream.of(interceptors).forEach(http::addInterceptorLast);
              return http;
            })
        .build();
  }

  RestClient client() {
    return client;
  }

  String prefix() {
    return prefix;
  }

  JsonTransport transport() {
    return new JsonTransport(client);
  }

  IndexNames names() {
    return new IndexNames(prefix);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      String names =
          transport().call("GET", "/" + prefix + "-*/_alias").properties().stream()
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(","));
      if (!names.isEmpty()) {
        client.performRequest(new Request("DELETE", "/" + names));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
