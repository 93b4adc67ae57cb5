package io.cinephile.domain.dataset;

/**
 * A data set that cannot be used, however often it is tried: missing, unknown, damaged, dangerous
 * or too faulty. The message says which file and why, and is fit to be shown.
 */
public final class DatasetRefusedException extends RuntimeException {
  public DatasetRefusedException(String message) {
    super(message);
  }

  public DatasetRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
