package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.contracts.GenerationRegistryContract;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchGenerationRegistryTest extends GenerationRegistryContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected GenerationRegistry emptyRegistry() {
    return new ElasticsearchGenerationRegistry(indices.client(), indices.prefix());
  }

  @Test
  void readsAnEntryFromBeforeThereWereLiveRatingsAsLearntFromNone() {
    ObjectNode json = GenerationJson.of(ENTRY);
    assertThat(GenerationJson.read(json)).isEqualTo(ENTRY);
    json.remove("live_ratings");
    json.withObject("/data_quality").remove("live_ratings");

    Generation older = GenerationJson.read(json);

    assertThat(older.inputs().liveRatings()).isEqualTo(LiveRatingsIdentity.NONE);
    assertThat(older.dataQuality().liveRatings()).isEqualTo(Merged.NONE);
    assertThat(older.inputs().teachTheSameAs(ENTRY.inputs())).isFalse();
  }

  @Test
  void readsAnEntryFromBeforeFilesWereKnownOneByOne() {
    ObjectNode json = GenerationJson.of(ENTRY);
    json.withObject("/data").remove("files");

    Generation older = GenerationJson.read(json);

    assertThat(older.inputs().data().files()).isEmpty();
    assertThat(older.inputs().teachTheSameAs(ENTRY.inputs())).isTrue();
  }
}
