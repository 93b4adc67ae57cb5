package io.cinephile.adapters.rest;

import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problems that a caller may tell apart. A kind's URI, {@code
 * urn:cinephile:problem:unknown-title}, never changes.
 */
enum ProblemType {
  INVALID_VALUE(400, "Invalid value", "A value is not acceptable."),
  MALFORMED_BODY(400, "Malformed body", "The body is not the JSON that is expected here."),
  MALFORMED_ADDRESS(
      400,
      "Malformed address",
      "The address holds a semicolon, a character that must be escaped, or a broken escape."),
  UNAUTHENTICATED(
      401,
      "API key needed",
      "Send a valid API key as 'Authorization: Bearer <key>' or as 'X-API-Key: <key>'."),
  FORBIDDEN(403, "Not allowed", "The caller lacks the role that is needed here."),
  UNKNOWN_TITLE(404, "Unknown title", "No movie has such a title."),
  UNKNOWN_MOVIE(404, "Unknown movie", "No movie has this number."),
  UNKNOWN_TRAINING_RUN(404, "Unknown training run", "No training run has this name."),
  UNKNOWN_GENERATION(404, "Unknown generation", "The registry knows no generation of this name."),
  UNKNOWN_RECEIPT(404, "Unknown receipt", "No erasure has this receipt."),
  NO_SUCH_RESOURCE(404, "Not found", "There is nothing at this address."),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed", "This address does not offer the method; see the header Allow."),
  NOT_ACCEPTABLE(
      406,
      "Not acceptable",
      "The Accept header rules out all that this address answers with; mostly application/json."),
  BODY_TOO_SLOW(408, "Body too slow", "The body did not arrive in time."),
  TRAINING_ALREADY_RUNNING(
      409, "A training run is at work", "One training run at a time; another one is at work."),
  TRAINING_RUN_OVER(409, "Training run over", "The training run has ended already."),
  PROCESSING_RESTRICTED(
      409,
      "Processing restricted",
      "The user's data are restricted: they are stored, and nothing is changed."),
  GENERATION_REFUSED(
      409,
      "Generation refused",
      "The quality gate refused the generation; force=true overrides it."),
  GENERATION_INCOMPLETE(
      409, "Generation incomplete", "The generation is not stored whole, and cannot be served."),
  ERASED(410, "Erased", "The user has been erased, and nothing is stored of them any more."),
  BODY_TOO_LARGE(413, "Body too large", "The body is larger than is accepted here."),
  ADDRESS_TOO_LONG(414, "Address too long", "The address is longer than is accepted."),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Bodies are application/json."),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests",
      "This caller has sent more requests than the rate limit allows; see the header Retry-After."),
  HEADERS_TOO_LARGE(431, "Headers too large", "The headers are larger than is accepted."),
  INTERNAL_ERROR(
      500, "Internal error", "Something unexpected happened; the server's log tells more."),
  NO_MODEL_YET(
      503, "No model yet", "No model is served yet: the first training run has not finished."),
  STORE_UNAVAILABLE(503, "Store unavailable", "The store does not answer; try again."),
  TOO_MANY_STREAMS(
      503, "Too many streams", "As many streams of events are open as this server allows.");

  private final int status;
  private final String title;
  private final String detail;

  ProblemType(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** Names the kind. */
  URI uri() {
    return URI.create("urn:cinephile:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** A problem of this kind about which nothing special is to be said. */
  Problem problem() {
    return because(detail);
  }

  /** A problem of this kind, explained for this occurrence. */
  Problem because(String occurrence) {
    return Problem.of(uri(), title, status, occurrence);
  }

  /** What the framework means by a status, where it means one thing only. */
  static Optional<ProblemType> ofFramework(int status) {
    return Optional.ofNullable(
        switch (Optional.ofNullable(Status.fromStatusCode(status)).orElse(Status.OK)) {
          case UNAUTHORIZED -> UNAUTHENTICATED;
          case FORBIDDEN -> FORBIDDEN;
          case NOT_FOUND -> NO_SUCH_RESOURCE;
          case METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
          case NOT_ACCEPTABLE -> NOT_ACCEPTABLE;
          case REQUEST_ENTITY_TOO_LARGE -> BODY_TOO_LARGE;
          case REQUEST_URI_TOO_LONG -> ADDRESS_TOO_LONG;
          case UNSUPPORTED_MEDIA_TYPE -> UNSUPPORTED_MEDIA_TYPE;
          case TOO_MANY_REQUESTS -> TOO_MANY_REQUESTS;
          case REQUEST_HEADER_FIELDS_TOO_LARGE -> HEADERS_TOO_LARGE;
          case INTERNAL_SERVER_ERROR -> INTERNAL_ERROR;
          default -> null;
        });
  }
}
