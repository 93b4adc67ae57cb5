package io.cinephile.adapters.spark;

import java.nio.charset.Charset;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a file of separated columns under a schema that is applied while reading: a line that does
 * not fit it (number or type of its columns) arrives with its text in {@link #BROKEN}. Blank lines
 * are no rows.
 */
record SourceColumns(
    StructType schema, String separator, boolean header, boolean quoted, Charset charset) {
  /** The column that holds the text of a line that does not fit. */
  static final String BROKEN = "broken";

  Dataset<Row> read(SparkSession spark, Path file) {
    return spark
        .read()
        .schema(schema.add(BROKEN, DataTypes.StringType))
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", BROKEN)
        .option("sep", separator)
        .option("header", header)
        .option("encoding", charset.name())
        .option("quote", quoted ? "\"" : "")
        .option("escape", quoted ? "\"" : "\\")
        // Otherwise the number of the columns that nobody selects would not be checked.
        .option("columnPruning", false)
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true)
        .csv(literally(file));
  }

  /** Spark takes a path for a pattern: a folder named {@code [old]} has to be escaped. */
  private static String literally(Path file) {
    return "file://" + file.toAbsolutePath().toString().replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1");
  }
}
