package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesAndSettingsTest {
  private static final GenerationId GENERATION = new GenerationId("20261122-161500-3f9a");

  @Test
  void namesIndicesByPrefixKindAndGeneration() {
    IndexNames names = new IndexNames("cinephile");
    assertThat(names.alias(GenerationIndex.MOVIES)).isEqualTo("cinephile-movies");
    assertThat(names.all(GENERATION))
        .isEqualTo(
            "cinephile-movies-20261122-161500-3f9a,cinephile-ratings-20261122-161500-3f9a,"
                + "cinephile-recommendations-20261122-161500-3f9a");
    assertThat(names.generation("cinephile-ratings-20261122-161500-3f9a")).contains(GENERATION);
    assertThat(names.generation("cinephile-ratings-live")).isEmpty();
    assertThat(names.generation("cinephile-runs")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Cinephile", "-x", "a*", "a,b", "a/b", "_a", "a.b"})
  void refusesPrefixesThatAreNoNames(String prefix) {
    assertThatThrownBy(() -> new IndexNames(prefix))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("index prefix");
  }

  @Test
  void publishesByThesePortionsUnlessToldOtherwise() {
    assertThat(PublishingSettings.DEFAULT)
        .isEqualTo(new PublishingSettings(1, 0, 5_000_000, 5_000, 2, 10, Duration.ofMillis(100)));
  }

  @Test
  void doublesThePausesUpToTheLongest() {
    assertThat(Stream.of(0, 1, 2, 5, 6, 99).map(PublishingSettings.DEFAULT::pause))
        .containsExactly(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(3200),
            PublishingSettings.LONGEST_PAUSE,
            PublishingSettings.LONGEST_PAUSE);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new PublishingSettings(0, 0, 1, 1, 1, 1, Duration.ZERO))
        .hasMessageContaining("shards");
    assertThatThrownBy(() -> new PublishingSettings(1, 0, 1, 1, 17, 1, Duration.ZERO))
        .hasMessageContaining("in flight");
    assertThatThrownBy(() -> new PublishingSettings(1, 0, 1, 1, 1, 1, Duration.ofMinutes(1)))
        .hasMessageContaining("first pause");
  }

  @Test
  void blotsPseudonymsOutOfReasons() {
    String viewer = Publishing.viewer(7).value();
    ObjectNode error = JsonTransport.JSON.createObjectNode();
    error.put("type", "document_parsing_exception");
    error.put("reason", "in document with id '%s-42', and [%s]".formatted(viewer, viewer));
    assertThat(ErrorReason.of(error))
        .hasToString("document_parsing_exception: in document with id '[viewer]', and [[viewer]]");
  }

  @Test
  void everyMappingIsStrict() {
    for (String what :
        new String[] {
          "movies",
          "ratings",
          "live-ratings",
          "recommendations",
          "runs",
          "lease",
          "models",
          "events",
          "pseudonym-key"
        }) {
      assertThat(Mapping.of(what).path("dynamic").asText()).as(what).isEqualTo("strict");
    }
  }
}
