package io.cinephile.domain.dataset;

/** A data set that could not be reached now; trying again later may work. */
public final class DatasetUnavailableException extends RuntimeException {
  public DatasetUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
