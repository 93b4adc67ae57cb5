package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.recommendations;
import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.KnownViewers.Known;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everybody has to do who reads all that is known of viewers. */
public abstract class KnownViewersContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");

  /** More than a reader would expect of two viewers. */
  private static final int MANY = 250;

  private Ports ports;

  /** Where it is kept, and who reads it. */
  public record Ports(RecommendationStore store, LiveRatings live, KnownViewers known) {}

  /** Ports that keep nothing yet. */
  protected abstract Ports empty();

  @BeforeEach
  final void startEmpty() {
    ports = empty();
  }

  @Test
  void knowsNobodyAtFirst() {
    Known known = ports.known.read(Publishing.freshGeneration(), List.of(viewer(1), viewer(2)));
    assertThat(known.profiles()).isEmpty();
    assertThat(known.changes()).isEmpty();
  }

  @Test
  void readsNothingOfNobody() {
    GenerationId generation = publish();
    ports.live.put(change(1, 10, 1));
    Known known = ports.known.read(generation, List.of());
    assertThat(known.profiles()).isEmpty();
    assertThat(known.changes()).isEmpty();
  }

  @Test
  void tellsWhatWasLearntBeforeAnybodySaidAnything() {
    GenerationId generation = publish();
    Known known = ports.known.read(generation, List.of(viewer(1), viewer(2), viewer(99)));
    assertThat(known.profiles())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(
            ports.store.profiles(generation, List.of(viewer(1), viewer(2))))
        .hasSize(2);
    assertThat(known.changes()).isEmpty();
  }

  @Test
  void tellsWhatWasSaidWhereNothingWasLearnt() {
    RatingChange rated = change(1, 10, 1);
    RatingChange takenBack = new RatingChange(viewer(1), new MovieId(11), Optional.empty(), TIME);
    ports.live.put(rated);
    ports.live.put(takenBack);
    Known known = ports.known.read(Publishing.freshGeneration(), List.of(viewer(1)));
    assertThat(known.profiles()).isEmpty();
    assertThat(known.changes()).containsExactly(rated, takenBack);
  }

  @Test
  void tellsBothOfThoseWhoAreAskedForAndTheNewestFirst() {
    GenerationId generation = publish();
    ports.live.put(change(1, 10, 1));
    ports.live.put(change(2, 10, 3));
    ports.live.put(change(1, 12, 2));
    ports.live.put(change(1, 11, 2));
    ports.live.put(change(3, 10, 4));

    Known known = ports.known.read(generation, List.of(viewer(1), viewer(2)));

    assertThat(known.profiles())
        .extracting(profile -> profile.recommendations().viewer())
        .containsExactlyInAnyOrder(viewer(1), viewer(2));
    assertThat(known.changes())
        .containsExactly(change(2, 10, 3), change(1, 11, 2), change(1, 12, 2), change(1, 10, 1));
  }

  @Test
  void tellsViewersApartFromGenerationToGeneration() {
    GenerationId first = new Publishing().profile(1, 11).publish(ports.store);
    GenerationId second = new Publishing().profile(1, 22).profile(2, 33).publish(ports.store);
    assertThat(ports.known.read(first, List.of(viewer(1), viewer(2))).profiles())
        .extracting(ViewerProfile::recommendations)
        .containsExactly(recommendations(1, 11));
    assertThat(ports.known.read(second, List.of(viewer(1), viewer(2))).profiles())
        .extracting(ViewerProfile::recommendations)
        .containsExactlyInAnyOrder(recommendations(1, 22), recommendations(2, 33));
  }

  @Test
  void losesNothingOfWhoeverSaidMuch() {
    GenerationId generation = publish();
    IntStream.rangeClosed(1, MANY).forEach(movie -> ports.live.put(change(1, movie, movie)));
    ports.live.put(change(2, 10, MANY + 1));

    Known known = ports.known.read(generation, List.of(viewer(1), viewer(2)));

    assertThat(known.profiles()).hasSize(2);
    assertThat(known.changes()).startsWith(change(2, 10, MANY + 1), change(1, MANY, MANY));
    assertThat(known.changes()).hasSize(MANY + 1).doesNotHaveDuplicates();
  }

  @Test
  void knowsThousandViewersAtOnce() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 1_000).forEach(viewer -> publishing.profile(viewer, 11));
    GenerationId generation = publishing.publish(ports.store);
    ports.live.put(change(1_000, 10, 1));
    List<Pseudonym> all = IntStream.rangeClosed(1, 1_000).mapToObj(Publishing::viewer).toList();
    Known known = ports.known.read(generation, all);
    assertThat(known.profiles()).hasSize(1_000);
    assertThat(known.changes()).containsExactly(change(1_000, 10, 1));
  }

  /** Two viewers with what was learnt of them. */
  private GenerationId publish() {
    return new Publishing().profile(1, 11, 12).profile(2, 21).publish(ports.store);
  }

  private static RatingChange change(int viewer, int movie, int second) {
    return new RatingChange(
        viewer(viewer), new MovieId(movie), Optional.of(new Stars(3.5)), TIME.plusSeconds(second));
  }
}
