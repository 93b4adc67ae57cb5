package io.cinephile.adapters.elasticsearch.local;

/**
 * Elasticsearch was not started because the machine, the home or the distribution does not allow
 * it.
 *
 * <p>The message is one or two sentences for the person in front of the machine: what is missing,
 * and what to do about it. Nothing was left running.
 */
public final class LocalElasticsearchRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LocalElasticsearchRefusedException(String message) {
    super(message);
  }

  LocalElasticsearchRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
