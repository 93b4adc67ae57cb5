package io.cinephile.bootstrap.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.application.SweepGenerations;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trainer or a server may be killed at any moment: what is served is the generation before or the
 * one after, never a mixture; the lease frees itself; and a run that is repeated learns the same.
 */
class KilledProcessesIT {
  /** Twenty in the profile long-tests. */
  private static final int KILLS = Integer.getInteger("kills");

  private static final long SEED = 20261122;

  /** Short, so that a lease whose trainer is dead runs out soon. */
  private static final Map<String, String> SHORT_LEASE =
      Map.of("CINEPHILE_ELASTICSEARCH_LEASE", "PT8S");

  /** Most of the time of such a run is Spark's own start. */
  private static final String QUICK_RUN =
      """
      {"dataset": "%s", "stars": {"rank": 8, "iterations": 3},
       "ranking": {"rank": 8, "iterations": 3}}
      """;

  @TempDir Path home;

  private RunningCinephile bystander;
  private RunningCinephile victim;
  private String dataset;

  @Test
  void whatever_is_killed_whenever_one_whole_generation_is_served_and_the_next_run_succeeds()
      throws IOException {
    dataset = TasteDataset.write(home.resolve("tastes"), SEED).folder().toString();
    try (RunningCinephile first =
        RunningCinephile.serve(home.resolve("bystander"), "--dataset", dataset)
            .awaitReady(Duration.ofMinutes(5))) {
      bystander = first;
      victim = startVictim();
      try {
        killAtRandomMoments();
      } finally {
        victim.close();
      }
    }
  }

  private void killAtRandomMoments() {
    Random moments = new Random(SEED);
    long ordinary = durationOfARun();
    RunningCinephile.await(
        "the first such run to be served",
        Duration.ofSeconds(10),
        () -> StoredGenerations.serving(bystander).contains(bystander.generation()));
    List<String> learnt = whatIsRecommended();
    int escaped = 0;

    for (int kill = 0; kill < KILLS; kill++) {
      String before = StoredGenerations.serving(bystander).iterator().next();
      String run = beginWhenFree();
      watchFor((long) (moments.nextDouble() * ordinary));
      // A trainer is started from an argument file, and nothing else is.
      List<ProcessHandle> trainers = victim.descendantsNamed(".args");
      if (kill % 2 == 0) {
        trainers.forEach(ProcessHandle::destroyForcibly);
        victim.awaitRun(run, Duration.ofSeconds(30));
      } else {
        victim.signal("KILL");
        victim.awaitEnd(Duration.ofSeconds(10));
        victim = startVictim();
      }
      RunningCinephile.await(
          "the trainer to end",
          Duration.ofSeconds(30),
          () -> trainers.stream().noneMatch(ProcessHandle::isAlive));

      boolean succeeded = victim.run(run).path("state").asText().equals("succeeded");
      escaped += succeeded ? 1 : 0;
      String candidate = run.substring("run-".length());
      assertThat(StoredGenerations.serving(bystander))
          .hasSize(1)
          .isSubsetOf(succeeded ? Set.of(candidate) : Set.of(before, candidate));
      assertThat(whatIsRecommended()).isEqualTo(learnt);
    }

    // A run that was quicker than expected may have escaped; most have not.
    assertThat(escaped).isLessThanOrEqualTo(KILLS / 2);
    String last = beginWhenFree();
    assertThat(victim.awaitRun(last, Duration.ofMinutes(3)).path("state").asText())
        .isEqualTo("succeeded");
    RunningCinephile.await(
        "the new generation",
        Duration.ofSeconds(10),
        () -> bystander.generation().equals(last.substring("run-".length())));
    assertThat(whatIsRecommended()).isEqualTo(learnt);
    assertThat(StoredGenerations.of(bystander))
        .hasSizeLessThanOrEqualTo(SweepGenerations.FEWEST_KEPT)
        .allSatisfy(
            (generation, indices) -> assertThat(StoredGenerations.isWhole(indices)).isTrue());
  }

  private RunningCinephile startVictim() {
    return RunningCinephile.serveBeside(bystander, home.resolve("victim"), SHORT_LEASE)
        .awaitReady(Duration.ofMinutes(1));
  }

  private long durationOfARun() {
    long started = System.nanoTime();
    victim.awaitRun(beginWhenFree(), Duration.ofMinutes(3));
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }

  /** The lease of a dead run frees itself: nobody helps. */
  private String beginWhenFree() {
    String body = QUICK_RUN.formatted(dataset);
    List<String> begun = new ArrayList<>();
    RunningCinephile.await(
        "the lease to run out",
        Duration.ofSeconds(30),
        () -> {
          HttpResponse<String> answer =
              victim.postAsAdmin("/api/v1/admin/training-runs?force=true", body);
          if (answer.statusCode() == 202) {
            begun.add(RunningCinephile.json(answer).path("id").asText());
          }
          return !begun.isEmpty();
        });
    return begun.get(0);
  }

  /** Sees to it until the moment has come that there is always an answer, and of one generation. */
  private void watchFor(long milliseconds) {
    long deadline = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
    do {
      assertThat(bystander.title("film 8", 1).statusCode()).isEqualTo(200);
      assertThat(StoredGenerations.serving(bystander)).hasSize(1);
    } while (System.nanoTime() < deadline);
  }

  private List<String> whatIsRecommended() {
    List<String> lists = new ArrayList<>();
    for (int user = 1; user <= 5; user++) {
      lists.add(
          movies(
              RunningCinephile.json(
                  bystander.asAdmin("/api/v1/users/%d/recommendations?limit=20".formatted(user)))));
    }
    lists.add(movies(bystander.json("/api/v1/recommendations?title=film+8&limit=20")));
    return lists;
  }

  private static String movies(JsonNode answer) {
    return answer.path("recommendations").toString();
  }
}
