package io.cinephile.adapters.spark;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.training.LearntViewer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainedModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/** A model whose viewers stay with Spark, and are ranked as they are asked for. */
final class SparkTrainedModel implements TrainedModel {
  private final LearntFactors learnt;
  private final ViewerNumbers viewers;
  private final int recommendations;

  /** Takes over the factors and their training set: both are given back with the model. */
  SparkTrainedModel(LearntFactors learnt, ViewerNumbers viewers, int recommendations) {
    this.learnt = learnt;
    this.viewers = viewers;
    this.recommendations = recommendations;
  }

  @Override
  public Stream<MovieFactors> movies() {
    return learnt.movies();
  }

  @Override
  public Stream<LearntViewer> viewers() {
    Broadcast<MovieTable> table = learnt.broadcast();
    int limit = recommendations;
    JavaRDD<Served> served =
        learnt
            .viewers()
            .values()
            .mapPartitions(
                viewers -> {
                  TopMovies top = new TopMovies(table.value(), limit);
                  return new InBatches<>(viewers, batch -> serve(batch, top, table.value()));
                });
    return PartitionStream.of(served).map(this::viewer);
  }

  /** A viewer's list as it travels: arrays instead of an object for each movie. */
  private record Served(ViewerModel viewer, int[] movies, double[] scores, double[] stars)
      implements Serializable {}

  private static List<Served> serve(List<ViewerModel> batch, TopMovies top, MovieTable table) {
    List<TopMovies.Ranked> lists = top.of(batch);
    List<Served> served = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      ViewerModel viewer = batch.get(i);
      int[] movies = lists.get(i).movies();
      double[] stars =
          IntStream.of(movies).mapToDouble(movie -> table.predictedStars(viewer, movie)).toArray();
      served.add(new Served(viewer, movies, lists.get(i).scores(), stars));
    }
    return served;
  }

  private LearntViewer viewer(Served served) {
    List<Recommendation> list =
        IntStream.range(0, served.movies().length)
            .mapToObj(
                i ->
                    new Recommendation(
                        new MovieId(learnt.table().id(served.movies()[i])),
                        served.scores()[i],
                        served.stars()[i]))
            .toList();
    return new LearntViewer(
        viewers.pseudonymOf(served.viewer().user()),
        served.viewer().ranking(),
        served.viewer().stars(),
        IntStream.of(served.viewer().seen()).map(learnt.table()::id).toArray(),
        list);
  }

  @Override
  public void close() {
    learnt.close();
    learnt.training().close();
  }
}
