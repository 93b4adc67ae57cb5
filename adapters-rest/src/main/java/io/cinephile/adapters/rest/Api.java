package io.cinephile.adapters.rest;

/** Names that the resources and their OpenAPI document share. */
final class Api {
  static final String ROOT = "/api/v1";

  static final String NOT_MODIFIED = "NotModified";
  static final String BAD_VALUE = "BadValue";
  static final String UNKNOWN_TITLE = "UnknownTitle";
  static final String NOT_FOUND = "NotFound";

  private Api() {}
}
