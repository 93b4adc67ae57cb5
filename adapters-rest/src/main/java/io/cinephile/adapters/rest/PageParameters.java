package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendationQuery;
import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.domain.OutOfRangeException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/** Which part of a ranked list of movies is wanted, and how it is put together. */
class PageParameters extends FilterParameters {
  @QueryParam("limit")
  @DefaultValue(Limit.DEFAULT)
  Limit limit;

  @QueryParam("offset")
  String offset;

  @QueryParam("diversity")
  String diversity;

  final int limit() {
    return limit.value();
  }

  /** How many of the best are left out. */
  final int offset() {
    return OutOfRangeException.requireBetween(
        "offset",
        QueryText.wholeNumber("offset", offset).orElse(0),
        0,
        RecommendationQuery.DEEPEST - limit());
  }

  final double diversity() {
    return OutOfRangeException.requireBetween(
        "diversity",
        QueryText.number("diversity", diversity).orElse(RecommendationQuery.USUAL_DIVERSITY),
        0,
        1);
  }

  RecommendationQuery query() {
    return new RecommendationQuery(
        Mode.PERSONALISED, filter(), false, diversity(), offset(), limit(), 0);
  }
}
