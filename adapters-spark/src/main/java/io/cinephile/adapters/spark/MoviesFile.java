package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads and cleans the file of movies.
 *
 * <p>The result has a row for each line: {@code id, title, year} (null where it is not known),
 * {@code genres}, {@code untitled}, and {@code fault}, which is null for the movies that are kept.
 */
record MoviesFile(SparkSession spark, Layout layout) {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("title", DataTypes.StringType)
          .add("genres", DataTypes.StringType);

  /** The columns of {@code u.item} after the address, in the order of {@code u.genre}. */
  static final List<String> GENRES_OF_100K =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final List<String> NO_GENRES = List.of("(no genres listed)", "unknown", "");

  private static final StructType CLEAN =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("title", DataTypes.StringType)
          .add("year", DataTypes.IntegerType)
          .add("genres", DataTypes.createArrayType(DataTypes.StringType))
          .add("untitled", DataTypes.BooleanType)
          .add("fault", DataTypes.StringType)
          .add("block", DataTypes.LongType)
          .add("position", DataTypes.LongType);

  /** Only the movies of {@link #clean} that are kept. */
  static Dataset<Row> kept(Dataset<Row> cleaned) {
    return cleaned.where(col("fault").isNull());
  }

  /** The cleaned lines. A catalogue is small, so that one partition is the quickest. */
  Dataset<Row> clean(Path file) {
    Column copy =
        row_number().over(Window.partitionBy("id").orderBy("block", "position")).gt(lit(1));
    Column duplicate =
        when(col("fault").isNull().and(copy), lit(Fault.DUPLICATE_MOVIE.name()))
            .otherwise(col("fault"));
    return read(file)
        .coalesce(1)
        .map((MapFunction<Row, Row>) MoviesFile::clean, Encoders.row(CLEAN))
        .withColumn("fault", duplicate)
        .drop("block", "position");
  }

  private Dataset<Row> read(Path file) {
    boolean tabs = layout == Layout.TABS;
    SourceColumns columns =
        new SourceColumns(
            tabs ? schemaOf100k() : SCHEMA,
            tabs ? "|" : layout.separator(),
            layout.hasHeader(),
            layout == Layout.CSV,
            charset(file));
    return columns
        .read(spark, file)
        .select(
            col("id"),
            col("title"),
            tabs ? genresOf100k() : split(coalesce(col("genres"), lit("")), "\\|").as("genres"),
            col(SourceColumns.BROKEN),
            // Where in the file the line stood: of two with the same number the first one stays.
            col("_metadata.file_block_start").as("block"),
            monotonically_increasing_id().as("position"));
  }

  private static StructType schemaOf100k() {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("title", DataTypes.StringType)
            .add("released", DataTypes.StringType)
            .add("released on video", DataTypes.StringType)
            .add("address", DataTypes.StringType);
    for (String genre : GENRES_OF_100K) {
      schema = schema.add(genre, DataTypes.IntegerType);
    }
    return schema;
  }

  private static Column genresOf100k() {
    Column[] named =
        GENRES_OF_100K.stream()
            .map(genre -> when(col(genre).equalTo(1), lit(genre)))
            .toArray(Column[]::new);
    return array_compact(array(named)).as("genres");
  }

  private static Row clean(Row row) {
    Long id = row.getAs("id");
    TitleAndYear title = TitleAndYear.of(row.getAs("title"));
    boolean untitled = title.title().isEmpty();
    List<String> listed = row.getList(row.fieldIndex("genres"));
    return RowFactory.create(
        id == null ? null : (Integer) id.intValue(),
        untitled ? "Untitled #" + id : title.title(),
        title.year().orElse(null),
        genres(listed),
        untitled,
        fault(id, row.getAs(SourceColumns.BROKEN)),
        row.getAs("block"),
        row.getAs("position"));
  }

  private static String[] genres(List<String> listed) {
    return listed.stream()
        .map(String::strip)
        .filter(genre -> !NO_GENRES.contains(genre))
        .distinct()
        .toArray(String[]::new);
  }

  private static String fault(Long id, String broken) {
    if (broken != null || id == null) {
      return Fault.UNPARSABLE_MOVIE.name();
    }
    return id < 1 || id > Integer.MAX_VALUE ? Fault.IMPOSSIBLE_ID.name() : null;
  }

  /** The 1M data set is Latin-1, 10M is UTF-8, and nothing but the bytes tells. */
  private Charset charset(Path file) {
    try (Reader reader = Files.newBufferedReader(file, layout.charset())) {
      reader.transferTo(Writer.nullWriter());
      return layout.charset();
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
