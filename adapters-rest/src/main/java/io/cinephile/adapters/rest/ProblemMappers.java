package io.cinephile.adapters.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.cinephile.application.ServingGeneration.NothingServedException;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.StoreUnavailableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Turns whatever ends a request early into a problem. Nothing here logs an address, for it may hold
 * a user id, and no caller is told what an exception says unless it is meant for callers.
 */
final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int SECONDS_UNTIL_STORE_MAY_ANSWER = 5;
  private static final int SECONDS_UNTIL_MODEL_MAY_BE_THERE = 30;

  @ServerExceptionMapper
  public Response map(ProblemException e) {
    return e.problem().response().build();
  }

  @ServerExceptionMapper
  public Response map(OutOfRangeException e) {
    return ProblemType.INVALID_VALUE
        .because(e.getMessage())
        .with("field", e.field())
        .response()
        .build();
  }

  @ServerExceptionMapper
  public Response map(MismatchedInputException e) {
    return malformed(e);
  }

  @ServerExceptionMapper
  public Response map(NothingServedException e) {
    return ProblemType.NO_MODEL_YET
        .problem()
        .response()
        .header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_MODEL_MAY_BE_THERE)
        .build();
  }

  @ServerExceptionMapper
  public Response map(StoreUnavailableException e) {
    LOG.warn(e.getMessage());
    return ProblemType.STORE_UNAVAILABLE
        .problem()
        .response()
        .header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_STORE_MAY_ANSWER)
        .build();
  }

  @ServerExceptionMapper
  public Response map(UnauthorizedException e) {
    return unauthenticated();
  }

  @ServerExceptionMapper
  public Response map(AuthenticationFailedException e) {
    return unauthenticated();
  }

  @ServerExceptionMapper
  public Response map(ForbiddenException e) {
    return ProblemType.FORBIDDEN.problem().response().build();
  }

  /** What the framework itself refuses. */
  @ServerExceptionMapper
  public Response map(WebApplicationException e, SimpleResourceInfo resource) {
    if (e.getCause() instanceof OutOfRangeException refused) {
      return map(refused);
    }
    if (e.getCause() instanceof JsonProcessingException malformed) {
      return malformed(malformed);
    }
    Response original = e.getResponse();
    if (original.getStatus() >= 500) {
      return unexpected(e, resource);
    }
    ResponseBuilder response = problem(original).response();
    String allow = original.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
  }

  @ServerExceptionMapper
  public Response map(Throwable e, SimpleResourceInfo resource) {
    return unexpected(e, resource);
  }

  private static Response unauthenticated() {
    return ProblemType.UNAUTHENTICATED
        .problem()
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, ApiKeyMechanism.CHALLENGE)
        .build();
  }

  private static Response malformed(JsonProcessingException e) {
    Problem problem = ProblemType.MALFORMED_BODY.problem();
    return field(e)
        .map(
            field ->
                ProblemType.MALFORMED_BODY
                    .because("The body's '%s' is unknown here or of another type.".formatted(field))
                    .with("field", field))
        .orElse(problem)
        .response()
        .build();
  }

  private static Optional<String> field(JsonProcessingException e) {
    List<JsonMappingException.Reference> path =
        e instanceof MismatchedInputException mismatch ? mismatch.getPath() : List.of();
    String field =
        path.stream()
            .map(JsonMappingException.Reference::getFieldName)
            .map(String::valueOf)
            .collect(Collectors.joining("."));
    return Optional.of(field).filter(name -> !name.isEmpty());
  }

  private static Problem problem(Response original) {
    int status = original.getStatus();
    String reason = original.getStatusInfo().getReasonPhrase();
    return ProblemType.ofFramework(status)
        .map(ProblemType::problem)
        .orElseGet(() -> Problem.of(URI.create("about:blank"), reason, status, reason));
  }

  private static Response unexpected(Throwable e, SimpleResourceInfo resource) {
    URI error = URI.create("urn:uuid:" + UUID.randomUUID());
    LOG.errorf(e, "Unexpected error %s in %s", error, place(resource));
    return ProblemType.INTERNAL_ERROR.problem().with("instance", error).response().build();
  }

  private static String place(SimpleResourceInfo resource) {
    return resource == null || resource.getResourceClass() == null
        ? "no resource"
        : resource.getResourceClass().getSimpleName() + "." + resource.getMethodName();
  }
}
