package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.recommendation.GenerationId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHost;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody answers: every port says so in the words of the domain. */
final class OutageTest {
  private static final GenerationId GENERATION = Publishing.freshGeneration();
  private static final MovieId MOVIE = new MovieId(1);
  private static final List<Pseudonym> VIEWERS = List.of(Publishing.viewer(1));
  private static final RatingChange CHANGE =
      new RatingChange(Publishing.viewer(1), MOVIE, Optional.empty(), Instant.EPOCH);
  private static final CatalogueSearch EVERYTHING =
      new CatalogueSearch(Optional.empty(), MovieFilter.NONE, 0, 1);

  @RegisterExtension final TestIndices indices = new TestIndices();

  private RestClient nobody;

  @BeforeEach
  void pointToAPortThatNobodyListensTo() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = RestClient.builder(new HttpHost("127.0.0.1", closed.getLocalPort())).build();
    }
  }

  @AfterEach
  void close() throws IOException {
    nobody.close();
  }

  @Test
  void everyPortReportsTheOutage() {
    var store = new ElasticsearchRecommendationStore(nobody, "x", PublishingSettings.DEFAULT);
    var catalogue = new ElasticsearchCatalogue(nobody, "x", CallPolicy.NONE);
    var ratings = new ElasticsearchRatings(nobody, "x", CallPolicy.NONE);
    var live = new ElasticsearchLiveRatings(nobody, "x");
    var known = new ElasticsearchKnownViewers(nobody, "x", CallPolicy.NONE);
    var runs = new ElasticsearchTrainingRuns(nobody, "x", Clock.systemUTC(), Duration.ofSeconds(9));
    var registry = new ElasticsearchGenerationRegistry(nobody, "x");
    var audit = new ElasticsearchAuditTrail(nobody, "x");
    var keys = new ElasticsearchKeyStates(nobody, "x");
    var pseudonyms = new ElasticsearchPseudonymStore(nobody, "x", PublishingSettings.DEFAULT);
    List<ThrowingCallable> calls =
        List.of(
            store::serving,
            store::stored,
            () -> store.open(GENERATION),
            () -> store.activate(GENERATION),
            () -> store.delete(GENERATION),
            () -> store.profiles(GENERATION, VIEWERS),
            () -> store.ballots(GENERATION, VIEWERS, 1),
            () -> store.movies(GENERATION),
            () -> store.holdoutFactors(GENERATION),
            () -> catalogue.resembling(GENERATION, TitleQuery.of("x"), 1),
            () -> catalogue.search(GENERATION, EVERYTHING),
            () -> catalogue.beginningWith(GENERATION, FoldedTitle.of("x"), 1),
            () -> ratings.audienceOf(GENERATION, MOVIE, 1),
            () -> ratings.by(GENERATION, VIEWERS),
            () -> ratings.given(GENERATION, MOVIE, VIEWERS),
            () -> ratings.timesRatedSince(GENERATION, Instant.EPOCH),
            () -> ratings.newest(GENERATION),
            () -> live.put(CHANGE),
            () -> live.by(VIEWERS),
            () -> live.about(MOVIE, 1),
            () -> live.timesRatedAfter(Instant.EPOCH, ViewerSet.NOBODY),
            () -> live.countBefore(Instant.EPOCH),
            () -> live.removeBefore(Instant.EPOCH),
            () -> live.newest(ViewerSet.NOBODY),
            live::all,
            () -> known.read(GENERATION, VIEWERS),
            audit::latest,
            audit::first,
            () -> audit.read(1, 1),
            keys::find,
            pseudonyms::places,
            runs::prepare,
            runs::unfinished,
            () -> runs.latest(1),
            () -> registry.latest(1),
            () -> registry.find(GENERATION));
    SoftAssertions softly = new SoftAssertions();
    for (ThrowingCallable call : calls) {
      softly
          .assertThatThrownBy(call)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("Elasticsearch did not answer")
          .hasMessageNotContaining(Publishing.viewer(1).value());
    }
    softly.assertAll();
  }

  @Test
  void publishingSitsOutSomeRetriesAndThenReportsIt() {
    BulkWriter writer =
        new BulkWriter(
            new JsonTransport(nobody),
            new PublishingSettings(1, 0, 1000, 10, 2, 2, Duration.ofMillis(1)));
    RatingDocument document = new RatingDocument();
    assertThatThrownBy(() -> writer.write("x", PublishingTest.ratings(25), document, n -> {}))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("3 times");
  }

  @Test
  void anAccountThatElasticsearchDoesNotKnowIsAnOutageToo() throws IOException {
    try (RestClient stranger =
        RestClient.builder(indices.client().getNodes().get(0).getHost()).build()) {
      var known = new ElasticsearchKnownViewers(stranger, "x", CallPolicy.NONE);
      assertThatThrownBy(() -> known.read(GENERATION, VIEWERS))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("401");
      assertThat(new ElasticsearchReadiness(stranger).complaint())
          .hasValueSatisfying(complaint -> assertThat(complaint).contains("401"));
    }
  }

  @Test
  void readinessComplainsOfAnOutageAlone() {
    assertThat(new ElasticsearchReadiness(nobody).complaint())
        .hasValueSatisfying(complaint -> assertThat(complaint).contains("did not answer"));
    assertThat(new ElasticsearchReadiness(indices.client()).complaint()).isEmpty();
  }
}
