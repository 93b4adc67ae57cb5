package io.cinephile.adapters.rest;

import io.cinephile.application.InspectAudit;
import io.cinephile.application.RecordAction;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** What was done with the service and with whose data. For administrators and privacy. */
@Path(AuditResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({ApiKeys.ADMIN, ApiKeys.PRIVACY})
@Cache(noStore = true)
@Tag(name = Api.OVERSIGHT)
final class AuditResource {
  static final String PATH = Api.ROOT + "/governance/audit";

  private final RecordAction audit;
  private final InspectAudit inspection;
  private final AuditedCaller caller;

  AuditResource(RecordAction audit, InspectAudit inspection, AuditedCaller caller) {
    this.audit = audit;
    this.inspection = inspection;
    this.caller = caller;
  }

  /** How much of the trail is looked at for tampering. */
  enum Extent {
    /** What was appended since this server looked last. */
    NEW,
    /** All of it. */
    FULL
  }

  @Schema(name = "AuditTrail")
  record AuditTrailView(
      @Schema(description = "By place.") List<AuditEntryView> entries,
      VerificationView verification) {}

  @GET
  @Operation(
      operationId = "readAudit",
      summary = "Lists who did what, and tells whether anybody has tampered with that",
      description =
          "Each entry is sealed together with the one before. An entry is written before what it"
              + " tells of is done. That this was read is an entry, too, which the answer has.")
  @APIResponse(
      responseCode = "200",
      description = "The entries, and the verdict on the trail.",
      content =
          @Content(
              schema = @Schema(implementation = AuditTrailView.class),
              examples = @ExampleObject(name = "trail", ref = Api.AUDIT_TRAIL)))
  public AuditTrailView read(
      @Parameter(
              description = "The first place to list; without it, the newest entries come.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      format = "int64",
                      minimum = "1",
                      maximum = "9223372036854775807"),
              example = "1")
          @QueryParam("from")
          String from,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(
              description =
                  "Whether all of the trail is looked at for tampering, or what was appended since"
                      + " this server looked last.",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"new", "full"},
                      defaultValue = "new"),
              example = "full")
          @QueryParam("verify")
          String verify) {
    Optional<Long> place = place(from);
    Extent extent = QueryText.word("verify", verify, Extent.class).orElse(Extent.NEW);
    audit.record(
        caller.actor(),
        AuditAction.AUDIT_READ,
        Optional.empty(),
        "from=%s limit=%d".formatted(place.map(String::valueOf).orElse("end"), limit.value()));
    Verification verification =
        extent == Extent.FULL ? inspection.verifyWhole() : inspection.verify();
    List<Stored> entries =
        place
            .map(first -> inspection.read(first, limit.value()))
            .orElseGet(() -> inspection.latest(limit.value()));
    return new AuditTrailView(
        entries.stream().map(AuditEntryView::of).toList(), VerificationView.of(verification));
  }

  private static Optional<Long> place(String from) {
    if (from == null || from.isEmpty()) {
      return Optional.empty();
    }
    try {
      long place = Long.parseLong(from.strip());
      if (place >= 1) {
        return Optional.of(place);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new OutOfRangeException("from", from, "must be a whole number from 1");
  }
}
