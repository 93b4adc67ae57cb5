package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.EraseViewer;
import io.cinephile.application.ErasedException;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallInstallation;
import io.cinephile.application.fakes.SmallInstallation.Stores;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two servers and a trainer rate, withdraw consents, erase and train at random. At each call of a
 * port another one may come in between and do its work, as if the first one's thread had been
 * halted there. Whatever the order, nothing is left of who was erased, and nothing is lost of the
 * others. A seed that fails fails again. Whoever extends this has a static method {@code seeds}.
 */
public abstract class RandomErasuresContract {
  /** So many may come between each other. */
  private static final int DEEPEST = 3;

  /** One in so many calls is come between. */
  private static final int INTERRUPTED = 12;

  /** Stores without anything in them, which go by that clock. */
  protected abstract Stores empty(SettableClock clock);

  /** So many of the viewers take part; the others only have what was imported. */
  protected abstract int viewers();

  /** So many things are done in a story, and more in between. */
  protected abstract int actions();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  final void leavesNothingOfTheErasedAndLosesNothingOfTheOthersWhateverTheOrder(int seed) {
    SettableClock clock = new SettableClock();
    Story story = new Story(seed, viewers(), new SmallInstallation(clock, empty(clock)));
    story.happen(actions());
    story.comeToRest();
    story.assertInvariants();
  }

  /** What happens for one seed. */
  private static final class Story {
    private final Random random;
    private final int viewers;
    private final SmallInstallation all;
    private final Stores stores;
    private final List<SmallInstallation.Server> servers;
    private final Set<Pseudonym> erased = new HashSet<>();
    private final Map<Pseudonym, Set<MovieId>> said = new HashMap<>();
    private boolean training;
    private int depth;

    Story(int seed, int viewers, SmallInstallation all) {
      this.random = new Random(seed);
      this.viewers = viewers;
      this.all = all;
      this.stores = all.stores;
      this.servers = List.of(all.new Server(), all.new Server());
      all.train();
      servers.forEach(server -> server.serving.refresh());
    }

    void happen(int actions) {
      all.disturbBy(
          () -> {
            if (depth < DEEPEST && random.nextInt(INTERRUPTED) == 0) {
              act();
            }
          });
      // A run takes long, so much may happen while it learns.
      all.world.beforeContest(this::happenMeanwhile);
      all.world.beforeTraining(this::happenMeanwhile);
      for (int n = 0; n < actions; n++) {
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
        SmallInstallation.Server server = servers.get(random.nextInt(servers.size()));
        int number = 1 + random.nextInt(viewers);
        UserId user = new UserId("" + number);
        switch (random.nextInt(13)) {
          case 0, 1, 2 -> rate(server, user);
          case 3, 4 -> decide(server, user);
          case 5 -> erase(server, user);
          case 6 -> eraseAndSeeToIt(server, user);
          case 7, 12 -> train();
          case 8 -> server.look();
          case 9 -> all.clock.advance(EraseViewer.QUIET);
          case 10 -> server.enforce.enforce();
          default -> goBack();
        }
      } finally {
        depth--;
      }
    }

    private void rate(SmallInstallation.Server server, UserId user) {
      MovieId movie = new MovieId(1 + random.nextInt(SmallWorld.MOVIES));
      Pseudonym viewer = all.pseudonymiser.of(user);
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

    private void decide(SmallInstallation.Server server, UserId user) {
      try {
        Purpose purpose = Purpose.values()[random.nextInt(Purpose.values().length)];
        server.decide.decide(
            user, purpose, random.nextBoolean(), OptionalInt.empty(), Source.VIEWER);
      } catch (ErasedException e) {
        assertThat(erased).contains(all.pseudonymiser.of(user));
      }
    }

    private void erase(SmallInstallation.Server server, UserId user) {
      erased.add(all.pseudonymiser.of(user));
      server.erase.erase(user);
    }

    private void eraseAndSeeToIt(SmallInstallation.Server server, UserId user) {
      erase(server, user);
      all.clock.advance(EraseViewer.QUIET);
      server.look();
    }

    private void train() {
      if (!training) {
        training = true;
        try {
          all.train();
        } finally {
          training = false;
        }
      }
    }

    /** As administrators do. */
    private void goBack() {
      List<GenerationId> whole =
          stores.recommendations().stored().stream()
              .filter(generation -> stores.registry().find(generation).isPresent())
              .toList();
      stores.recommendations().activate(whole.get(random.nextInt(whole.size())));
    }

    /** Nobody wants anything any more; the servers do what is left to be done. */
    void comeToRest() {
      all.disturbBy(() -> {});
      all.world.beforeContest(() -> {});
      all.world.beforeTraining(() -> {});
      all.clock.advance(EraseViewer.QUIET);
      servers.forEach(SmallInstallation.Server::look);
      all.clock.advance(EraseViewer.QUIET);
      servers.forEach(SmallInstallation.Server::look);
      all.train();
      servers.forEach(SmallInstallation.Server::look);
    }

    void assertInvariants() {
      assertThat(stores.suppressions().viewers()).isEqualTo(erased);
      List<GenerationId> stored = stores.recommendations().stored();
      assertThat(stored)
          .allSatisfy(one -> assertThat(stores.recommendations().lack(one)).isEmpty());
      for (Pseudonym viewer : erased) {
        assertThat(stores.live().by(List.of(viewer))).isEmpty();
        assertThat(stores.consents().of(viewer)).isEmpty();
        assertThat(stored)
            .allSatisfy(
                one ->
                    assertThat(stores.recommendations().held(one, List.of(viewer)))
                        .isEqualTo(new Counts(0, 0, 0)));
        assertTellsTheTruth(stores.suppressions().find(viewer).orElseThrow(), stored);
      }
      assertNothingIsLost(stored);
    }

    private void assertTellsTheTruth(Erasure erasure, List<GenerationId> stored) {
      assertThat(erasure.completed()).isPresent();
      assertThat(erasure.learntWithout())
          .hasValueSatisfying(
              without -> assertThat(all.taughtBy.get(without)).doesNotContain(erasure.viewer()));
      assertThat(erasure.learntWith())
          .containsAll(
              stored.stream()
                  .filter(one -> all.taughtBy.get(one).contains(erasure.viewer()))
                  .toList());
      assertThat(stored).containsAll(erasure.learntWith());
      GenerationId served = stores.recommendations().serving().orElseThrow();
      assertThat(all.taughtBy.get(served)).doesNotContain(erasure.viewer());
      Receipt receipt = servers.get(0).erase.find(erasure.receipt()).orElseThrow();
      assertThat(receipt.complete()).isTrue();
      assertThat(receipt.text()).doesNotContain(erasure.viewer().value());
    }

    private void assertNothingIsLost(List<GenerationId> stored) {
      for (int number = 1; number <= SmallWorld.VIEWERS; number++) {
        Pseudonym viewer = SmallWorld.viewer(number);
        if (!erased.contains(viewer)) {
          assertThat(stores.live().by(List.of(viewer)))
              .extracting(RatingChange::movie)
              .containsExactlyInAnyOrderElementsOf(said.getOrDefault(viewer, Set.of()));
          assertThat(stored)
              .allSatisfy(
                  one ->
                      assertThat(stores.recommendations().held(one, List.of(viewer)).ratings())
                          .isPositive());
        }
      }
    }
  }
}
