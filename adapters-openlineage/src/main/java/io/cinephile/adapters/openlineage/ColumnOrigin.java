package io.cinephile.adapters.openlineage;

import java.util.List;

/**
 * What a column that a run writes is made from.
 *
 * @param ofDataSet columns of the data set
 * @param ofLiveRatings columns of the live ratings
 * @param subtype of OpenLineage: what is done to them
 */
record ColumnOrigin(List<String> ofDataSet, List<String> ofLiveRatings, String subtype) {
  private static final String TAKEN_OVER = "IDENTITY";
  private static final String WORKED_OUT = "TRANSFORMATION";
  private static final String TAKEN_TOGETHER = "AGGREGATION";

  /** Of the column of that name, in whichever index of a generation it stands. */
  static ColumnOrigin of(String column) {
    return switch (column) {
      case "viewer" -> new ColumnOrigin(List.of("userId"), List.of("viewer"), WORKED_OUT);
      case "movie" -> new ColumnOrigin(List.of("movieId"), List.of("movie"), TAKEN_OVER);
      case "stars" -> new ColumnOrigin(List.of("rating"), List.of("stars"), TAKEN_OVER);
      case "time" -> new ColumnOrigin(List.of("timestamp"), List.of("time"), TAKEN_OVER);
      case "id" -> new ColumnOrigin(List.of("movieId"), List.of(), TAKEN_OVER);
      case "genres" -> new ColumnOrigin(List.of("genres"), List.of(), WORKED_OUT);
      case "title", "names", "name_keys", "year" ->
          new ColumnOrigin(List.of("title"), List.of(), WORKED_OUT);
      case "completion" ->
          new ColumnOrigin(List.of("title", "rating"), List.of("stars"), WORKED_OUT);
      default -> learnt();
    };
  }

  /** All that is counted or learnt is so from all ratings. */
  private static ColumnOrigin learnt() {
    return new ColumnOrigin(
        List.of("userId", "movieId", "rating", "timestamp"),
        List.of("viewer", "movie", "stars", "time"),
        TAKEN_TOGETHER);
  }

  /** Whether the column cannot be read off what is made from it: a user id is hashed with a key. */
  boolean isMasked(String column) {
    return column.equals("userId");
  }
}
