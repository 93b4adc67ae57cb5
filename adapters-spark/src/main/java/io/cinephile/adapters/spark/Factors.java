package io.cinephile.adapters.spark;

import org.apache.spark.api.java.JavaPairRDD;

/**
 * A factorisation: the inner product of a viewer's and a movie's vector is what was learnt.
 *
 * @param rank length of each vector
 * @param movies by the movie's place in the catalogue; empty where nothing was observed of it
 * @param viewers by user; absent where nothing was observed of them
 * @param release gives back what the factors occupy
 */
record Factors(int rank, float[][] movies, JavaPairRDD<Integer, float[]> viewers, Runnable release)
    implements Releasable {
  @Override
  public void giveBack() {
    release.run();
  }
}
