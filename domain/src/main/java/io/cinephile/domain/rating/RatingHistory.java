package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that one viewer says of movies: what a generation was taught, overlaid by what was changed
 * live.
 *
 * @param ratings each movie once, the newest first
 * @param changed whether that is anything else than the generation was taught
 */
public record RatingHistory(List<Rating> ratings, boolean changed) {
  private static final Comparator<Rating> NEWEST_FIRST =
      Comparator.comparing(Rating::time).reversed().thenComparing(Rating::movie);

  public RatingHistory {
    ratings = List.copyOf(ratings);
  }

  /**
   * Overlays.
   *
   * @param taught what the generation was taught of the viewer
   * @param changes by the viewer
   */
  public static RatingHistory of(Collection<Rating> taught, Collection<RatingChange> changes) {
    Map<MovieId, Rating> current = new HashMap<>();
    taught.forEach(rating -> current.put(rating.movie(), rating));
    boolean changed = false;
    for (RatingChange change : changes) {
      Rating former = current.remove(change.movie());
      if (change.stars().isPresent()) {
        Stars stars = change.stars().get();
        changed |= former == null || !former.stars().equals(stars);
        current.put(
            change.movie(), new Rating(change.viewer(), change.movie(), stars, change.time()));
      } else {
        changed |= former != null;
      }
    }
    return new RatingHistory(current.values().stream().sorted(NEWEST_FIRST).toList(), changed);
  }
}
