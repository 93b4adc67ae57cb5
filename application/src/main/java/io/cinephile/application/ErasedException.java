package io.cinephile.application;

/** The viewer has been erased, and nothing is stored of them any more. */
public final class ErasedException extends RuntimeException {
  public ErasedException() {
    super("The user has been erased, and nothing is stored of them any more.");
  }
}
