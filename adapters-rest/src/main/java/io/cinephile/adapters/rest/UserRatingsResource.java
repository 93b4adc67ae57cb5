package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cinephile.application.RateMovies;
import io.cinephile.application.RateMovies.RatedMovie;
import io.cinephile.application.RateMovies.RatedMovies;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** What one viewer says of movies. No answer, problem or log line repeats the id in the address. */
@Path(Api.ROOT + "/users/{id}/ratings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.RATINGS)
final class UserRatingsResource {
  /** Of a viewer at most so many ratings can be paged to. */
  private static final int DEEPEST = 100_000;

  private final RateMovies rateMovies;

  UserRatingsResource(RateMovies rateMovies) {
    this.rateMovies = rateMovies;
  }

  @Schema(name = "RatingRequest")
  record RatingRequest(
      @Schema(
              required = true,
              description = "In half stars.",
              examples = "4.5",
              minimum = "0.5",
              maximum = "5",
              multipleOf = 0.5)
          Optional<Double> stars) {
    Stars given() {
      return new Stars(
          stars.orElseThrow(
              () -> new OutOfRangeException("stars", "absent", "must be from 0.5 to 5")));
    }
  }

  @Schema(name = "Rating")
  record RatingView(
      MovieView movie,
      @Schema(description = "In half stars.", examples = "4.5", minimum = "0.5", maximum = "5")
          double stars,
      @Schema(description = "When it was given.") Instant time) {
    static RatingView of(RatedMovie rated) {
      return new RatingView(MovieView.of(rated.entry()), rated.stars().value(), rated.time());
    }
  }

  @Schema(name = "RatingList")
  record RatingList(
      GenerationId generation,
      @JsonIgnore @Schema(hidden = true) String revision,
      @Schema(description = "How many ratings there are.", examples = "57") int total,
      @Schema(description = "The newest first.") List<RatingView> ratings)
      implements GenerationAnswer {}

  @GET
  @Cache(isPrivate = true, noCache = true)
  @Operation(
      operationId = "listRatings",
      summary = "Lists what a user rated",
      description = "What was imported, and what was said since.")
  @APIResponse(responseCode = "200", description = "The ratings; none of somebody unknown.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public RatingList list(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(ref = Api.OFFSET) @QueryParam("offset") String offset) {
    int from =
        OutOfRangeException.requireBetween(
            "offset", QueryText.wholeNumber("offset", offset).orElse(0), 0, DEEPEST);
    RatedMovies rated = rateMovies.list(id, from, limit.value());
    return new RatingList(
        rated.generation(),
        rated.revision(),
        rated.total(),
        rated.ratings().stream().map(RatingView::of).toList());
  }

  @PUT
  @Path("/{movie}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Cache(noStore = true)
  @Operation(
      operationId = "rateMovie",
      summary = "Rates a movie, in the place of an earlier rating",
      description =
          "When this is answered the rating is durable, counts in the next answer on every server,"
              + " and is learnt from by the next training run. To say the same again changes"
              + " nothing; of several the last one counts.")
  @APIResponse(responseCode = "200", description = "The rating as it is kept.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Api.RESTRICTED)
  @APIResponse(responseCode = "410", ref = Api.ERASED)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public RatingView rate(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @Parameter(ref = Api.MOVIE) @PathParam("movie") MovieId movie,
      @RequestBody(required = true) RatingRequest body) {
    return rateMovies
        .rate(id, movie, RequestBodies.required(body).given())
        .map(RatingView::of)
        .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_MOVIE.problem()));
  }

  @DELETE
  @Path("/{movie}")
  @Operation(
      operationId = "withdrawRating",
      summary = "Takes a rating back",
      description =
          "An imported one, too. What is not rated is as good as taken back: to say it again"
              + " changes nothing.")
  @APIResponse(responseCode = "204", description = "The user has not rated the movie (any more).")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Api.RESTRICTED)
  @APIResponse(responseCode = "410", ref = Api.ERASED)
  public void withdraw(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @Parameter(ref = Api.MOVIE) @PathParam("movie") MovieId movie) {
    if (!rateMovies.withdraw(id, movie)) {
      throw new ProblemException(ProblemType.UNKNOWN_MOVIE.problem());
    }
  }
}
