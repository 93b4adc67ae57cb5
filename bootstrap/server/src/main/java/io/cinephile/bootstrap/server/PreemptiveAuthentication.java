package io.cinephile.bootstrap.server;

import io.quarkus.elasticsearch.restclient.lowlevel.ElasticsearchClientConfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.elasticsearch.client.RestClientBuilder.HttpClientConfigCallback;

/**
 * Sends the password along with each request to Elasticsearch. So does the client by itself, but it
 * first reads how to from a cache that keeps it as serialized Java objects, which took a fifteenth
 * of the server's processor.
 */
@ElasticsearchClientConfig
final class PreemptiveAuthentication implements HttpClientConfigCallback {
  private final Optional<String> username;
  private final Optional<String> password;

  PreemptiveAuthentication(
      @ConfigProperty(name = "quarkus.elasticsearch.username") Optional<String> username,
      @ConfigProperty(name = "quarkus.elasticsearch.password") Optional<String> password) {
    this.username = username;
    this.password = password;
  }

  @Override
  public HttpAsyncClientBuilder customizeHttpClient(HttpAsyncClientBuilder builder) {
    if (username.isEmpty() || password.isEmpty()) {
      return builder;
    }
    byte[] credentials = (username.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
    String header = "Basic " + Base64.getEncoder().encodeToString(credentials);
    HttpRequestInterceptor authentication =
        (request, context) -> request.setHeader(HttpHeaders.AUTHORIZATION, header);
    return builder.disableAuthCaching().addInterceptorFirst(authentication);
  }
}
