package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.ActivateGeneration.Activation;
import io.cinephile.application.BrowseGenerations.Registered;
import io.cinephile.application.BrowseGenerations.Standing;
import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator sees of generations, and what may be put to service by hand. */
class GenerationsTest {
  private final TrainingInMemory training = new TrainingInMemory();
  private final SettableClock clock = training.clock;
  private final InMemoryStore store = training.store;
  private final InMemoryGenerationRegistry registry = training.registry;
  private final ActivateGeneration activating = new ActivateGeneration(store, registry, clock);
  private final BrowseGenerations browsing = new BrowseGenerations(store, registry);

  @Test
  void an_older_generation_is_served_again() {
    GenerationId older = training.generation(0.4);
    GenerationId newer = training.generation(0.4);
    clock.advance(Duration.ofMinutes(1));

    assertThat(activating.activate(older, false))
        .isEqualTo(new Activation.Activated(registry.find(older).orElseThrow()));

    assertThat(store.serving()).contains(older);
    assertThat(registry.find(older).orElseThrow().activatedAt()).contains(clock.instant());
    assertThat(registry.find(older).orElseThrow().forced()).isFalse();
    assertThat(standings())
        .containsExactly(Map.entry(newer, Standing.STORED), Map.entry(older, Standing.SERVING));
  }

  @Test
  void what_the_gate_refused_is_served_by_force_alone_and_that_is_recorded() {
    GenerationId good = training.generation(0.4);
    GenerationId bad = training.generation(0.1);

    Generation entry = registry.find(bad).orElseThrow();
    assertThat(activating.activate(bad, false))
        .isEqualTo(new Activation.Refused(entry.verdict().reasons()));
    assertThat(entry.verdict().reasons()).isNotEmpty();
    assertThat(store.serving()).contains(good);

    assertThat(activating.activate(bad, true)).isInstanceOf(Activation.Activated.class);
    assertThat(store.serving()).contains(bad);
    assertThat(registry.find(bad).orElseThrow().forced()).isTrue();
    assertThat(activating.activate(bad, false)).isInstanceOf(Activation.Activated.class);
  }

  @Test
  void force_that_is_not_needed_is_not_recorded() {
    GenerationId good = training.generation(0.4);

    activating.activate(good, true);

    assertThat(registry.find(good).orElseThrow().forced()).isFalse();
  }

  @Test
  void what_is_gone_or_was_never_there_cannot_be_served() {
    GenerationId gone = training.generation(0.4);
    GenerationId good = training.generation(0.4);
    store.delete(gone);

    assertThat(activating.activate(gone, true)).isInstanceOf(Activation.Incomplete.class);
    assertThat(activating.activate(new GenerationId("20200101-000000-0000"), true))
        .isEqualTo(new Activation.Unknown());
    assertThat(store.serving()).contains(good);
    assertThat(standings())
        .containsExactly(Map.entry(good, Standing.SERVING), Map.entry(gone, Standing.REMOVED));
    assertThat(browsing.find(new GenerationId("20200101-000000-0000"))).isEmpty();
  }

  @Test
  void a_model_card_tells_what_the_gate_said() {
    GenerationId good = training.generation(0.4);
    GenerationId bad = training.generation(0.1);

    assertThat(ModelCard.of(browsing.find(good).orElseThrow()).limits())
        .noneSatisfy(limit -> assertThat(limit).contains("refused"));
    assertThat(ModelCard.of(browsing.find(bad).orElseThrow()).limits())
        .anySatisfy(limit -> assertThat(limit).contains("refused").contains("popularity"));
  }

  private List<Map.Entry<GenerationId, Standing>> standings() {
    return browsing.latest(10).stream()
        .map(
            (Registered registered) ->
                Map.entry(registered.generation().id(), registered.standing()))
        .toList();
  }
}
