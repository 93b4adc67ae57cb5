package io.cinephile.adapters.elasticsearch;

/** Elasticsearch understood a request and will not do it, however often it is asked. */
final class RequestRefusedException extends IllegalStateException {
  static final String ALREADY_EXISTS = "resource_already_exists_exception";

  private final int status;
  private final String type;

  RequestRefusedException(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  boolean isMissing() {
    return status == 404;
  }

  /** Somebody else wrote the document since it was read. */
  boolean isConflict() {
    return status == 409;
  }

  boolean isAlreadyThere() {
    return type.equals(ALREADY_EXISTS);
  }
}
