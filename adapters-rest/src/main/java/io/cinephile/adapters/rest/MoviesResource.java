package io.cinephile.adapters.rest;

import io.cinephile.application.BrowseMovies;
import io.cinephile.application.BrowseMovies.Answer;
import io.cinephile.domain.catalogue.Catalogue.SimilarMovie;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.recommendation.GenerationId;
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

/** The catalogue. */
@Path(Api.ROOT + "/movies")
@Produces(MediaType.APPLICATION_JSON)
@Cache(noCache = true)
@Tag(name = Api.MOVIES)
final class MoviesResource {
  private final BrowseMovies browseMovies;

  MoviesResource(BrowseMovies browseMovies) {
    this.browseMovies = browseMovies;
  }

  @Schema(name = "MovieList")
  record MovieList(GenerationId generation, List<MovieView> movies) implements GenerationAnswer {
    static MovieList of(Answer<List<CatalogueEntry>> answer) {
      return new MovieList(answer.generation(), MovieView.of(answer.content()));
    }
  }

  @Schema(name = "OneMovie")
  record OneMovie(GenerationId generation, MovieView movie) implements GenerationAnswer {}

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
    static Neighbour of(SimilarMovie similar) {
      return new Neighbour(MovieView.of(similar.entry()), similar.cosine());
    }
  }

  @GET
  @Operation(
      operationId = "searchMovies",
      summary = "Searches movies by title",
      description = "The closest title first, then titles that share a word with the query.")
  @APIResponse(responseCode = "200", description = "The movies found; none is no error.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public MovieList search(
      @Parameter(
              required = true,
              description = "A title or words of it, perhaps with the year.",
              example = "matrix 1999",
              schema = @Schema(minLength = 1, maxLength = TitleQuery.MOST_CHARACTERS))
          @QueryParam("query")
          String query,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return MovieList.of(browseMovies.search(TitleQuery.of("query", query), limit.value()));
  }

  @GET
  @Path("/popular")
  @Operation(operationId = "popularMovies", summary = "Lists the most rated movies")
  @APIResponse(responseCode = "200", description = "The most rated movies, most ratings first.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  public MovieList popular(
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return MovieList.of(browseMovies.popular(limit.value()));
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
  @Path("/{id}/similar")
  @Operation(operationId = "similarMovies", summary = "Lists the movies most similar to one")
  @APIResponse(responseCode = "200", description = "The nearest movies.")
  @APIResponse(responseCode = "304", ref = Api.NOT_MODIFIED)
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public SimilarMovies similar(
      @Parameter(ref = Api.MOVIE_ID) @PathParam("id") MovieId id,
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    Answer<Optional<List<SimilarMovie>>> answer = browseMovies.similarTo(id, limit.value());
    return new SimilarMovies(
        answer.generation(), known(answer.content()).stream().map(Neighbour::of).toList());
  }

  private static <T> T known(Optional<T> content) {
    return content.orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_MOVIE.problem()));
  }
}
