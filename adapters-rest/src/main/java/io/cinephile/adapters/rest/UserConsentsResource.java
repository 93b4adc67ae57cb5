package io.cinephile.adapters.rest;

import io.cinephile.application.DecideOnData;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.rating.UserId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/**
 * What one user's data may be used for. No answer, problem or log line repeats the id in the
 * address.
 */
@Path(Api.ROOT + "/users/{id}/consents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.PRIVACY)
final class UserConsentsResource {
  private final DecideOnData decideOnData;
  private final SecurityIdentity caller;
  private final AuditedCaller audited;

  UserConsentsResource(DecideOnData decideOnData, SecurityIdentity caller, AuditedCaller audited) {
    this.decideOnData = decideOnData;
    this.caller = caller;
    this.audited = audited;
  }

  @Schema(name = "ConsentRequest")
  record ConsentRequest(
      @Schema(
              required = true,
              description = "Whether the data may be used so from now on.",
              examples = "false")
          Optional<Boolean> allowed,
      @Schema(
              description =
                  "The version of the privacy notice that the user decided on; without it, the one"
                      + " in force.",
              examples = "1",
              minimum = "1")
          Optional<Integer> notice) {
    boolean decided() {
      return allowed.orElseThrow(
          () -> new OutOfRangeException("allowed", "absent", "must be true or false"));
    }
  }

  @GET
  @Cache(noStore = true)
  @Operation(
      operationId = "readConsents",
      summary = "Tells what a user's data may be used for, and what the user decided",
      description =
          "Of somebody unknown, what holds for everybody. Open to the user, to services and to"
              + " whoever is in charge of privacy.")
  @APIResponse(responseCode = "200", description = "How the use for each purpose stands.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public ConsentsView read(@Parameter(ref = Api.USER_ID) @PathParam("id") UserId id) {
    return ConsentsView.of(decideOnData.read(id));
  }

  @PUT
  @Path("/{purpose}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Cache(noStore = true)
  @Operation(
      operationId = "decideOnPurpose",
      summary = "Keeps a user's consent, its withdrawal, or an objection",
      description =
          "When this is answered the decision is durable. It counts from the next request on this"
              + " server, and within a second or two on others. Without personalisation the user"
              + " gets popular movies; without training nothing is learnt from the user's ratings"
              + " from the next training run on, and the user does not vote in an audience;"
              + " without statistics the ratings count in no mean and no trend. Earlier decisions"
              + " are kept as proof.")
  @APIResponse(responseCode = "200", description = "How the use for each purpose stands now.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "410", ref = Api.ERASED)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public ConsentsView decide(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @Parameter(ref = Api.PURPOSE) @PathParam("purpose") String purpose,
      @RequestBody(required = true) ConsentRequest body) {
    Purpose decidedOn = QueryText.word("purpose", purpose, Purpose.class).orElseThrow();
    ConsentRequest request = RequestBodies.required(body);
    OptionalInt notice = request.notice.map(OptionalInt::of).orElse(OptionalInt.empty());
    boolean allowed = request.decided();
    audited.wants(
        AuditAction.CONSENT_CHANGED,
        id,
        "purpose=%s allowed=%s".formatted(decidedOn.name().toLowerCase(Locale.ROOT), allowed));
    return ConsentsView.of(decideOnData.decide(id, decidedOn, allowed, notice, source(id)));
  }

  private Source source(UserId id) {
    if (Caller.user(caller).filter(id.value()::equals).isPresent()) {
      return Source.VIEWER;
    }
    return caller.hasRole(ApiKeys.SERVICE) ? Source.SERVICE : Source.PRIVACY;
  }
}
