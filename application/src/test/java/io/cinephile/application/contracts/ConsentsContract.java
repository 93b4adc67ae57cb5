package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.PrivacyChoices.Choice;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
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

/** What every keeper of consents has to do. */
public abstract class ConsentsContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final int CHANGES = 24;

  private Consents consents;

  /** Consents of nobody. */
  protected abstract Consents empty();

  /** The same consents as another process sees them. */
  protected abstract Consents elsewhere();

  @BeforeEach
  final void startEmpty() {
    consents = empty();
  }

  @Test
  void knowsNobodyAtFirst() {
    assertThat(consents.of(viewer(1))).isEmpty();
    assertThat(all(consents)).isEmpty();
    assertThat(consents.revision()).isEqualTo(consents.revision());
    consents.forget(viewer(1));
    assertThat(all(consents)).isEmpty();
  }

  @Test
  void showsEveryReaderADecisionAsSoonAsItIsKept() {
    PrivacyChoices expected = PrivacyChoices.none(viewer(1));
    for (int n = 1; n <= 5; n++) {
      Choice choice = choice(Purpose.values()[n % 3], n % 2 == 0, n);
      expected = expected.with(choice);
      assertThat(consents.change(viewer(1), said -> said.with(choice))).isEqualTo(expected);
      for (Consents reader : List.of(consents, elsewhere())) {
        assertThat(reader.of(viewer(1))).contains(expected);
        assertThat(all(reader)).containsExactly(expected);
      }
    }
  }

  @Test
  void keepsARestrictionUntilItIsLifted() {
    consents.change(viewer(1), said -> said.restrictedSince(TIME));
    assertThat(elsewhere().of(viewer(1)))
        .contains(PrivacyChoices.none(viewer(1)).restrictedSince(TIME));
    consents.change(viewer(1), PrivacyChoices::unrestricted);
    assertThat(elsewhere().of(viewer(1)).orElseThrow().restricted()).isEmpty();
  }

  @Test
  void forgetsOneViewerAndNobodyElse() {
    PrivacyChoices other = decide(2);
    decide(1);
    consents.forget(viewer(1));
    consents.forget(viewer(1));
    assertThat(elsewhere().of(viewer(1))).isEmpty();
    assertThat(all(elsewhere())).containsExactly(other);
  }

  @Test
  void tellsByTheRevisionThatSomethingWasChangedOrRemoved() {
    List<String> revisions = new ArrayList<>(List.of(consents.revision()));
    List<Runnable> changes =
        List.of(
            () -> decide(1),
            () -> decide(2),
            () -> decide(2),
            () -> consents.change(viewer(1), said -> said.restrictedSince(TIME)),
            () -> consents.forget(viewer(2)),
            () -> decide(3),
            () -> consents.forget(viewer(1)));
    for (Runnable change : changes) {
      change.run();
      revisions.add(elsewhere().revision());
      assertThat(consents.revision()).isEqualTo(revisions.get(revisions.size() - 1));
    }
    assertThat(revisions).doesNotHaveDuplicates();
  }

  @Test
  void losesNoneOfManyChangesAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int n = 0; n < CHANGES; n++) {
        Choice choice = choice(Purpose.TRAINING, true, n);
        Consents writer = n % 2 == 0 ? consents : elsewhere();
        done.add(threads.submit(() -> writer.change(viewer(1), said -> said.with(choice))));
      }
      await(done);
    } finally {
      threads.shutdownNow();
    }
    assertThat(consents.of(viewer(1)).orElseThrow().choices())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, CHANGES).mapToObj(n -> choice(Purpose.TRAINING, true, n)).toList());
  }

  private static void await(List<Future<?>> done) throws ExecutionException, InterruptedException {
    for (Future<?> one : done) {
      one.get();
    }
  }

  private PrivacyChoices decide(int viewer) {
    Choice choice = choice(Purpose.STATISTICS, false, viewer);
    return consents.change(viewer(viewer), said -> said.with(choice));
  }

  private static Choice choice(Purpose purpose, boolean allowed, int second) {
    Source source = Source.values()[second % Source.values().length];
    return new Choice(purpose, allowed, 1 + second, TIME.plusSeconds(second), source);
  }

  private static List<PrivacyChoices> all(Consents consents) {
    try (Stream<PrivacyChoices> all = consents.all()) {
      return all.toList();
    }
  }
}
