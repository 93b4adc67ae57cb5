package io.cinephile.adapters.elasticsearch;

/**
 * What an index or the hits of a search are sorted by.
 *
 * @param name of the field
 * @param direction {@code asc} or {@code desc}
 */
record SortField(String name, String direction) {}
