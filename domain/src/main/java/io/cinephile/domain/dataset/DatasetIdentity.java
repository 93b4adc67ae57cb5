package io.cinephile.domain.dataset;

import java.util.List;

/**
 * Which data these are.
 *
 * @param name for people: the folder's, the zip's or the data set's name
 * @param layout such as {@code latest}, {@code 100k}, {@code 1m}
 * @param sha256 over the ratings file and the movies file, in this order, hexadecimal, 64
 *     characters
 * @param files the same two, one by one; empty where an earlier release read them, which kept the
 *     hash over both alone
 */
public record DatasetIdentity(String name, String layout, String sha256, List<DatasetFile> files) {
  public DatasetIdentity {
    files = List.copyOf(files);
  }

  /** Data of which no single file is known. */
  public DatasetIdentity(String name, String layout, String sha256) {
    this(name, layout, sha256, List.of());
  }
}
