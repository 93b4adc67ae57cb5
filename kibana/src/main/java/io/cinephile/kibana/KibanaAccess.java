package io.cinephile.kibana;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a caller proves to Kibana; does not print itself.
 *
 * @param authorization the value of the header of that name; empty where Kibana asks nobody
 */
public record KibanaAccess(Optional<String> authorization) {

  /** For a Kibana without security. */
  public static KibanaAccess none() {
    return new KibanaAccess(Optional.empty());
  }

  /**
   * @param key as Elasticsearch hands it out to be sent, in Base64
   */
  public static KibanaAccess byApiKey(String key) {
    return new KibanaAccess(Optional.of("ApiKey " + key));
  }

  public static KibanaAccess byPassword(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new KibanaAccess(Optional.of("Basic " + Base64.getEncoder().encodeToString(both)));
  }

  @Override
  public String toString() {
    return "KibanaAccess";
  }
}
