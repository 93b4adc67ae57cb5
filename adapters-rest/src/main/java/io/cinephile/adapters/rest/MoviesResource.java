package io.cinephile.adapters.rest;

import io.cinephile.application.BrowseMovies;
import io.cinephile.application.BrowseMovies.Answer;
import io.cinephile.application.BrowseMovies.ScoredMovie;
import io.cinephile.application.RecommendationQuery;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** The catalogue. */
@Path(Api.ROOT + "/movies")
@Produces(MediaType.APPLICATION_JSON)
@Cache(noCache = true)
@Tag(name = Api.MOVIES)
final class MoviesResource {
  /** Elasticsearch pages no further than to 10,000. */
  private static final int DEEPEST = 9_900;

  private final BrowseMovies browseMovies;

  MoviesResource(BrowseMovies browseMovies) {
    this.browseMovies = browseMovies;
  }

  @Schema(name = "MovieSearch")
  record MovieSearch(
      GenerationId generation,
      @Schema(description = "How many movies were found in all.", examples = "12") long total,
      @Schema(description = "The closest title first.") List<MovieView> movies,
      @Schema(
              description = "How many of all that were found have each genre, most first.",
              examples = "{\"Action\": 9, \"Sci-Fi\": 4}")
          Map<String, Long> genres,
      @Schema(
              description = "How many of all that were found each decade released.",
              examples = "{\"1990\": 3, \"2000\": 9}")
          Map<Integer, Long> decades)
      implements GenerationAnswer {}

  @Schema(name = "MovieList")
  record MovieList(GenerationId generation, List<MovieView> movies) implements GenerationAnswer {}

  @Schema(name = "TrendingMovies")
  record TrendingMovies(
      GenerationId generation,
      @Schema(description = "The strongest trend first.") List<TrendingMovie> movies) {}

  @Schema(name = "TrendingMovie")
  record TrendingMovie(
      MovieView movie,
      @Schema(
              description =
                  "By how many standard deviations it is rated more often than its share of all"
                      + " ratings lets expect.",
              examples = "3.2")
          double trend) {}

  @Schema(name = "OneMovie")
  record OneMovie(GenerationId generation, MovieView movie) implements GenerationAnswer {}

  @Schema(name = "MovieRatings")
  record MovieRatings(
      GenerationId generation,
      @Schema(description = "How many viewers rated the movie.", examples = "278") long total,
      @Schema(
              description = "From half a star to five, none left out.",
              minItems = 10,
              maxItems = 10)
          List<TimesGiven> stars)
      implements GenerationAnswer {
    static MovieRatings of(GenerationId generation, Map<Stars, Long> given) {
      return new MovieRatings(
          generation,
          given.values().stream().mapToLong(Long::longValue).sum(),
          Stars.all().map(stars -> TimesGiven.of(stars, given)).toList());
    }
  }

  @Schema(name = "TimesGiven")
  record TimesGiven(
      @Schema(description = "In half stars.", examples = "4.5", minimum = "0.5", maximum = "5")
          double stars,
      @Schema(description = "How many viewers gave just so many.", examples = "67") long ratings) {
    static TimesGiven of(Stars stars, Map<Stars, Long> given) {
      return new TimesGiven(stars.value(), given.getOrDefault(stars, 0L));
    }
  }

  @Schema(name = "SimilarMovies")
  record SimilarMovies(
      GenerationId generation,
      @Schema(description = "The most similar first; empty where nobody rated the movie.")
          List<Neighbour> movies)
      implements GenerationAnswer {}

  @Schema(name = "Neighbour")
  record Neighbour(
      MovieView movie,
      @Schema(
              description = "The cosine of the angle between the factors of both movies.",
              examples = "0.913",
              minimum = "-1",
              maximum = "1")
          double similarity) {
    static Neighbour of(ScoredMovie similar) {
      return new Neighbour(MovieView.of(similar.entry()), similar.score());
    }
  }

  @GET
  @Operation(
      operationId = "searchMovies",
      summary = "Searches movies by title, or lists those that pass",
      description =
          "The closest title first, then titles that share a word with the query, where a long word"
              + " may have a typo. Without a query all movies that pass the filters, the most rated"
              + " first. Genres and decades of all that were found are counted.")
  @APIResponse(responseCode = "200", description = "The movies found; none is no error.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public MovieSearch search(
      @Parameter(
              description = "A title or words of it, perhaps with the year.",
              example = "matrix 1999",
              schema = @Schema(minLength = 1, maxLength = TitleQuery.MOST_CHARACTERS))
          @QueryParam("query")
          String query,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(ref = Api.OFFSET) @QueryParam("offset") String offset,
      @BeanParam FilterParameters filter) {
    int from =
        OutOfRangeException.requireBetween(
            "offset", QueryText.wholeNumber("offset", offset).orElse(0), 0, DEEPEST);
    Answer<CatalogueSearch.Found> answer =
        browseMovies.search(
            new CatalogueSearch(
                Optional.ofNullable(query).map(text -> TitleQuery.of("query", text)),
                filter.filter(),
                from,
                limit.value()));
    CatalogueSearch.Found found = answer.content();
    return new MovieSearch(
        answer.generation(),
        found.total(),
        MovieView.of(found.movies()),
        found.genres(),
        found.decades());
  }

  @GET
  @Path("/suggest")
  @Operation(
      operationId = "suggestMovies",
      summary = "Completes a title while it is typed",
      description =
          "Movies of which a name, or a part of it, begins so; from the third letter on one may be"
              + " wrong. The most rated first.")
  @APIResponse(responseCode = "200", description = "The movies; none is no error.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public MovieList suggest(
      @Parameter(
              required = true,
              description = "What has been typed so far.",
              example = "the matr",
              schema = @Schema(minLength = 1, maxLength = TitleQuery.MOST_CHARACTERS))
          @QueryParam("prefix")
          String prefix,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    FoldedTitle begun = TitleQuery.of("prefix", prefix).readings().get(0).title();
    Answer<List<CatalogueEntry>> answer = browseMovies.beginningWith(begun, limit.value());
    return new MovieList(answer.generation(), MovieView.of(answer.content()));
  }

  @GET
  @Path("/popular")
  @Operation(operationId = "popularMovies", summary = "Lists the most rated movies")
  @APIResponse(responseCode = "200", description = "The most rated movies, most ratings first.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public MovieList popular(
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(ref = Api.OFFSET) @QueryParam("offset") String offset,
      @BeanParam FilterParameters filter) {
    Answer<List<ScoredMovie>> answer =
        browseMovies.popular(filter.filter(), ranked(offset, limit), limit.value());
    return new MovieList(
        answer.generation(),
        answer.content().stream().map(movie -> MovieView.of(movie.entry())).toList());
  }

  @GET
  @Path("/trending")
  @Operation(
      operationId = "trendingMovies",
      summary = "Lists the movies that are rated more than usual",
      description =
          "Within so many days before the newest rating, live ratings included. A movie that gains"
              + " nothing is left out, so a page may be short.")
  @APIResponse(responseCode = "200", description = "The strongest trend first.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public TrendingMovies trending(
      @Parameter(
              description = "How many days are recent.",
              example = "14",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "3650",
                      defaultValue = "14"))
          @QueryParam("days")
          String days,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(ref = Api.OFFSET) @QueryParam("offset") String offset,
      @BeanParam FilterParameters filter) {
    int recent =
        OutOfRangeException.requireBetween(
            "days", QueryText.wholeNumber("days", days).orElse(14), 1, 3650);
    Answer<List<ScoredMovie>> answer =
        browseMovies.trending(
            Duration.ofDays(recent), filter.filter(), ranked(offset, limit), limit.value());
    return new TrendingMovies(
        answer.generation(),
        answer.content().stream()
            .map(movie -> new TrendingMovie(MovieView.of(movie.entry()), movie.score()))
            .toList());
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "findMovie", summary = "Shows one movie")
  @APIResponse(responseCode = "200", description = "The movie.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public OneMovie find(@Parameter(ref = Api.MOVIE_ID) @PathParam("id") MovieId id) {
    Answer<Optional<CatalogueEntry>> answer = browseMovies.find(id);
    return new OneMovie(answer.generation(), MovieView.of(known(answer.content())));
  }

  @GET
  @Path("/{id}/ratings")
  @Operation(
      operationId = "movieRatings",
      summary = "Tells how often a movie was given so many stars",
      description =
          "As the served generation was taught, by viewers who count in statistics. The movie's own"
              + " total and mean were computed then; here who has been erased since is left out.")
  @APIResponse(responseCode = "200", description = "How often each number of stars was given.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public MovieRatings ratings(@Parameter(ref = Api.MOVIE_ID) @PathParam("id") MovieId id) {
    Answer<Optional<Map<Stars, Long>>> answer = browseMovies.starsOf(id);
    return MovieRatings.of(answer.generation(), known(answer.content()));
  }

  @GET
  @Path("/{id}/similar")
  @Operation(operationId = "similarMovies", summary = "Lists the movies most similar to one")
  @APIResponse(responseCode = "200", description = "The nearest movies.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public SimilarMovies similar(
      @Parameter(ref = Api.MOVIE_ID) @PathParam("id") MovieId id, @BeanParam PageParameters page) {
    Answer<Optional<List<ScoredMovie>>> answer =
        browseMovies.similarTo(id, page.filter(), page.diversity(), page.offset(), page.limit());
    return new SimilarMovies(
        answer.generation(), known(answer.content()).stream().map(Neighbour::of).toList());
  }

  private static int ranked(String offset, Limit limit) {
    return OutOfRangeException.requireBetween(
        "offset",
        QueryText.wholeNumber("offset", offset).orElse(0),
        0,
        RecommendationQuery.DEEPEST - limit.value());
  }

  private static <T> T known(Optional<T> content) {
    return content.orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_MOVIE.problem()));
  }
}
