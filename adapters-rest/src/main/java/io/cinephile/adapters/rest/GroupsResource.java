package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendForGroup;
import io.cinephile.application.RecommendationQuery;
import io.cinephile.domain.ranking.Group.Agreement;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** What several users may watch together. */
@Path(Api.ROOT + "/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.RECOMMENDATIONS)
final class GroupsResource {
  private final RecommendForGroup recommendForGroup;

  GroupsResource(RecommendForGroup recommendForGroup) {
    this.recommendForGroup = recommendForGroup;
  }

  @Schema(name = "GroupRequest")
  record GroupRequest(
      @Schema(
              required = true,
              description = "The members' ids, each once.",
              examples = "[\"42\", \"7\"]",
              minItems = 1,
              maxItems = RecommendForGroup.MOST_MEMBERS)
          List<String> users,
      @Schema(
              description =
                  "What counts: what the least pleased member makes of a movie, or the mean over"
                      + " the members.",
              defaultValue = "least-misery")
          Optional<Agreement> agreement,
      Optional<RecommendationOptions> options) {}

  @Schema(name = "GroupRecommendations")
  record GroupRecommendations(
      GenerationId generation,
      @Schema(
              description = "How many members' tastes are known; the others had no say.",
              examples = "2")
          int voices,
      @Schema(description = "Best first, without what a member has rated.")
          List<RecommendationView> recommendations)
      implements RecommendationsAnswer {}

  @POST
  @Path("/recommendations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Cache(noStore = true)
  @Operation(
      operationId = "recommendForGroup",
      summary = "Recommends what several users may watch together",
      description =
          "Each member's score counts relative to the member's best movie. Of the options, mode and"
              + " reasons do not apply. The ids are personal data; they are not logged.")
  @APIResponse(responseCode = "200", description = "What the group agrees on.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public GroupRecommendations forGroup(@RequestBody(required = true) GroupRequest body) {
    GroupRequest request = RequestBodies.required(body);
    List<UserId> users =
        RequestBodies.users(request.users, RecommendForGroup.MOST_MEMBERS).stream()
            .distinct()
            .toList();
    RecommendationQuery query = request.options.orElse(RecommendationOptions.NONE).query();
    RecommendForGroup.Answer answer =
        recommendForGroup.answer(users, request.agreement.orElse(Agreement.LEAST_MISERY), query);
    return new GroupRecommendations(
        answer.recommended().generation(),
        answer.voices(),
        RecommendationView.ranked(answer.recommended().suggestions(), query));
  }
}
