package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.StoreUnavailableException;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/** Tells whether Elasticsearch can be worked with. Safe for use by several threads. */
public final class ElasticsearchReadiness {
  private final JsonTransport transport;

  public ElasticsearchReadiness(RestClient client) {
    this.transport = new JsonTransport(client);
  }

  /** What is wrong, for people; empty if the cluster answers and all data can be read. */
  public Optional<String> complaint() {
    try {
      String path = "/_cluster/health?filter_path=status";
      String status = transport.call("GET", path).path("status").asText();
      return status.equals("red")
          ? Optional.of("The status of Elasticsearch is red: some data cannot be read.")
          : Optional.empty();
    } catch (StoreUnavailableException | RequestRefusedException e) {
      return Optional.of(e.getMessage());
    }
  }
}
