package io.cinephile.bootstrap.trainer;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * How a trainer reaches Elasticsearch: by the same environment variables as the server, {@code
 * QUARKUS_ELASTICSEARCH_HOSTS} (comma-separated {@code host:port}), {@code …_PROTOCOL}, {@code
 * …_USERNAME} and {@code …_PASSWORD}.
 */
record StoreConnection(
    String hosts, String protocol, Optional<String> username, Optional<String> password) {
  private static final String PREFIX = "QUARKUS_ELASTICSEARCH_";
  private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

  static StoreConnection of(Map<String, String> environment) {
    return new StoreConnection(
        environment.getOrDefault(PREFIX + "HOSTS", "127.0.0.1:9200"),
        environment.getOrDefault(PREFIX + "PROTOCOL", "http"),
        Optional.ofNullable(environment.get(PREFIX + "USERNAME")),
        Optional.ofNullable(environment.get(PREFIX + "PASSWORD")));
  }

  RestClient open() {
    HttpHost[] nodes =
        Arrays.stream(hosts.split(","))
            .map(host -> HttpHost.create(protocol + "://" + host.strip()))
            .toArray(HttpHost[]::new);
    RestClientBuilder builder =
        RestClient.builder(nodes)
            .setRequestConfigCallback(
                config -> config.setSocketTimeout(REQUEST_TIMEOUT_MILLIS).setConnectTimeout(5_000));
    if (username.isPresent() && password.isPresent()) {
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          AuthScope.ANY, new UsernamePasswordCredentials(username.get(), password.get()));
      builder.setHttpClientConfigCallback(
          client -> client.setDefaultCredentialsProvider(credentials));
    }
    return builder.build();
  }

  @Override
  public String toString() {
    return "StoreConnection[%s://%s]".formatted(protocol, hosts);
  }
}
