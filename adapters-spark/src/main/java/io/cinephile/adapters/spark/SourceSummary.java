package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.cinephile.adapters.spark.LiveMerge.Outcome;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is counted in the cleaned rows.
 *
 * @param meanStars over all ratings that count in statistics; 0 where there is none
 */
record SourceSummary(DataQualityReport quality, double meanStars) {

  /** Counts, in one pass over each of the two. */
  static SourceSummary of(Dataset<Row> cleanedMovies, Dataset<Row> cleanedRatings) {
    Row movies = countAll(cleanedMovies, movieCounts());
    Row ratings = countAll(cleanedRatings, ratingCounts());
    Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      faults.put(fault, countOf(movies, fault.name()) + countOf(ratings, fault.name()));
    }
    long kept = countOf(ratings, "kept");
    double sum = ratings.getAs("stars");
    DataQualityReport quality =
        new DataQualityReport(
            countOf(ratings, "read"),
            kept,
            countOf(movies, "read"),
            countOf(movies, "kept"),
            countOf(ratings, "viewers"),
            faults);
    return new SourceSummary(quality, kept == 0 ? 0 : sum / kept);
  }

  /**
   * The same once live ratings are merged.
   *
   * @param merged as {@link LiveMerge#into} leaves them
   * @param unknownMovies how many live ratings were left out
   */
  SourceSummary with(Dataset<Row> merged, long unknownMovies) {
    Column learntFrom = col("fault").isNull();
    List<Column> counts = new ArrayList<>();
    counts.add(count_distinct(when(learntFrom, col("user"))).as("viewers"));
    counts.add(coalesce(sum(when(learntFrom, col("stars"))), lit(0.0)).as("stars"));
    for (Outcome outcome : Outcome.values()) {
      counts.add(count(when(col("outcome").equalTo(outcome.name()), 1)).as(outcome.name()));
    }
    Row found = countAll(merged, counts);
    DataQualityReport both =
        new DataQualityReport(
            quality.ratingRowsRead(),
            quality.ratingsKept(),
            quality.movieRowsRead(),
            quality.moviesKept(),
            countOf(found, "viewers"),
            quality.faults(),
            new Merged(
                countOf(found, Outcome.ADDED.name()),
                countOf(found, Outcome.CHANGED.name()),
                countOf(found, Outcome.WITHDRAWN.name()),
                countOf(found, Outcome.WITHOUT_EFFECT.name()),
                unknownMovies));
    double sum = found.getAs("stars");
    return new SourceSummary(both, both.ratings() == 0 ? 0 : sum / both.ratings());
  }

  /**
   * The same where not all ratings count in statistics.
   *
   * @param counted the ratings that do
   */
  SourceSummary withMeanOf(Dataset<Row> counted) {
    return new SourceSummary(
        quality, counted.agg(coalesce(avg(col("stars")), lit(0.0))).first().getDouble(0));
  }

  private static List<Column> movieCounts() {
    Column kept = col("fault").isNull();
    List<Column> counts = new ArrayList<>();
    counts.add(count(lit(1)).as("read"));
    counts.add(count(when(kept, 1)).as("kept"));
    counts.add(number(Fault.MISSING_TITLE, kept.and(col("untitled"))));
    counts.add(number(Fault.MISSING_YEAR, kept.and(col("year").isNull())));
    counts.add(number(Fault.MISSING_GENRES, kept.and(size(col("genres")).equalTo(0))));
    for (Fault fault :
        List.of(Fault.UNPARSABLE_MOVIE, Fault.IMPOSSIBLE_ID, Fault.DUPLICATE_MOVIE)) {
      counts.add(number(fault, col("fault").equalTo(fault.name())));
    }
    return counts;
  }

  private static List<Column> ratingCounts() {
    Column kept = col("fault").isNull();
    List<Column> counts = new ArrayList<>();
    counts.add(total(col("rows")).as("read"));
    counts.add(count(when(kept, 1)).as("kept"));
    counts.add(count_distinct(col("user")).as("viewers"));
    counts.add(coalesce(sum(col("stars")), lit(0.0)).as("stars"));
    counts.add(total(when(kept, col("rows").minus(1))).as(Fault.DUPLICATE_RATING.name()));
    for (Fault fault :
        List.of(
            Fault.UNPARSABLE_RATING,
            Fault.IMPOSSIBLE_ID,
            Fault.IMPOSSIBLE_STARS,
            Fault.TIME_OUT_OF_RANGE,
            Fault.UNKNOWN_MOVIE,
            Fault.SUPPRESSED)) {
      counts.add(total(when(col("fault").equalTo(fault.name()), col("rows"))).as(fault.name()));
    }
    return counts;
  }

  private static Column number(Fault fault, Column condition) {
    return count(when(condition, 1)).as(fault.name());
  }

  private static Column total(Column column) {
    return coalesce(sum(column), lit(0L));
  }

  private static Row countAll(Dataset<Row> rows, List<Column> counts) {
    Column[] rest = counts.subList(1, counts.size()).toArray(Column[]::new);
    return rows.agg(counts.get(0), rest).first();
  }

  private static long countOf(Row row, String name) {
    return List.of(row.schema().fieldNames()).contains(name) ? row.<Long>getAs(name) : 0;
  }
}
