package io.cinephile.domain.rotation;

/** Pseudonyms must not be made or changed now; the message tells a person why, and what to do. */
public final class KeyRefusedException extends IllegalStateException {
  public KeyRefusedException(String message) {
    super(message);
  }
}
