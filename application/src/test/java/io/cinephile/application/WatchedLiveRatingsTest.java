package io.cinephile.application;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.contracts.LiveRatingsContract;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.application.fakes.InMemoryLiveRatings;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InterceptedPort;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.KnownViewers.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchedLiveRatingsTest {
  private static final MovieId MOVIE = new MovieId(10);
  private static final Duration MOMENT = Duration.ofMillis(25);

  private final ManualTime time = new ManualTime();
  private final ObservedStore store = new ObservedStore();
  private final WatchedLiveRatings server = server();

  private WatchedLiveRatings server() {
    return new WatchedLiveRatings(store.port, Runnable::run, time);
  }

  @Nested
  final class OnAStoreInMemory extends LiveRatingsContract {
    @Override
    protected LiveRatings empty() {
      return warm(server());
    }

    @Override
    protected LiveRatings elsewhere() {
      return warm(server());
    }
  }

  @Test
  void asksTheStoreWhileQuestionsAreRare() {
    for (int n = 0; n < 100; n++) {
      time.advance(Duration.ofSeconds(1));
      server.by(List.of(viewer(1)));
    }
    assertThat(store.questions).isEqualTo(100);
    assertThat(store.looks).isZero();
  }

  @Test
  void asksNothingAboutThoseWhoChangedNothingWhereQuestionsComeQuickly() {
    server.put(change(1, 11));
    warm(server);
    store.questions = 0;
    store.looks = 0;
    for (int n = 0; n < 1_000; n++) {
      time.advance(Duration.ofMillis(3));
      assertThat(server.by(List.of(viewer(2)))).isEmpty();
      assertThat(server.about(MOVIE, 10)).isEmpty();
    }
    assertThat(store.questions).isZero();
    assertThat(store.looks).isBetween(30, 1_000 * 3 / 60);
  }

  @Test
  void asksAboutThoseWhoChangedSomething() {
    server.put(change(1, 10));
    warm(server);
    store.questions = 0;
    assertThat(server.by(List.of(viewer(1), viewer(2)))).containsExactly(change(1, 10));
    assertThat(server.about(MOVIE, 10)).containsExactly(change(1, 10));
    assertThat(store.questions).isEqualTo(2);
  }

  @Test
  void knowsOfEachAcknowledgedChangeOnEveryServer() {
    WatchedLiveRatings other = warm(server());
    for (int n = 1; n <= 50; n++) {
      assertThat(other.by(List.of(viewer(n)))).isEmpty();
      server.put(change(n, n));
      assertThat(other.by(List.of(viewer(n)))).containsExactly(change(n, n));
      assertThat(other.about(new MovieId(n), 1)).containsExactly(change(n, n));
    }
  }

  /** Which is why it is not acknowledged at once. */
  @Test
  void mayNotKnowOfAChangeThatIsNotAcknowledgedYet() {
    warm(server);
    store.live.put(change(1, 10));
    assertThat(server.by(List.of(viewer(1)))).isEmpty();
    time.advance(WatchedLiveRatings.FRESH);
    assertThat(server.by(List.of(viewer(1)))).containsExactly(change(1, 10));
  }

  @Test
  void storesAgainWhatTookLongToBeStored() {
    store.slowness = List.of(WatchedLiveRatings.QUICK, WatchedLiveRatings.QUICK.minusNanos(1));
    server.put(change(1, 10));
    assertThat(store.puts).isEqualTo(2);
    assertThat(store.live.by(List.of(viewer(1)))).containsExactly(change(1, 10));
  }

  @Test
  void refusesWhatTakesLongAgainAndAgain() {
    store.slowness = List.of(WatchedLiveRatings.QUICK);
    assertThatThrownBy(() -> server.put(change(1, 10)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("2 s");
    assertThat(store.puts).isEqualTo(3);
  }

  @Test
  void seesAChangeThatBecomesVisibleAfterOnesWithHigherNumbers() {
    warm(server);
    store.hidden.add(viewer(1));
    store.live.put(change(1, 10));
    store.live.put(change(2, 11));
    Duration waited = Duration.ZERO;
    while (waited.plus(MOMENT).compareTo(WatchedLiveRatings.QUICK) < 0) {
      askOften(server, 1);
      waited = waited.plus(MOMENT);
    }
    store.hidden.clear();
    askOften(server, 3);
    assertThat(server.by(List.of(viewer(1)))).containsExactly(change(1, 10));
  }

  @Test
  void looksEverythingThroughAgainWhereTheNumbersAreNotWhatTheyWere() {
    server.put(change(1, 10));
    server.put(change(2, 11));
    warm(server);
    store.live.erase(List.of(viewer(2)));
    askOften(server, 3);
    store.questions = 0;
    assertThat(server.by(List.of(viewer(3)))).isEmpty();
    assertThat(store.questions).as("asked instead").isEqualTo(1);
    warm(server);
    store.questions = 0;
    assertThat(server.by(List.of(viewer(2), viewer(3)))).isEmpty();
    assertThat(store.questions).as("known again").isZero();
    assertThat(server.by(List.of(viewer(1)))).containsExactly(change(1, 10));
  }

  @Test
  void tellsOfAnOutageAndRecovers() {
    warm(server);
    store.away = true;
    assertThat(server.by(List.of(viewer(1)))).as("for it was looked a moment ago").isEmpty();
    time.advance(WatchedLiveRatings.FRESH);
    assertThatThrownBy(() -> server.by(List.of(viewer(1))))
        .isInstanceOf(StoreUnavailableException.class);
    store.away = false;
    askOften(server, 3);
    store.questions = 0;
    server.by(List.of(viewer(1)));
    assertThat(store.questions).isZero();
  }

  @Test
  void asksTheStoreWhereNobodyLooks() {
    WatchedLiveRatings stopped =
        new WatchedLiveRatings(
            store.port,
            look -> {
              throw new RejectedExecutionException();
            },
            time);
    server.put(change(1, 10));
    askOften(stopped, 100);
    assertThat(stopped.by(List.of(viewer(1)))).containsExactly(change(1, 10));
  }

  @Test
  void readsProfilesAloneOfThoseWhoChangedNothing() {
    InMemoryStore profiles = new InMemoryStore();
    GenerationId generation = new Publishing().profile(1, 11, 12).profile(2, 21).publish(profiles);
    List<List<Pseudonym>> readBoth = new ArrayList<>();
    KnownViewers both = KnownViewers.inTwoReadings(profiles, store.live);
    KnownViewers known =
        server.known(
            (of, viewers) -> {
              readBoth.add(List.copyOf(viewers));
              return both.read(of, viewers);
            },
            profiles);
    server.put(change(1, 10));
    warm(server);

    Known ofOne = known.read(generation, List.of(viewer(2)));
    assertThat(ofOne.profiles()).hasSize(1);
    assertThat(ofOne.changes()).isEmpty();
    assertThat(readBoth).isEmpty();

    Known ofTwo = known.read(generation, List.of(viewer(1), viewer(2)));
    assertThat(ofTwo.profiles()).hasSize(2);
    assertThat(ofTwo.changes()).containsExactly(change(1, 10));
    assertThat(readBoth).containsExactly(List.of(viewer(1), viewer(2)));
  }

  /** Three servers, who put, ask and erase at random, also while another waits for its put. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void missesNoAcknowledgedChangeWhateverHappens(int seed) {
    Random random = new Random(seed);
    List<WatchedLiveRatings> servers = Stream.generate(this::server).limit(3).toList();
    Map<Pseudonym, Set<MovieId>> acknowledged = new HashMap<>();
    Runnable question =
        () -> {
          time.advance(Duration.ofMillis(random.nextInt(15)));
          Pseudonym viewer = viewer(random.nextInt(60));
          MovieId movie = new MovieId(1 + random.nextInt(60));
          Set<MovieId> said = acknowledged.getOrDefault(viewer, Set.of());
          WatchedLiveRatings asked = servers.get(random.nextInt(servers.size()));
          assertThat(asked.by(List.of(viewer))).extracting(RatingChange::movie).containsAll(said);
          if (said.contains(movie)) {
            assertThat(asked.about(movie, 1_000)).extracting(RatingChange::viewer).contains(viewer);
          }
        };
    time.whilePaused = () -> IntStream.range(0, random.nextInt(4)).forEach(n -> question.run());
    for (int step = 0; step < 3_000; step++) {
      int what = random.nextInt(100);
      Pseudonym viewer = viewer(random.nextInt(60));
      if (what < 2) {
        MovieId movie = new MovieId(1 + random.nextInt(60));
        servers.get(random.nextInt(servers.size())).put(change(viewer, movie));
        acknowledged.computeIfAbsent(viewer, any -> new HashSet<>()).add(movie);
      } else if (what < 3 && random.nextInt(5) == 0) {
        acknowledged.remove(viewer);
        servers.get(0).erase(List.of(viewer));
      } else {
        question.run();
      }
    }
    assertThat(store.looks).as("there was something to test").isGreaterThan(500);
  }

  /** Has the server asked so often and for so long that it knows. */
  private WatchedLiveRatings warm(WatchedLiveRatings cold) {
    askOften(cold, (int) (WatchedLiveRatings.QUICK.dividedBy(MOMENT) + 5));
    return cold;
  }

  private void askOften(WatchedLiveRatings asked, int times) {
    for (int n = 0; n < times; n++) {
      time.advance(MOMENT);
      try {
        asked.by(List.of(viewer(9_999)));
      } catch (StoreUnavailableException e) {
        assertThat(store.away).isTrue();
      }
    }
  }

  private static RatingChange change(int viewer, int movie) {
    return change(viewer(viewer), new MovieId(movie));
  }

  private static RatingChange change(Pseudonym viewer, MovieId movie) {
    return new RatingChange(viewer, movie, Optional.of(new Stars(4)), Instant.EPOCH);
  }

  private static final class ManualTime implements WatchedLiveRatings.Time {
    private long now;
    private Runnable whilePaused = () -> {};

    @Override
    public long nanos() {
      return now;
    }

    /** What happens meanwhile takes its own time. */
    @Override
    public void pause(Duration duration) {
      long end = now + duration.toNanos();
      Runnable happening = whilePaused;
      whilePaused = () -> {};
      happening.run();
      whilePaused = happening;
      now = Math.max(now, end);
    }

    void advance(Duration duration) {
      now += duration.toNanos();
    }
  }

  /** Counts what is asked of it, and is slow, away, or does not show a change yet. */
  private final class ObservedStore {
    final InMemoryLiveRatings live = new InMemoryLiveRatings();
    final Set<Pseudonym> hidden = new HashSet<>();
    List<Duration> slowness = List.of();
    boolean away;
    int questions;
    int looks;
    int puts;

    final LiveRatings port =
        InterceptedPort.awayWhile(
            () -> away,
            LiveRatings.class,
            InterceptedPort.of(
                LiveRatings.class,
                live,
                call -> {
                  count(call.method());
                  Object answer = call.proceed();
                  return call.method().equals("numberedFrom") ? shown(answer) : answer;
                }));

    private void count(String method) {
      switch (method) {
        case "by", "about" -> questions++;
        case "numberedFrom" -> looks++;
        case "put" -> {
          if (!slowness.isEmpty()) {
            time.advance(slowness.get(Math.min(puts, slowness.size() - 1)));
          }
          puts++;
        }
        default -> {}
      }
    }

    private Stream<NumberedChange> shown(Object changes) {
      return ((Stream<?>) changes)
          .map(NumberedChange.class::cast)
          .filter(change -> !hidden.contains(change.viewer()));
    }
  }
}
