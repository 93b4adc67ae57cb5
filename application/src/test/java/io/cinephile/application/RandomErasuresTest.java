package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Receipt;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two servers and a trainer rate, withdraw consents, erase and train at random. At each call of a
 * port another one may come in between and do its work, as if the first one's thread had been
 * halted there. Whatever the order, nothing is left of who was erased, and nothing is lost of the
 * others. A seed that fails fails again.
 */
class RandomErasuresTest {
  private static final int SEEDS = 200;
  private static final int ACTIONS = 25;
  private static final int VIEWERS = 6;

  /** So many may come between each other. */
  private static final int DEEPEST = 3;

  /** One in so many calls is come between. */
  private static final int INTERRUPTED = 12;

  static List<Integer> seeds() {
    return IntStream.range(0, SEEDS).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_the_order_nothing_is_left_of_the_erased_and_nothing_lost_of_the_others(int seed) {
    Story story = new Story(seed);
    story.happen();
    story.comeToRest();
    story.assertInvariants();
  }

  /** What happens for one seed. */
  private static final class Story {
    private final Random random;
    private final ErasureInMemory memory = new ErasureInMemory();
    private final List<ErasureInMemory.Server> servers =
        List.of(memory.new Server(), memory.new Server());
    private final Set<Pseudonym> erased = new HashSet<>();
    private final Map<Pseudonym, Set<MovieId>> said = new HashMap<>();
    private boolean training;
    private int depth;

    Story(int seed) {
      random = new Random(seed);
      memory.train();
      servers.forEach(server -> server.serving.refresh());
    }

    void happen() {
      memory.disturbBy(
          () -> {
            if (depth < DEEPEST && random.nextInt(INTERRUPTED) == 0) {
              act();
            }
          });
      // A run takes long, so much may happen while it learns.
      memory.world.beforeContest(this::happenMeanwhile);
      memory.world.beforeTraining(this::happenMeanwhile);
      for (int n = 0; n < ACTIONS; n++) {
        act();
      }
    }

    private void happenMeanwhile() {
      for (int n = random.nextInt(4); n > 0; n--) {
        act();
      }
    }

    private void act() {
      depth++;
      try {
        ErasureInMemory.Server server = servers.get(random.nextInt(servers.size()));
        int number = 1 + random.nextInt(VIEWERS);
        UserId user = new UserId("" + number);
        switch (random.nextInt(13)) {
          case 0, 1, 2 -> rate(server, user);
          case 3, 4 -> decide(server, user);
          case 5 -> erase(server, user);
          case 6 -> eraseAndSeeToIt(server, user);
          case 7, 12 -> train();
          case 8 -> server.look();
          case 9 -> memory.clock.advance(EraseViewer.QUIET);
          case 10 -> server.enforce.enforce();
          default -> goBack();
        }
      } finally {
        depth--;
      }
    }

    private void rate(ErasureInMemory.Server server, UserId user) {
      MovieId movie = new MovieId(1 + random.nextInt(SmallWorld.MOVIES));
      Pseudonym viewer = memory.pseudonymiser.of(user);
      try {
        if (random.nextBoolean()) {
          server.rate.rate(user, movie, new Stars(0.5 + random.nextInt(10) / 2.0));
        } else {
          server.rate.withdraw(user, movie);
        }
        said.computeIfAbsent(viewer, any -> new HashSet<>()).add(movie);
      } catch (ErasedException e) {
        assertThat(erased).contains(viewer);
      }
    }

    private void decide(ErasureInMemory.Server server, UserId user) {
      try {
        Purpose purpose = Purpose.values()[random.nextInt(Purpose.values().length)];
        server.decide.decide(
            user, purpose, random.nextBoolean(), OptionalInt.empty(), Source.VIEWER);
      } catch (ErasedException e) {
        assertThat(erased).contains(memory.pseudonymiser.of(user));
      }
    }

    private void erase(ErasureInMemory.Server server, UserId user) {
      erased.add(memory.pseudonymiser.of(user));
      server.erase.erase(user);
    }

    private void eraseAndSeeToIt(ErasureInMemory.Server server, UserId user) {
      erase(server, user);
      memory.clock.advance(EraseViewer.QUIET);
      server.look();
    }

    private void train() {
      if (!training) {
        training = true;
        try {
          memory.train();
        } finally {
          training = false;
        }
      }
    }

    /** As administrators do. */
    private void goBack() {
      List<GenerationId> whole =
          memory.store.stored().stream()
              .filter(generation -> memory.registry.find(generation).isPresent())
              .toList();
      memory.store.activate(whole.get(random.nextInt(whole.size())));
    }

    /** Nobody wants anything any more; the servers do what is left to be done. */
    void comeToRest() {
      memory.disturbBy(() -> {});
      memory.world.beforeContest(() -> {});
      memory.world.beforeTraining(() -> {});
      memory.clock.advance(EraseViewer.QUIET);
      servers.forEach(ErasureInMemory.Server::look);
      memory.clock.advance(EraseViewer.QUIET);
      servers.forEach(ErasureInMemory.Server::look);
      memory.train();
      servers.forEach(ErasureInMemory.Server::look);
    }

    void assertInvariants() {
      assertThat(memory.suppressions.viewers()).isEqualTo(erased);
      List<GenerationId> stored = memory.store.stored();
      assertThat(stored).allSatisfy(one -> assertThat(memory.store.lack(one)).isEmpty());
      for (Pseudonym viewer : erased) {
        assertThat(memory.live.by(List.of(viewer))).isEmpty();
        assertThat(memory.consents.of(viewer)).isEmpty();
        assertThat(stored)
            .allSatisfy(
                one ->
                    assertThat(memory.store.held(one, List.of(viewer)))
                        .isEqualTo(new Counts(0, 0, 0)));
        assertTellsTheTruth(memory.suppressions.find(viewer).orElseThrow(), stored);
      }
      assertNothingIsLost(stored);
    }

    private void assertTellsTheTruth(Erasure erasure, List<GenerationId> stored) {
      assertThat(erasure.completed()).isPresent();
      assertThat(erasure.learntWithout())
          .hasValueSatisfying(
              without -> assertThat(memory.taughtBy.get(without)).doesNotContain(erasure.viewer()));
      assertThat(erasure.learntWith())
          .containsAll(
              stored.stream()
                  .filter(one -> memory.taughtBy.get(one).contains(erasure.viewer()))
                  .toList());
      assertThat(stored).containsAll(erasure.learntWith());
      GenerationId served = memory.store.serving().orElseThrow();
      assertThat(memory.taughtBy.get(served)).doesNotContain(erasure.viewer());
      Receipt receipt = servers.get(0).erase.find(erasure.receipt()).orElseThrow();
      assertThat(receipt.complete()).isTrue();
      assertThat(receipt.text()).doesNotContain(erasure.viewer().value());
    }

    private void assertNothingIsLost(List<GenerationId> stored) {
      for (int number = 1; number <= SmallWorld.VIEWERS; number++) {
        Pseudonym viewer = SmallWorld.viewer(number);
        if (!erased.contains(viewer)) {
          assertThat(memory.live.by(List.of(viewer)))
              .extracting(RatingChange::movie)
              .containsExactlyInAnyOrderElementsOf(said.getOrDefault(viewer, Set.of()));
          assertThat(stored)
              .allSatisfy(
                  one ->
                      assertThat(memory.store.held(one, List.of(viewer)).ratings()).isPositive());
        }
      }
    }
  }
}
