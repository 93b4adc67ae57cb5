package io.cinephile.adapters.rest;

import io.cinephile.application.SummariseRatings;
import io.cinephile.domain.OutOfRangeException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** All ratings together, and how well the model does. */
@Path(Api.ROOT + "/statistics")
@Produces(MediaType.APPLICATION_JSON)
@Cache(noCache = true)
@Tag(name = Api.MOVIES)
final class StatisticsResource {
  private static final int MOST_RATINGS_ASKED = 1_000_000;
  private static final int USUAL_FEWEST_RATINGS = 20;

  private final SummariseRatings summariseRatings;

  StatisticsResource(SummariseRatings summariseRatings) {
    this.summariseRatings = summariseRatings;
  }

  /** How much time is one point of the activity. */
  enum Period {
    MONTH,
    YEAR
  }

  @GET
  @Operation(
      operationId = "readStatistics",
      summary = "Sums up what all viewers rated, and how well the model does",
      description =
          "The most rated movies, those with the highest and the lowest mean, genres, stars, activity"
              + " over time, and the quality of the model beside popularity and plain means. It"
              + " counts what the served model was taught, without viewers who refuse statistics,"
              + " and names nobody; after an erasure it is right again within ten minutes. Live"
              + " ratings count from the next model on.")
  @APIResponse(responseCode = "200", description = "The figures.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public StatisticsView statistics(
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(
              description = "How many ratings a movie needs to be compared by its mean.",
              example = "20",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      format = "int32",
                      minimum = "1",
                      maximum = "1000000",
                      defaultValue = "20"))
          @QueryParam("fewestRatings")
          String fewestRatings,
      @Parameter(
              description = "How much time is one point of the activity, by UTC.",
              example = "year",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"month", "year"},
                      defaultValue = "month"))
          @QueryParam("activity")
          String activity) {
    int fewest =
        OutOfRangeException.requireBetween(
            "fewestRatings",
            QueryText.wholeNumber("fewestRatings", fewestRatings).orElse(USUAL_FEWEST_RATINGS),
            1,
            MOST_RATINGS_ASKED);
    Period period = QueryText.word("activity", activity, Period.class).orElse(Period.MONTH);
    return StatisticsView.of(
        summariseRatings.summary(limit.value(), fewest), period == Period.MONTH);
  }
}
