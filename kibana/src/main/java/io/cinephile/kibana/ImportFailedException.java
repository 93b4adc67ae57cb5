package io.cinephile.kibana;

/** Saved objects were not imported, or not all; the message tells a person why. */
public final class ImportFailedException extends RuntimeException {
  ImportFailedException(String message) {
    super(message);
  }
}
