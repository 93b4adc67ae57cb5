package io.cinephile.bench;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.cinephile.bench.Route.Aim;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that is measured, in the order in which it is: what has an aim comes first. */
final class Routes {
  /** Where a session keeps the status of its answer. */
  static final String STATUS = "status";

  /** The route of the peer. */
  static final String GORSE = "gorse";

  private static final String ROOT = "/api/v1";

  /** Ratings that a visitor sends along. */
  private static final int VISITOR_RATINGS = 10;

  private static final int MEMBERS = 5;
  private static final int BATCH = 100;

  /** The status is kept even where it is another. */
  private static final CheckBuilder[] ANSWERED = {status().saveAs(STATUS), status().is(200)};

  private static final int FIRST_PAGE = 10;

  private static final Aim USER = new Aim(2, 8);
  private static final Aim TITLE = new Aim(Double.POSITIVE_INFINITY, 30);
  private static final Aim FOLD_IN = new Aim(Double.POSITIVE_INFINITY, 20);

  private final Workload workload;
  private final Draws draws;

  Routes(Workload workload) {
    this.workload = workload;
    this.draws = new Draws(workload);
  }

  /** Those that were asked for; the peer's is another server's. */
  List<Route> all() {
    if (workload.only().contains(GORSE)) {
      return List.of(aimed(GORSE, "user, Gorse", 300, USER, gorse()));
    }
    return Stream.of(
            aimed("user", "user", 300, USER, user("user", () -> "/recommendations")),
            aimed("title", "title, as movies are rated", 100, TITLE, title(true)),
            aimed("title-uniform", "title, all movies alike", 100, TITLE, title(false)),
            aimed("visitor", "visitor, filtered", 100, FOLD_IN, visitor()),
            aimed("fold-in", "user with live ratings, filtered", 100, FOLD_IN, foldIn()),
            plain("similar", "similar", 100, movie("similar", "/similar")),
            plain("search", "search", 50, search()),
            plain("suggest", "suggest", 100, suggest()),
            plain("popular", "popular", 20, get("popular", "/movies/popular")),
            plain("trending", "trending", 20, get("trending", "/movies/trending")),
            plain("movie", "movie", 100, movie("movie", "")),
            plain("movie-ratings", "ratings of a movie", 50, movie("movie ratings", "/ratings")),
            plain("ratings", "ratings of a user", 50, user("ratings", () -> "/ratings")),
            plain("reasons", "reasons for a movie", 50, user("reasons", this::reasons)),
            plain("group", "group of " + MEMBERS, 20, group()),
            plain("batch", "batch of " + BATCH + " users", 2, batch()),
            plain("rate", "rate", 20, rate(draws::user)))
        .filter(route -> workload.only().isEmpty() || workload.only().contains(route.key()))
        .toList();
  }

  private static Route aimed(
      String key, String name, int rate, Aim aim, HttpRequestActionBuilder request) {
    return new Route(key, name, rate, Optional.of(aim), request);
  }

  private static Route plain(String key, String name, int rate, HttpRequestActionBuilder request) {
    return new Route(key, name, rate, Optional.empty(), request);
  }

  private static HttpRequestActionBuilder get(String name, String path) {
    return http(name).get(ROOT + path).check(ANSWERED);
  }

  /** Something of any user. */
  private HttpRequestActionBuilder user(String name, Supplier<String> what) {
    return http(name)
        .get(session -> ROOT + "/users/" + draws.user() + what.get())
        .header("X-API-Key", workload.adminKey())
        .check(ANSWERED);
  }

  private String reasons() {
    return "/recommendations/" + draws.ratedMovie().id() + "/reasons";
  }

  private HttpRequestActionBuilder group() {
    return many("group", "/groups/recommendations", MEMBERS);
  }

  private HttpRequestActionBuilder batch() {
    return many("batch", "/recommendations/batch", BATCH);
  }

  /** Something of several users. */
  private HttpRequestActionBuilder many(String name, String path, int users) {
    return http(name)
        .post(ROOT + path)
        .header("X-API-Key", workload.adminKey())
        .header("Content-Type", "application/json")
        .body(StringBody(session -> "{\"users\": [%s]}".formatted(users(users))))
        .check(ANSWERED);
  }

  private String users(int count) {
    return IntStream.generate(draws::user)
        .distinct()
        .limit(count)
        .mapToObj(user -> "\"" + user + "\"")
        .collect(Collectors.joining(", "));
  }

  private HttpRequestActionBuilder gorse() {
    return http(GORSE)
        .get(session -> "/api/recommend/" + draws.user() + "?n=" + FIRST_PAGE)
        .check(ANSWERED);
  }

  private HttpRequestActionBuilder title(boolean asRated) {
    return http("title")
        .get(ROOT + "/recommendations")
        .queryParam("title", session -> (asRated ? draws.ratedMovie() : draws.movie()).title())
        .check(ANSWERED);
  }

  private HttpRequestActionBuilder foldIn() {
    return http("fold-in")
        .get(session -> ROOT + "/users/" + draws.liveUser() + "/recommendations")
        .queryParam("genre", session -> draws.genre())
        .queryParam("yearFrom", "1980")
        .queryParam("yearTo", "1999")
        .header("X-API-Key", workload.adminKey())
        .check(ANSWERED);
  }

  private HttpRequestActionBuilder visitor() {
    return http("visitor")
        .post(ROOT + "/recommendations")
        .header("Content-Type", "application/json")
        .body(StringBody(session -> visitorBody()))
        .check(ANSWERED);
  }

  private String visitorBody() {
    String ratings =
        Stream.generate(draws::ratedMovie)
            .map(Workload.Film::id)
            .distinct()
            .limit(VISITOR_RATINGS)
            .map(
                movie ->
                    String.format(
                        Locale.ROOT, "{\"movie\": %d, \"stars\": %.1f}", movie, draws.stars()))
            .collect(Collectors.joining(", "));
    return """
    {"ratings": [%s], "options": {"genres": ["%s"], "yearFrom": 1980, "yearTo": 1999}}"""
        .formatted(ratings, draws.genre());
  }

  /** Something of a movie, drawn as movies are rated. */
  private HttpRequestActionBuilder movie(String name, String what) {
    return http(name)
        .get(session -> ROOT + "/movies/" + draws.ratedMovie().id() + what)
        .check(ANSWERED);
  }

  private HttpRequestActionBuilder search() {
    return http("search")
        .get(ROOT + "/movies")
        .queryParam("query", session -> draws.ratedMovie().title())
        .check(ANSWERED);
  }

  private HttpRequestActionBuilder suggest() {
    return http("suggest")
        .get(ROOT + "/movies/suggest")
        .queryParam("prefix", session -> draws.beginning())
        .check(ANSWERED);
  }

  /** A rating by nobody who is asked for. */
  HttpRequestActionBuilder firstRating() {
    return rate(() -> workload.users() + 1);
  }

  /** A rating by one of those whose folding in is measured. */
  HttpRequestActionBuilder liveRating() {
    return rate(draws::liveUser);
  }

  private HttpRequestActionBuilder rate(IntSupplier user) {
    return http("rate")
        .put(session -> ROOT + "/users/" + user.getAsInt() + "/ratings/" + draws.ratedMovie().id())
        .header("X-API-Key", workload.adminKey())
        .header("Content-Type", "application/json")
        .body(StringBody(session -> String.format(Locale.ROOT, "{\"stars\": %.1f}", draws.stars())))
        .check(ANSWERED);
  }
}
