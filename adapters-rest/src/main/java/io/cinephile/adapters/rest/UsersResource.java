package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendForUser;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
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
@Path(Api.ROOT + "/users/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.RECOMMENDATIONS)
final class UsersResource {
  private final RecommendForUser recommendForUser;

  UsersResource(RecommendForUser recommendForUser) {
    this.recommendForUser = recommendForUser;
  }

  @Schema(name = "UserRecommendations")
  record UserRecommendations(
      GenerationId generation,
      @Schema(description = "Best first, without what the user has rated.")
          List<RecommendationView> recommendations)
      implements GenerationAnswer {}

  @GET
  @Path("/recommendations")
  @Cache(isPrivate = true, noCache = true)
  @Operation(
      operationId = "recommendForUser",
      summary = "Recommends what a user has not rated yet",
      description = "Fewer than asked for where fewer are stored.")
  @APIResponse(responseCode = "200", description = "The user's recommendations.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public UserRecommendations recommendations(
      @Parameter(ref = Api.USER_ID) @PathParam("id") UserId id,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    RecommendForUser.Answer answer =
        recommendForUser
            .answer(id, limit.value())
            .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_USER.problem()));
    return new UserRecommendations(
        answer.generation(), RecommendationView.ranked(answer.suggestions()));
  }
}
