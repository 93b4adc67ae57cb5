package io.cinephile.adapters.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.cinephile.application.ErasedException;
import io.cinephile.application.RateMovies.RestrictedException;
import io.cinephile.application.ServingModel.NothingServedException;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.StoreUnavailableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Turns whatever ends a request early into a problem. Nothing here logs an address, for it may hold
 * a user id, and no caller is told what an exception says unless it is meant for callers.
 */
final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private static final int SECONDS_UNTIL_STORE_MAY_ANSWER = 5;
  private static final int SECONDS_UNTIL_MODEL_MAY_BE_THERE = 30;
  private static final int SECONDS_UNTIL_STREAM_MAY_END = 30;

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
  public Response map(StreamConstraintsException e) {
    return malformed(e);
  }

  @ServerExceptionMapper
  public Response map(ErasedException e) {
    return ProblemType.ERASED.problem().response().build();
  }

  @ServerExceptionMapper
  public Response map(RestrictedException e) {
    return ProblemType.PROCESSING_RESTRICTED.problem().response().build();
  }

  @ServerExceptionMapper
  public Response map(NothingServedException e) {
    return comeBack(ProblemType.NO_MODEL_YET, SECONDS_UNTIL_MODEL_MAY_BE_THERE);
  }

  @ServerExceptionMapper
  public Response map(StoreUnavailableException e) {
    LOG.warn(e.getMessage());
    return comeBack(ProblemType.STORE_UNAVAILABLE, SECONDS_UNTIL_STORE_MAY_ANSWER);
  }

  @ServerExceptionMapper
  public Response map(RunEvents.NoRoomException e) {
    return comeBack(ProblemType.TOO_MANY_STREAMS, SECONDS_UNTIL_STREAM_MAY_END);
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
  public Response map(
      WebApplicationException e, SimpleResourceInfo resource, HttpServerResponse response) {
    if (e.getCause() instanceof OutOfRangeException refused) {
      return map(refused);
    }
    if (e.getCause() instanceof JsonProcessingException malformed) {
      return malformed(malformed);
    }
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e, resource, response);
    }
    if (e instanceof NotAllowedException || (status == 404 && isAtAnotherMethodsAddress())) {
      return ProblemType.METHOD_NOT_ALLOWED
          .problem()
          .response()
          .header(HttpHeaders.ALLOW, AllowedMethods.at(CurrentRequestManager.get()))
          .build();
    }
    return Problem.ofStatus(status).response().build();
  }

  @ServerExceptionMapper
  public Response map(Throwable e, SimpleResourceInfo resource, HttpServerResponse response) {
    return unexpected(e, resource, response);
  }

  /**
   * Where the addresses of two resources begin alike, as a user and the user's ratings do, Quarkus
   * REST looks for the method at both, and says that it did not find the last one.
   */
  private static boolean isAtAnotherMethodsAddress() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    List<String> allowed = List.of(AllowedMethods.at(request).split(", "));
    return allowed.size() > 1 && !allowed.contains(request.getMethod());
  }

  private static Response comeBack(ProblemType type, int seconds) {
    return type.problem().response().header(HttpHeaders.RETRY_AFTER, seconds).build();
  }

  private static Response unauthenticated() {
    return ProblemType.UNAUTHENTICATED
        .problem()
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, ApiKeyMechanism.CHALLENGE)
        .build();
  }

  private static Response malformed(JsonProcessingException e) {
    if (e instanceof InvalidFormatException other && other.getTargetType().isEnum()) {
      return invalidWord(other);
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknownField(unknown);
    }
    if (e instanceof StreamConstraintsException
        || e.getCause() instanceof StreamConstraintsException) {
      return ProblemType.MALFORMED_BODY
          .because(
              "A body may be nested %d levels deep, with strings of %d and numbers of %d characters."
                  .formatted(JsonForm.DEEPEST, JsonForm.LONGEST_STRING, JsonForm.LONGEST_NUMBER))
          .response()
          .build();
    }
    return field(e)
        .map(
            field ->
                ProblemType.MALFORMED_BODY
                    .because("The body's '%s' is of another type.".formatted(field))
                    .with("field", field))
        .orElseGet(ProblemType.MALFORMED_BODY::problem)
        .response()
        .build();
  }

  /** Tells what there is, and does not repeat what there is not: that may be the id of a user. */
  private static Response unknownField(UnrecognizedPropertyException e) {
    String known =
        e.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
    return ProblemType.MALFORMED_BODY
        .because("The body has a field that is unknown. In its place there may be " + known + ".")
        .response()
        .build();
  }

  private static Response invalidWord(InvalidFormatException e) {
    String field = field(e).orElse("value");
    String words =
        Arrays.stream(e.getTargetType().getEnumConstants())
            .map(constant -> JsonForm.word(((Enum<?>) constant).name()))
            .collect(Collectors.joining(", "));
    OutOfRangeException refused =
        new OutOfRangeException(field, e.getValue(), "must be one of " + words);
    return ProblemType.INVALID_VALUE
        .because(refused.getMessage())
        .with("field", refused.field())
        .response()
        .build();
  }

  private static Optional<String> field(JsonProcessingException e) {
    if (!(e instanceof MismatchedInputException mismatch)) {
      return Optional.empty();
    }
    String path =
        mismatch.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .map(String::valueOf)
            .collect(Collectors.joining("."));
    return Optional.of(path).filter(name -> !name.isEmpty());
  }

  private static Response unexpected(
      Throwable e, SimpleResourceInfo resource, HttpServerResponse response) {
    if (response.ended()) {
      LOG.debug("A request failed after its answer.", e);
      return Response.serverError().build();
    }
    return Problem.unexpected(e, place(resource)).response().build();
  }

  private static String place(SimpleResourceInfo resource) {
    return resource == null || resource.getResourceClass() == null
        ? "no resource"
        : resource.getResourceClass().getSimpleName() + "." + resource.getMethodName();
  }
}
