package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendationQuery;
import io.cinephile.application.RecommendationQuery.Mode;
import jakarta.ws.rs.QueryParam;

/** How somebody wants their recommendations, as the address tells. */
final class PersonalParameters extends PageParameters {
  @QueryParam("mode")
  String mode;

  @QueryParam("includeSeen")
  String includeSeen;

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
