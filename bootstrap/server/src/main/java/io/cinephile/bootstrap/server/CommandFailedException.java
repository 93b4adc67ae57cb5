package io.cinephile.bootstrap.server;

/** A command cannot do what it was asked to; the message tells a person why. */
class CommandFailedException extends RuntimeException {
  CommandFailedException(String message) {
    super(message);
  }
}
