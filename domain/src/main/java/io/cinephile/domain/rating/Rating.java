package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import java.time.Instant;

/** A viewer's verdict on a movie, as it is stored: under the pseudonym. */
public record Rating(Pseudonym viewer, MovieId movie, Stars stars, Instant time) {}
