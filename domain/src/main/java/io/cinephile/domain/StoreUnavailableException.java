package io.cinephile.domain;

/**
 * A port's technology did not answer: nobody's fault but the outage's. Trying again later may work;
 * nothing that was acknowledged before is lost.
 */
public final class StoreUnavailableException extends RuntimeException {
  /**
   * @param message what was asked and of whom, without any identity
   * @param cause the vendor's exception
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
