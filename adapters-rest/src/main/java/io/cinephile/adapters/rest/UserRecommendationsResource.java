package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cinephile.adapters.rest.RecommendationView.ReasonView;
import io.cinephile.application.RecommendForUser;
import io.cinephile.application.RecommendForUser.Explanation;
import io.cinephile.application.RecommendationQuery;
import io.cinephile.application.Recommended;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/**
 * What one viewer is recommended. The id in the address is personal data: no answer, problem or log
 * line repeats it.
 */
@Path(Api.ROOT + "/users/{id}/recommendations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.RECOMMENDATIONS)
final class UserRecommendationsResource {
  private final RecommendForUser recommendForUser;

  UserRecommendationsResource(RecommendForUser recommendForUser) {
    this.recommendForUser = recommendForUser;
  }

  @Schema(name = "UserRecommendations")
  record UserRecommendations(
      GenerationId generation,
      @JsonIgnore @Schema(hidden = true) String revision,
      @Schema(description = StaleMark.MEANING) Optional<Boolean> stale,
      @Schema(description = PersonalisationMark.MEANING) Optional<Refusal> notPersonalised,
      @Schema(description = "Best first, without what the user has rated.")
          List<RecommendationView> recommendations)
      implements GenerationAnswer, RecommendationsAnswer {
    @Override
    public boolean makeshift() {
      return stale.isPresent();
    }
  }

  @GET
  @Cache(isPrivate = true, noCache = true)
  @Operation(
      operationId = "recommendForUser",
      summary = "Recommends what a user has not rated yet",
      description =
          "Whatever the user has rated meanwhile counts. A page is full as long as enough movies"
              + " pass the filters; each recommendation says where it comes from. Somebody unknown"
              + " gets popular movies, and so does whoever does not allow personalisation.")
  @APIResponse(responseCode = "200", description = "The user's recommendations.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public UserRecommendations recommendations(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @BeanParam PersonalParameters parameters) {
    RecommendationQuery query = parameters.query();
    Recommended answer = recommendForUser.answer(id, query);
    return new UserRecommendations(
        answer.generation(),
        answer.revision(),
        StaleMark.of(answer.stale()),
        answer.notPersonalised(),
        RecommendationView.ranked(answer.suggestions(), query));
  }

  @Schema(name = "Explanation")
  record ExplanationView(
      GenerationId generation,
      @JsonIgnore @Schema(hidden = true) String revision,
      MovieView movie,
      @Schema(
              description = "What the ranking model makes of the movie for this user.",
              examples = "0.731")
          double score,
      @Schema(description = "What the user is expected to give.", examples = "4.37")
          double predictedStars,
      @Schema(description = PersonalisationMark.MEANING) Optional<Refusal> notPersonalised,
      @Schema(description = "The user's own movies that carry it, the largest share first.")
          List<ReasonView> reasons,
      @Schema(
              description = "The sum of all other shares; with the reasons' it is the score.",
              examples = "0.104")
          double others)
      implements GenerationAnswer {
    static ExplanationView of(Explanation why) {
      return new ExplanationView(
          why.generation(),
          why.revision(),
          MovieView.of(why.entry()),
          why.score(),
          Rounding.hundredths(why.predictedStars()),
          why.notPersonalised(),
          ReasonView.of(why.reasons()),
          why.others());
    }
  }

  @GET
  @Path("/{movie}/reasons")
  @Cache(isPrivate = true, noCache = true)
  @Operation(
      operationId = "explainRecommendation",
      summary = "Tells why a user is recommended a movie",
      description =
          "The score of the ranking model is taken apart exactly into what each movie that the user"
              + " rated adds to it.")
  @APIResponse(responseCode = "200", description = "The shares.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public ExplanationView reasons(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @Parameter(ref = Api.MOVIE) @PathParam("movie") MovieId movie,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return recommendForUser
        .explain(id, movie, limit.value())
        .map(ExplanationView::of)
        .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_MOVIE.problem()));
  }
}
