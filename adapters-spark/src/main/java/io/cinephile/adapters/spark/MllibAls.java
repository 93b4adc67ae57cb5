package io.cinephile.adapters.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.Tuple2;

/**
 * Alternating least squares as Spark's MLlib solves it. Explicit: minimises {@code sum (r - p·q)²}
 * with {@code lambda * n} on each vector (Zhou et al., 2008). Implicit: preferences with confidence
 * {@code 1 + alpha * r} (Hu, Koren and Volinsky, 2008). The result is the same each time for the
 * same input, order, blocks and seed.
 *
 * @param blocks into how many blocks viewers and movies are divided: about one a core
 */
record MllibAls(SparkSession spark, int blocks) {
  /**
   * A checkpoint every so many iterations cuts the lineage, which would overflow the stack of who
   * serialises it.
   */
  private static final int CHECKPOINT_INTERVAL = 5;

  /** Stages of Spark's, as counted over fits of 5 and of 15 iterations. */
  private static final int STAGES_AROUND = 12;

  private static final double STAGES_PER_EXPLICIT_ITERATION = 2.4;
  private static final double STAGES_PER_IMPLICIT_ITERATION = 4.2;

  private static final StructType OBSERVATION =
      new StructType()
          .add("user", DataTypes.IntegerType)
          .add("movie", DataTypes.IntegerType)
          .add("value", DataTypes.FloatType);

  /**
   * How to factorise.
   *
   * @param alpha growth of confidence; empty for the explicit objective
   */
  record Settings(
      int rank, int iterations, double regularisation, OptionalDouble alpha, long seed) {

    /** How many stages the fit takes, about. */
    int stages() {
      return (int) Math.round(STAGES_AROUND + stagesPerIteration() * iterations);
    }

    /** Which iteration is at work when so many stages are finished, about. */
    int iteration(int stages) {
      int begun = 1 + (int) (Math.max(0, stages - STAGES_AROUND) / stagesPerIteration());
      return Math.min(iterations, begun);
    }

    private double stagesPerIteration() {
      return alpha.isPresent() ? STAGES_PER_IMPLICIT_ITERATION : STAGES_PER_EXPLICIT_ITERATION;
    }
  }

  /** Factorises; the observations should be cached, as they are read more than once. */
  Factors fit(JavaPairRDD<Integer, ViewerRatings> observations, int movies, Settings settings) {
    JavaRDD<Row> rows = observations.values().flatMap(MllibAls::rows);
    if (rows.isEmpty()) {
      return nothing(movies, settings.rank());
    }
    Traces before = traces();
    try {
      ALSModel model = als(settings).fit(spark.createDataFrame(rows, OBSERVATION));
      return factors(model, observations.getNumPartitions(), movies, leftBehind(before));
    } catch (Exception e) {
      Releasable.uninterrupted(() -> remove(leftBehind(before)));
      throw e;
    }
  }

  private Factors factors(ALSModel model, int partitions, int movies, Traces left) {
    JavaPairRDD<Integer, float[]> viewers =
        vectors(model.userFactors())
            .partitionBy(new HashPartitioner(partitions))
            .persist(StorageLevel.MEMORY_AND_DISK());
    viewers.count();
    float[][] vectors = new float[movies][];
    Arrays.fill(vectors, new float[0]);
    vectors(model.itemFactors()).collect().forEach(movie -> vectors[movie._1] = movie._2);
    return new Factors(
        model.rank(),
        vectors,
        viewers,
        () -> {
          viewers.unpersist();
          remove(left);
        });
  }

  private ALS als(Settings settings) {
    ALS als =
        new ALS()
            .setUserCol("user")
            .setItemCol("movie")
            .setRatingCol("value")
            .setRank(settings.rank())
            .setMaxIter(settings.iterations())
            .setRegParam(settings.regularisation())
            .setNumBlocks(blocks)
            .setCheckpointInterval(CHECKPOINT_INTERVAL)
            .setSeed(settings.seed());
    settings.alpha().ifPresent(alpha -> als.setImplicitPrefs(true).setAlpha(alpha));
    return als;
  }

  private static Iterator<Row> rows(ViewerRatings viewer) {
    return Stream.iterate(0, i -> i < viewer.size(), i -> i + 1)
        .map(i -> RowFactory.create(viewer.user(), viewer.movies()[i], viewer.values()[i]))
        .iterator();
  }

  private static JavaPairRDD<Integer, float[]> vectors(Dataset<Row> factors) {
    return factors
        .toJavaRDD()
        .mapToPair(row -> new Tuple2<>(row.getInt(0), floats(row.getList(1))));
  }

  private static float[] floats(List<Float> boxed) {
    float[] floats = new float[boxed.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = boxed.get(i);
    }
    return floats;
  }

  private Factors nothing(int movies, int rank) {
    float[][] none = new float[movies][0];
    return new Factors(
        rank,
        none,
        context().<Tuple2<Integer, float[]>>emptyRDD().mapToPair(pair -> pair),
        () -> {});
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** What is cached or checkpointed at some moment. */
  private record Traces(Set<Integer> cached, Set<Path> checkpoints) {}

  private Traces traces() {
    return new Traces(
        new HashSet<>(context().getPersistentRDDs().keySet()), new HashSet<>(checkpoints()));
  }

  /** What MLlib leaves behind has no owner: it is told by not having been there before. */
  private Traces leftBehind(Traces before) {
    Traces now = traces();
    now.cached().removeAll(before.cached());
    now.checkpoints().removeAll(before.checkpoints());
    return now;
  }

  private void remove(Traces traces) {
    Map<Integer, JavaRDD<?>> cached = context().getPersistentRDDs();
    for (int id : traces.cached()) {
      if (cached.containsKey(id)) {
        cached.get(id).unpersist();
      }
    }
    for (Path checkpoint : traces.checkpoints()) {
      try {
        files(checkpoint).delete(checkpoint, true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Path> checkpoints() {
    Option<String> folder = spark.sparkContext().getCheckpointDir();
    if (folder.isEmpty()) {
      throw new IllegalStateException(
          "Training needs spark.checkpoint.dir, a folder that all machines of the cluster share.");
    }
    Path path = new Path(folder.get());
    try {
      return Arrays.stream(files(path).listStatus(path)).map(FileStatus::getPath).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileSystem files(Path path) throws IOException {
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }
}
