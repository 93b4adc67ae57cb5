package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendByTitle;
import io.cinephile.application.RecommendByTitle.Answer;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

/** What to watch for who liked a movie. */
@Path(Api.ROOT + "/recommendations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.RECOMMENDATIONS)
final class RecommendationsResource {
  private final RecommendByTitle recommendByTitle;

  RecommendationsResource(RecommendByTitle recommendByTitle) {
    this.recommendByTitle = recommendByTitle;
  }

  @Schema(name = "TitleRecommendations")
  record TitleRecommendations(
      GenerationId generation,
      @Schema(description = "The movie that the title was taken for.") MovieView match,
      @Schema(description = "Further movies that it may have meant, the closest first.")
          List<MovieView> otherCandidates,
      AudienceView audience,
      @Schema(description = "Best first.") List<RecommendationView> recommendations)
      implements GenerationAnswer {}

  @Schema(name = "Audience")
  record AudienceView(
      @Schema(description = "How many viewers rated the movie.", examples = "278") long viewers,
      @Schema(description = "How many of them gave it 4 stars or more.", examples = "218")
          long fans,
      @Schema(description = "How many of them voted on what follows.", examples = "218")
          int voters) {
    static AudienceView of(Ratings.Audience audience) {
      return new AudienceView(audience.viewers(), audience.fans(), audience.members().size());
    }
  }

  @GET
  @Cache(noCache = true)
  @Operation(
      operationId = "recommendByTitle",
      summary = "Recommends what the viewers who liked a movie are recommended",
      description =
          "The title is matched forgivingly: case, accents, the place of the article, a typo in a"
              + " long word, a year behind it.")
  @APIResponse(responseCode = "200", description = "The movie, its audience and their vote.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "404", ref = Api.UNKNOWN_TITLE)
  public TitleRecommendations byTitle(
      @Parameter(
              required = true,
              description = "The title of a movie.",
              example = "The Matrix",
              schema = @Schema(minLength = 1, maxLength = TitleQuery.MOST_CHARACTERS))
          @QueryParam("title")
          String title,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    Answer answer = recommendByTitle.answer(TitleQuery.of(title), limit.value());
    if (answer instanceof Answer.Found found) {
      return view(found);
    }
    throw noSuchTitle((Answer.NoSuchTitle) answer);
  }

  private static TitleRecommendations view(Answer.Found found) {
    return new TitleRecommendations(
        found.generation(),
        MovieView.of(found.match()),
        MovieView.of(found.others()),
        AudienceView.of(found.audience()),
        RecommendationView.ranked(found.suggestions()));
  }

  private static ProblemException noSuchTitle(Answer.NoSuchTitle answer) {
    List<MovieView> nearest = MovieView.of(answer.nearest());
    String detail =
        nearest.isEmpty()
            ? "No movie has such a title, and none shares a word with it."
            : "No movie has such a title; the nearest are listed.";
    return new ProblemException(
        ProblemType.UNKNOWN_TITLE.because(detail).with("field", "title").with("nearest", nearest));
  }
}
