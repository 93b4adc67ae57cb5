package io.cinephile.adapters.elasticsearch.local;

/**
 * Elasticsearch was started, and died or did not become ready in time.
 *
 * <p>The message holds a hint and the last lines of its log.
 */
public final class LocalElasticsearchFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LocalElasticsearchFailedException(String message) {
    super(message);
  }
}
