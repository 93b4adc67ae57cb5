package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.application.SweepGenerations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer may die at any moment: what is served stays, and nothing half-written does. */
class KilledTrainerIT {
  private static final int KILLS = 10;
  private static final long SEED = 20261122;

  @TempDir Path home;

  /** Small, so that ten runs are quick: most of a run's time is then Spark's own start. */
  private static Path smallDataset(Path folder) throws IOException {
    Random random = new Random(SEED);
    StringBuilder movies = new StringBuilder("movieId,title,genres\n");
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int movie = 1; movie <= 200; movie++) {
      movies.append("%d,Film %d (1999),Drama\n".formatted(movie, movie));
    }
    for (int viewer = 1; viewer <= 300; viewer++) {
      for (int movie = 1 + random.nextInt(10); movie <= 200; movie += 1 + random.nextInt(10)) {
        int stars = 1 + random.nextInt(5);
        ratings.append("%d,%d,%d,%d\n".formatted(viewer, movie, stars, 1_000_000_000 + movie));
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("movies.csv"), movies);
    Files.writeString(folder.resolve("ratings.csv"), ratings);
    return folder;
  }

  @Test
  void whenever_the_trainer_is_killed_the_served_generation_stays_and_the_next_run_succeeds()
      throws IOException {
    String dataset = smallDataset(home.resolve("small")).toString();
    try (RunningCinephile cinephile =
        RunningCinephile.serve(home, "--dataset", dataset).awaitReady(Duration.ofMinutes(5))) {
      Random moments = new Random(SEED);
      long ordinary = durationOfARun(cinephile);
      String served = generation(cinephile);
      int kills = 0;

      for (int kill = 0; kill < KILLS; kill++) {
        String run = RunningCinephile.json(cinephile.trigger("{}")).path("id").asText();
        long moment = (long) (moments.nextDouble() * ordinary);
        boolean killed = killTrainerAfter(cinephile, moment);
        JsonNode ended = cinephile.awaitRun(run, Duration.ofMinutes(2));
        if (ended.path("state").asText().equals("succeeded")) {
          served = awaitAnother(cinephile, served);
        } else {
          assertThat(killed).isTrue();
          kills++;
          assertThat(ended.path("error").asText()).contains("ended before the run did");
          assertThat(generation(cinephile)).isEqualTo(served);
        }
      }

      // A run that was quicker than expected may have escaped; most have not.
      assertThat(kills).isGreaterThanOrEqualTo(KILLS / 2);
      String last = RunningCinephile.json(cinephile.trigger("{}")).path("id").asText();
      assertThat(cinephile.awaitRun(last, Duration.ofMinutes(3)).path("state").asText())
          .isEqualTo("succeeded");
      assertThat(StoredGenerations.of(cinephile))
          .hasSizeLessThanOrEqualTo(SweepGenerations.KEPT)
          .containsKey(awaitAnother(cinephile, served))
          .allSatisfy(
              (generation, indices) -> assertThat(StoredGenerations.isWhole(indices)).isTrue());
    }
  }

  private static long durationOfARun(RunningCinephile cinephile) {
    long started = System.nanoTime();
    String run = RunningCinephile.json(cinephile.trigger("{}")).path("id").asText();
    cinephile.awaitRun(run, Duration.ofMinutes(3));
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }

  /** Kills when the moment has come, and sees to it that the server answers all the while. */
  private static boolean killTrainerAfter(RunningCinephile cinephile, long milliseconds) {
    long deadline = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
    do {
      assertThat(cinephile.title("film 7", 1).statusCode()).isEqualTo(200);
      assertThat(generation(cinephile)).isNotEmpty();
    } while (System.nanoTime() < deadline);
    // A trainer is started from an argument file, and nothing else is.
    List<ProcessHandle> trainers = cinephile.descendantsNamed(".args");
    trainers.forEach(ProcessHandle::destroyForcibly);
    return !trainers.isEmpty();
  }

  private static String awaitAnother(RunningCinephile cinephile, String served) {
    RunningCinephile.await(
        "the new generation", Duration.ofSeconds(10), () -> !generation(cinephile).equals(served));
    return generation(cinephile);
  }

  private static String generation(RunningCinephile cinephile) {
    return cinephile.json("/api/v1/movies/popular?limit=1").path("generation").asText();
  }
}
