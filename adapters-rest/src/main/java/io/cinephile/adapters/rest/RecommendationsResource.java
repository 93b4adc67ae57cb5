package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cinephile.application.RecommendByTitle;
import io.cinephile.application.RecommendByTitle.Answer;
import io.cinephile.application.RecommendForUser;
import io.cinephile.application.RecommendForVisitor;
import io.cinephile.application.RecommendationQuery;
import io.cinephile.application.Recommended;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

/** What to watch for who liked a movie, for a visitor, and for many users at once. */
@Path(Api.ROOT + "/recommendations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.RECOMMENDATIONS)
final class RecommendationsResource {
  /** Users of one call. */
  static final int MOST_USERS = 1_000;

  /** Movies that a visitor may name. */
  static final int MOST_OPINIONS = 1_000;

  /** So many users are looked up together, and sent before the next are. */
  private static final int TOGETHER = 50;

  private final RecommendByTitle recommendByTitle;
  private final RecommendForVisitor recommendForVisitor;
  private final RecommendForUser recommendForUser;

  RecommendationsResource(
      RecommendByTitle recommendByTitle,
      RecommendForVisitor recommendForVisitor,
      RecommendForUser recommendForUser) {
    this.recommendByTitle = recommendByTitle;
    this.recommendForVisitor = recommendForVisitor;
    this.recommendForUser = recommendForUser;
  }

  @Schema(name = "TitleRecommendations")
  record TitleRecommendations(
      GenerationId generation,
      @JsonIgnore @Schema(hidden = true) String revision,
      @Schema(description = StaleMark.MEANING) Optional<Boolean> stale,
      @Schema(description = "The movie that the title was taken for.") MovieView match,
      @Schema(description = "Further movies that it may have meant, the closest first.")
          List<MovieView> otherCandidates,
      AudienceView audience,
      @Schema(description = "Best first.") List<RecommendationView> recommendations)
      implements GenerationAnswer, RecommendationsAnswer {
    @Override
    public boolean makeshift() {
      return stale.isPresent();
    }
  }

  @Schema(name = "Audience")
  record AudienceView(
      @Schema(description = "How many viewers rated the movie.", examples = "278") long viewers,
      @Schema(description = "How many of them gave it 4 stars or more.", examples = "218")
          long fans,
      @Schema(description = "How many of them voted on what follows.", examples = "218")
          int voters) {
    static AudienceView of(RecommendByTitle.Asked audience) {
      return new AudienceView(audience.viewers(), audience.fans(), audience.voters());
    }
  }

  @GET
  @Cache(noCache = true)
  @Operation(
      operationId = "recommendByTitle",
      summary = "Recommends what the viewers who liked a movie are recommended",
      description =
          "The title is matched forgivingly: case, accents, the place of the article, a typo in a"
              + " long word, a year behind it. A page is full as long as enough movies pass the"
              + " filters; each recommendation says where it comes from.")
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
      @BeanParam PageParameters page) {
    RecommendationQuery query = page.query();
    Answer answer = recommendByTitle.answer(TitleQuery.of(title), query);
    if (answer instanceof Answer.Found found) {
      return view(found, query);
    }
    throw noSuchTitle((Answer.NoSuchTitle) answer);
  }

  private static TitleRecommendations view(Answer.Found found, RecommendationQuery query) {
    Recommended recommended = found.recommended();
    return new TitleRecommendations(
        recommended.generation(),
        recommended.revision(),
        StaleMark.of(recommended.stale()),
        MovieView.of(found.match()),
        MovieView.of(found.others()),
        AudienceView.of(found.audience()),
        RecommendationView.ranked(recommended.suggestions(), query));
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

  @Schema(name = "VisitorRequest")
  record VisitorRequest(
      @Schema(
              description = "What the visitor gave to movies, the latest first; each movie once.",
              maxItems = MOST_OPINIONS)
          Optional<List<GivenStars>> ratings,
      @Schema(
              description = "Movies that the visitor likes; as good as 4.5 stars.",
              examples = "[2571, 1]",
              maxItems = MOST_OPINIONS)
          Optional<List<Integer>> liked,
      Optional<RecommendationOptions> options) {

    List<Opinion> opinions() {
      Map<MovieId, Opinion> opinions = new LinkedHashMap<>();
      for (GivenStars given : ratings.orElse(List.of())) {
        MovieId movie = new MovieId(given.movie);
        add(opinions, "ratings", new Opinion(movie, new Stars(given.stars)));
      }
      for (int movie : liked.orElse(List.of())) {
        add(opinions, "liked", new Opinion(new MovieId(movie), Opinion.LIKED));
      }
      if (opinions.size() > MOST_OPINIONS) {
        throw new OutOfRangeException(
            "ratings", opinions.size() + " movies", "must be at most " + MOST_OPINIONS);
      }
      return new ArrayList<>(opinions.values());
    }

    private static void add(Map<MovieId, Opinion> opinions, String field, Opinion opinion) {
      if (opinions.put(opinion.movie(), opinion) != null) {
        throw new OutOfRangeException(field, opinion.movie(), "must name each movie once");
      }
    }
  }

  @Schema(name = "GivenStars")
  record GivenStars(
      @Schema(required = true, examples = "2571", minimum = "1") int movie,
      @Schema(
              required = true,
              description = "In half stars.",
              examples = "4.5",
              minimum = "0.5",
              maximum = "5",
              multipleOf = 0.5)
          double stars) {}

  @Schema(name = "VisitorRecommendations")
  record VisitorRecommendations(
      GenerationId generation,
      @Schema(description = "Movies that the catalogue does not have; nothing was learnt of them.")
          List<Integer> unknownMovies,
      @Schema(description = "Best first.") List<RecommendationView> recommendations)
      implements RecommendationsAnswer {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Cache(noStore = true)
  @Operation(
      operationId = "recommendForVisitor",
      summary = "Recommends to a visitor, of whom nothing is kept",
      description =
          "The visitor is folded into the model by the ratings in the body. Nothing is stored,"
              + " nothing is logged.")
  @APIResponse(responseCode = "200", description = "What the visitor is recommended.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public VisitorRecommendations forVisitor(@RequestBody(required = true) VisitorRequest body) {
    VisitorRequest request = RequestBodies.required(body);
    RecommendationQuery query = request.options.orElse(RecommendationOptions.NONE).query();
    RecommendForVisitor.Answer answer = recommendForVisitor.answer(request.opinions(), query);
    return new VisitorRecommendations(
        answer.recommended().generation(),
        answer.unknown().stream().map(MovieId::value).toList(),
        RecommendationView.ranked(answer.recommended().suggestions(), query));
  }

  @Schema(name = "BatchRequest")
  record BatchRequest(
      @Schema(
              required = true,
              description = "The users' ids.",
              examples = "[\"42\", \"7\"]",
              minItems = 1,
              maxItems = MOST_USERS)
          List<String> users,
      Optional<RecommendationOptions> options) {}

  @Schema(name = "BatchLine")
  record BatchLine(
      @Schema(description = "The id as it was asked for.", examples = "42") String user,
      GenerationId generation,
      @Schema(description = StaleMark.MEANING) Optional<Boolean> stale,
      @Schema(description = PersonalisationMark.MEANING) Optional<Refusal> notPersonalised,
      List<RecommendationView> recommendations) {}

  @POST
  @Path("/batch")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(RestMediaType.APPLICATION_NDJSON)
  @Cache(noStore = true)
  @Operation(
      operationId = "recommendForMany",
      summary = "Recommends to up to 1,000 users in one call",
      description =
          "Streams one line of JSON a user, in the order in which they were asked for, each as soon"
              + " as it is known. The ids are personal data; they are not logged.")
  @APIResponse(
      responseCode = "200",
      description = "A line a user.",
      content =
          @Content(
              mediaType = RestMediaType.APPLICATION_NDJSON,
              schema = @Schema(implementation = BatchLine.class)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public Multi<BatchLine> forMany(@RequestBody(required = true) BatchRequest body) {
    BatchRequest request = RequestBodies.required(body);
    List<UserId> users = RequestBodies.users(request.users, MOST_USERS);
    RecommendationQuery query = request.options.orElse(RecommendationOptions.NONE).query();
    List<List<UserId>> portions =
        IntStream.range(0, (users.size() + TOGETHER - 1) / TOGETHER)
            .mapToObj(i -> users.subList(i * TOGETHER, Math.min(users.size(), (i + 1) * TOGETHER)))
            .toList();
    // What can go wrong goes wrong here, while it can still be answered with a problem.
    List<BatchLine> first = lines(portions.get(0), query);
    Multi<BatchLine> rest =
        Multi.createFrom()
            .iterable(portions.subList(1, portions.size()))
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .onItem()
            .transformToIterable(portion -> lines(portion, query));
    return Multi.createBy().concatenating().streams(Multi.createFrom().iterable(first), rest);
  }

  private List<BatchLine> lines(List<UserId> users, RecommendationQuery query) {
    List<Recommended> answers = recommendForUser.answer(users, query);
    return IntStream.range(0, users.size())
        .mapToObj(
            i ->
                new BatchLine(
                    users.get(i).value(),
                    answers.get(i).generation(),
                    StaleMark.of(answers.get(i).stale()),
                    answers.get(i).notPersonalised(),
                    RecommendationView.ranked(answers.get(i).suggestions(), query)))
        .toList();
  }
}
