package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.elasticsearch.PublishingSettings;
import io.cinephile.application.Retries;
import io.cinephile.application.RunTraining;
import io.cinephile.application.SweepGenerations;
import io.cinephile.domain.gate.QualityGate;
import io.cinephile.domain.privacy.LegalBasis;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
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
 * …_USERNAME} and {@code …_PASSWORD}; and how it names and copies indices, {@code
 * CINEPHILE_ELASTICSEARCH_INDEX_PREFIX}, {@code …_REPLICAS} and {@code …_LEASE}; and what it lets
 * pass and keeps, {@code CINEPHILE_TRAINING_TOLERANCE} and {@code CINEPHILE_SWEEP_KEEP}; and what
 * holds for viewers who have decided nothing, {@code CINEPHILE_PRIVACY_LEGAL_BASIS}.
 */
record StoreSettings(
    String hosts,
    String protocol,
    Optional<String> username,
    Optional<String> password,
    String prefix,
    int replicas,
    Duration lease,
    double tolerance,
    int keep,
    LegalBasis legalBasis) {
  private static final String CONNECTION = "QUARKUS_ELASTICSEARCH_";
  private static final String INDICES = "CINEPHILE_ELASTICSEARCH_";
  private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

  static StoreSettings of(Map<String, String> environment) {
    return new StoreSettings(
        environment.getOrDefault(CONNECTION + "HOSTS", "127.0.0.1:9200"),
        environment.getOrDefault(CONNECTION + "PROTOCOL", "http"),
        Optional.ofNullable(environment.get(CONNECTION + "USERNAME")),
        Optional.ofNullable(environment.get(CONNECTION + "PASSWORD")),
        environment.getOrDefault(INDICES + "INDEX_PREFIX", "cinephile"),
        Integer.parseInt(environment.getOrDefault(INDICES + "REPLICAS", "0")),
        Duration.parse(environment.getOrDefault(INDICES + "LEASE", "PT30S")),
        Double.parseDouble(
            environment.getOrDefault(
                "CINEPHILE_TRAINING_TOLERANCE", "" + QualityGate.DEFAULT_TOLERANCE)),
        Integer.parseInt(
            environment.getOrDefault("CINEPHILE_SWEEP_KEEP", "" + SweepGenerations.FEWEST_KEPT)),
        legalBasis(
            environment.getOrDefault("CINEPHILE_PRIVACY_LEGAL_BASIS", "legitimate-interest")));
  }

  /** Written as the server's configuration takes it. */
  private static LegalBasis legalBasis(String text) {
    return LegalBasis.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  RunTraining.Policy policy() {
    return new RunTraining.Policy(new QualityGate(tolerance), keep, Retries.DEFAULT);
  }

  PublishingSettings publishing() {
    PublishingSettings usual = PublishingSettings.DEFAULT;
    return new PublishingSettings(
        usual.shards(),
        replicas,
        usual.portionBytes(),
        usual.portionDocuments(),
        usual.inFlight(),
        usual.retries(),
        usual.firstPause());
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
    return "StoreSettings[%s://%s]".formatted(protocol, hosts);
  }
}
