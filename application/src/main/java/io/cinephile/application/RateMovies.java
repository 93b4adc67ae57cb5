package io.cinephile.application;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Viewers say what they think of movies, and read what they said. What was said counts in the next
 * answer, and in the next training run. Safe for use by several threads.
 */
public final class RateMovies {
  private final ServingModel serving;
  private final Viewers viewers;
  private final LiveRatings live;
  private final Pseudonymiser pseudonymiser;
  private final Permissions permissions;
  private final Clock clock;

  public RateMovies(
      ServingModel serving,
      Viewers viewers,
      LiveRatings live,
      Pseudonymiser pseudonymiser,
      Permissions permissions,
      Clock clock) {
    this.serving = serving;
    this.viewers = viewers;
    this.live = live;
    this.pseudonymiser = pseudonymiser;
    this.permissions = permissions;
    this.clock = clock;
  }

  /** A movie and what a viewer gave it. */
  public record RatedMovie(CatalogueEntry entry, Stars stars, Instant time) {}

  /**
   * Some of a viewer's ratings.
   *
   * @param total how many there are
   * @param ratings the newest first
   */
  public record RatedMovies(
      GenerationId generation, String revision, int total, List<RatedMovie> ratings) {}

  /**
   * Keeps a rating in the place of an earlier one.
   *
   * @return what was kept; empty, and nothing is kept, where there is no such movie
   * @throws ErasedException if the viewer has been erased; nothing is kept
   * @throws RestrictedException if the viewer has had the data restricted; nothing is kept
   * @throws io.cinephile.domain.StoreUnavailableException if it could not be made durable
   */
  public Optional<RatedMovie> rate(UserId user, MovieId movie, Stars stars) {
    Pseudonym viewer = unrestricted(user);
    Optional<CatalogueEntry> entry = find(movie);
    Instant now = clock.instant();
    entry.ifPresent(known -> put(new RatingChange(viewer, movie, Optional.of(stars), now)));
    return entry.map(known -> new RatedMovie(known, stars, now));
  }

  /**
   * Takes a rating back, imported or live; what is not there is as good as taken back.
   *
   * @return whether there is such a movie
   * @throws ErasedException if the viewer has been erased; nothing is kept
   * @throws RestrictedException if the viewer has had the data restricted; nothing is kept
   * @throws io.cinephile.domain.StoreUnavailableException if it could not be made durable
   */
  public boolean withdraw(UserId user, MovieId movie) {
    Pseudonym viewer = unrestricted(user);
    Optional<CatalogueEntry> entry = find(movie);
    entry.ifPresent(
        known -> put(new RatingChange(viewer, movie, Optional.empty(), clock.instant())));
    return entry.isPresent();
  }

  private void put(RatingChange change) {
    permissions.storing(
        change.viewer(),
        () -> {
          live.put(change);
          return change;
        },
        () -> live.erase(List.of(change.viewer())));
  }

  private Pseudonym unrestricted(UserId user) {
    Pseudonym viewer = pseudonymiser.of(user);
    if (permissions.isRestricted(viewer)) {
      throw new RestrictedException();
    }
    return viewer;
  }

  /** The viewer has had all use of the data but storing them restricted. */
  public static final class RestrictedException extends RuntimeException {
    public RestrictedException() {
      super("The viewer's data are restricted: they are stored, and nothing is changed.");
    }
  }

  /** A viewer's ratings, live ones included; none of somebody unknown. */
  public RatedMovies list(UserId user, int offset, int limit) {
    ServedModel model = serving.require();
    Pseudonym pseudonym = pseudonymiser.of(user);
    Viewers.Viewer viewer =
        viewers.read(model.generation(), List.of(pseudonym), any -> true).get(pseudonym);
    List<RatedMovie> rated =
        viewer.history().orElseThrow().ratings().stream()
            .flatMap(
                rating ->
                    model.movies().row(rating.movie()).stream()
                        .mapToObj(model.movies()::entry)
                        .map(entry -> new RatedMovie(entry, rating.stars(), rating.time())))
            .toList();
    return new RatedMovies(
        model.generation(),
        viewer.revision(),
        rated.size(),
        rated.stream().skip(offset).limit(limit).toList());
  }

  private Optional<CatalogueEntry> find(MovieId movie) {
    ServedModel model = serving.require();
    return model.movies().row(movie).stream().mapToObj(model.movies()::entry).findFirst();
  }
}
