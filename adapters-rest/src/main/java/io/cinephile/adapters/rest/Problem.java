package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/**
 * What went wrong, as RFC 9457 has it. There is no {@code instance} that repeats the address, for
 * an address may hold a user id; an unexpected error's instance is the id under which it was
 * logged.
 *
 * @param members extension members, each under its name
 */
@Schema(
    name = "Problem",
    description = "What went wrong, as RFC 9457 has it.",
    additionalProperties = Schema.True.class)
record Problem(
    @Schema(
            description = "Names the kind of problem; never changes.",
            examples = "urn:cinephile:problem:invalid-value")
        URI type,
    @Schema(description = "The kind of problem, for people.", examples = "Invalid value")
        String title,
    @Schema(description = "The HTTP status.", examples = "400") int status,
    @Schema(
            description = "This occurrence, for people.",
            examples = "limit must be from 1 to 100, but is '0'")
        String detail,
    @Schema(hidden = true) @JsonAnyGetter Map<String, Object> members) {

  private static final Logger LOG = Logger.getLogger(Problem.class);
  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  static Problem of(URI type, String title, int status, String detail) {
    return new Problem(type, title, status, detail, Map.of());
  }

  /** What the framework means by a status of its own accord. */
  static Problem ofStatus(int status) {
    return ProblemType.ofFramework(status)
        .map(ProblemType::problem)
        .orElseGet(() -> of(URI.create("about:blank"), reason(status), status, reason(status)));
  }

  /** A problem that says nothing but the id under which its cause is logged. */
  static Problem unexpected(Throwable cause, String place) {
    URI error = URI.create("urn:uuid:" + UUID.randomUUID());
    LOG.errorf(cause, "Unexpected error %s in %s", error, place);
    return ProblemType.INTERNAL_ERROR.problem().with("instance", error);
  }

  private static String reason(int status) {
    return Optional.ofNullable(Response.Status.fromStatusCode(status))
        .map(Response.Status::getReasonPhrase)
        .orElse("Refused");
  }

  /** The problem with one more extension member. */
  Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(type, title, status, detail, more);
  }

  /** An answer that says so and is not kept by any cache. */
  Response.ResponseBuilder response() {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(this);
  }
}
