package io.cinephile.domain.dataset;

/**
 * Which data these are.
 *
 * @param name for people: the folder's, the zip's or the data set's name
 * @param layout such as {@code latest}, {@code 100k}, {@code 1m}
 * @param sha256 over the ratings file and the movies file, in this order, hexadecimal, 64
 *     characters
 */
public record DatasetIdentity(String name, String layout, String sha256) {}
