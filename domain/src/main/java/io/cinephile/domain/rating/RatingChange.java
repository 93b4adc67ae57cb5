package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a viewer said of a movie while Cinephile was serving.
 *
 * @param stars empty where the viewer took a rating back, be it a live or an imported one
 */
public record RatingChange(Pseudonym viewer, MovieId movie, Optional<Stars> stars, Instant time) {}
