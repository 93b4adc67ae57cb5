package io.cinephile.adapters.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of movies whatever a model learns, by their places in the catalogue. Sent once to
 * every machine.
 *
 * @param genres of each movie; may be none
 * @param raters how many viewers rated each movie
 * @param viewers how many there are
 */
record MovieTraits(List<Set<String>> genres, long[] raters, long viewers) implements Serializable {

  /**
   * @param movies the catalogue, in the columns {@code id} and {@code genres}
   */
  static MovieTraits of(Dataset<Row> movies, TrainingSet training) {
    int[] ids = training.movieIds();
    List<Set<String>> genres = new ArrayList<>(Collections.nCopies(ids.length, Set.of()));
    for (Row row : movies.select("id", "genres").collectAsList()) {
      genres.set(Arrays.binarySearch(ids, row.getInt(0)), Set.copyOf(row.getList(1)));
    }
    return new MovieTraits(genres, training.totals().ratings(), training.viewers().count());
  }

  /** The genres of each movie of a list. */
  List<Set<String>> genresOf(int[] list) {
    return Arrays.stream(list).mapToObj(genres::get).toList();
  }

  /** How many viewers rated each movie of a list. */
  long[] ratersOf(int[] list) {
    return Arrays.stream(list).mapToLong(movie -> raters[movie]).toArray();
  }
}
