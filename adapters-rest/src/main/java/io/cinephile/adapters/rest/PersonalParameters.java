package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendationQuery;
import io.cinephile.application.RecommendationQuery.Mode;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** How somebody wants their recommendations, as the address tells. */
final class PersonalParameters extends PageParameters {
  @Parameter(ref = Api.MODE)
  @QueryParam("mode")
  String mode;

  @Parameter(ref = Api.INCLUDE_SEEN)
  @QueryParam("includeSeen")
  String includeSeen;

  @Parameter(ref = Api.REASONS)
  @QueryParam("reasons")
  String reasons;

  @Override
  RecommendationQuery query() {
    return new RecommendationQuery(
        QueryText.word("mode", mode, Mode.class).orElse(Mode.PERSONALISED),
        filter(),
        QueryText.truth("includeSeen", includeSeen),
        diversity(),
        offset(),
        limit(),
        QueryText.wholeNumber("reasons", reasons).orElse(0));
  }
}
