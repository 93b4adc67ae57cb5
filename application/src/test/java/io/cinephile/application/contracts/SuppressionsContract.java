package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Erasure.Deletion;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of suppressions has to do. */
public abstract class SuppressionsContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final GenerationId GENERATION = new GenerationId("20261122-161500-3f9a");
  private static final GenerationId NEXT = new GenerationId("20261123-161500-3f9a");

  private Suppressions suppressions;

  /** Suppressions without any entry. */
  protected abstract Suppressions empty();

  /** The same suppressions as another process sees them. */
  protected abstract Suppressions elsewhere();

  @BeforeEach
  final void startEmpty() {
    suppressions = empty();
  }

  @Test
  void suppressesNobodyAtFirst() {
    assertThat(suppressions.viewers()).isEmpty();
    assertThat(suppressions.find(viewer(1))).isEmpty();
    assertThat(suppressions.find(receipt(1))).isEmpty();
    assertThat(suppressions.unfinished(10)).isEmpty();
    assertThat(unsettled()).isEmpty();
    assertThat(suppressions.revision()).isEqualTo(elsewhere().revision());
  }

  @Test
  void showsEveryReaderASuppressionAsSoonAsItBegins() {
    for (int n = 1; n <= 5; n++) {
      Erasure erasure = requested(n);
      String before = elsewhere().revision();
      assertThat(suppressions.begin(erasure)).isEqualTo(erasure);
      for (Suppressions reader : List.of(suppressions, elsewhere())) {
        assertThat(reader.find(viewer(n))).contains(erasure);
        assertThat(reader.find(receipt(n))).contains(erasure);
        assertThat(reader.viewers()).hasSize(n).contains(viewer(n));
        assertThat(reader.revision()).isNotEqualTo(before);
      }
    }
  }

  @Test
  void beginsOnceHoweverOftenItIsAsked() {
    Erasure first = suppressions.begin(requested(1));
    String revision = suppressions.revision();
    Erasure again = Erasure.begun(viewer(1), receipt(2), TIME.plusSeconds(9));
    assertThat(elsewhere().begin(again)).isEqualTo(first);
    assertThat(suppressions.find(viewer(1))).contains(first);
    assertThat(suppressions.find(receipt(2))).isEmpty();
    assertThat(suppressions.revision()).isEqualTo(revision);
  }

  @Test
  void keepsAllThatAnErasureTells() {
    suppressions.begin(requested(1));
    Erasure full =
        requested(1)
            .with(new Deletion("live ratings", Pass.FIRST, 3, TIME.plusMillis(1)))
            .with(new Deletion("consents", Pass.SECOND, 1, TIME.plusMillis(2)))
            .with(new Deletion("consents", Pass.LATER, 1, TIME.plusMillis(3)))
            .passedOnce(TIME.plusMillis(4))
            .completed(TIME.plusMillis(5))
            .learntWith(GENERATION)
            .served(NEXT);
    assertThat(suppressions.change(viewer(1), former -> full)).isEqualTo(full);
    assertThat(elsewhere().find(viewer(1))).contains(full);
    assertThat(elsewhere().find(receipt(1))).contains(full);
  }

  @Test
  void changesNobodyWhoIsNotSuppressed() {
    assertThatThrownBy(() -> suppressions.change(viewer(1), erasure -> erasure))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining(viewer(1).value());
  }

  @Test
  void losesNoneOfSeveralChangesAtTheSameTime() throws ExecutionException, InterruptedException {
    suppressions.begin(requested(1));
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Future<Erasure>> changes = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        Deletion deletion = new Deletion("place " + n, Pass.FIRST, 1, TIME);
        changes.add(
            executor.submit(
                () -> elsewhere().change(viewer(1), erasure -> erasure.with(deletion))));
      }
      for (Future<Erasure> change : changes) {
        change.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(suppressions.find(viewer(1)).orElseThrow().deletions())
        .extracting(Deletion::from)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj(n -> "place " + n).toList());
  }

  @Test
  void tellsWhichAreNotCompleteTheOldestFirst() {
    Stream.of(3, 1, 2, 4).forEach(n -> suppressions.begin(requested(n)));
    suppressions.change(viewer(2), erasure -> erasure.completed(TIME));
    assertThat(suppressions.unfinished(10))
        .extracting(Erasure::viewer)
        .containsExactly(viewer(1), viewer(3), viewer(4));
    assertThat(suppressions.unfinished(2))
        .extracting(Erasure::viewer)
        .containsExactly(viewer(1), viewer(3));
  }

  @Test
  void tellsOfWhichSomethingRemainsToBeSaid() {
    Stream.of(1, 2, 3, 4).forEach(n -> suppressions.begin(requested(n)));
    suppressions.change(viewer(1), erasure -> erasure.completed(TIME).served(NEXT));
    suppressions.change(viewer(2), erasure -> erasure.completed(TIME));
    suppressions.change(
        viewer(3), erasure -> erasure.completed(TIME).learntWith(GENERATION).served(NEXT));
    assertThat(unsettled())
        .extracting(Erasure::viewer)
        .containsExactly(viewer(2), viewer(3), viewer(4));
  }

  private List<Erasure> unsettled() {
    try (Stream<Erasure> all = suppressions.unsettled()) {
      return all.toList();
    }
  }

  private static Erasure requested(int n) {
    return Erasure.begun(viewer(n), receipt(n), TIME.plusSeconds(n));
  }

  private static ReceiptId receipt(int n) {
    return new ReceiptId("%032x".formatted(n));
  }
}
