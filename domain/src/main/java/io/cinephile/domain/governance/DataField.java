package io.cinephile.domain.governance;

/**
 * A field of a data set.
 *
 * @param name with dots where it is part of another: {@code parameters.stars.rank}
 * @param type physical, as the store calls it
 * @param meaning in a sentence or two, for people
 */
public record DataField(String name, String type, String meaning, Classification classification) {}
