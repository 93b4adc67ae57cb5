package io.cinephile.adapters.spark;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A rating that a test makes up. */
record Rated(int user, int movie, double stars) {
  private static final StructType RATINGS =
      new StructType()
          .add("user", DataTypes.IntegerType)
          .add("movie", DataTypes.IntegerType)
          .add("stars", DataTypes.FloatType);

  private static final StructType CATALOGUE =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("genres", DataTypes.createArrayType(DataTypes.StringType));

  static Dataset<Row> rows(List<Rated> ratings) {
    return SharedSession.get()
        .createDataFrame(
            ratings.stream()
                .map(rated -> RowFactory.create(rated.user, rated.movie, (float) rated.stars))
                .toList(),
            RATINGS);
  }

  /** Movies from number 1 on. */
  static Dataset<Row> catalogue(int movies, IntFunction<Set<String>> genres) {
    return SharedSession.get()
        .createDataFrame(
            IntStream.rangeClosed(1, movies)
                .mapToObj(id -> RowFactory.create(id, genres.apply(id).toArray(String[]::new)))
                .toList(),
            CATALOGUE);
  }
}
