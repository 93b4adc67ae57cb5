package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is left on the disk of somebody who was erased, and of a generation they were erased from.
 */
final class DeletedBytesTest {
  private static final Path DATA =
      Path.of("target", "local-elasticsearch", "elasticsearch", "data").toAbsolutePath();
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");

  /** Of others, so that segments hold more than what is erased. */
  private static final int OTHERS = 300;

  @RegisterExtension final TestIndices indices = new TestIndices();

  private final byte[] canary = new byte[16];
  private final Pseudonym viewer;

  DeletedBytesTest() {
    new Random(4711).nextBytes(canary);
    viewer = new Pseudonym(Base64.getUrlEncoder().withoutPadding().encodeToString(canary));
  }

  @Test
  void noFileHoldsAPseudonymThatWasErased() {
    ElasticsearchRecommendationStore store = store();
    ElasticsearchLiveRatings live =
        new ElasticsearchLiveRatings(indices.client(), indices.prefix());
    GenerationId generation = publish(store);
    live.put(change(viewer));
    live.put(change(Publishing.viewer(1)));
    assertThat(filesWithThePseudonym()).isNotEmpty();

    store.erase(generation, List.of(viewer));
    live.erase(List.of(viewer));
    assertThat(filesWithThePseudonym()).isNotEmpty();
    assertThat(new ElasticsearchDeletedBytes(indices.client(), indices.prefix()).expunge())
        .isTrue();

    assertThat(filesWithThePseudonym()).isEmpty();
    assertThat(live.by(List.of(Publishing.viewer(1)))).hasSize(1);
    assertThat(store.held(generation, List.of(Publishing.viewer(1))))
        .isEqualTo(new Counts(0, 1, 1));
    store.activate(generation);
  }

  @Test
  void thereIsNothingToExpungeBeforeAnythingWasStored() {
    assertThat(new ElasticsearchDeletedBytes(indices.client(), indices.prefix()).expunge())
        .isTrue();
  }

  @Test
  void anErasureThatWasBrokenOffLeavesAGenerationThatCanBeServedAndIsMendedByTheNext() {
    ElasticsearchRecommendationStore store = store();
    GenerationId generation = publish(store);
    // As it is after the mark was made, and half of the documents were deleted.
    String movies = "/" + indices.names().of(GenerationIndex.MOVIES, generation) + "/_mapping";
    ObjectNode meta = JsonTransport.JSON.createObjectNode();
    ObjectNode marked = meta.putObject("_meta");
    marked.set("sealed", FiguresJson.counts(new Counts(1, OTHERS + 1, OTHERS + 1)));
    marked.put("erasing", true);
    indices.transport().call("PUT", movies, meta);
    ViewerDeletion.from(
        indices.names().of(GenerationIndex.RATINGS, generation),
        List.of(viewer),
        indices.transport());

    assertThat(store.lack(generation)).isEmpty();
    store.activate(generation);
    assertThat(store.erase(generation, List.of(viewer))).isTrue();

    assertThat(store.lack(generation)).isEmpty();
    assertThat(
            FiguresJson.counts(
                indices.transport().call("GET", movies).findPath("_meta").path("sealed")))
        .isEqualTo(new Counts(1, OTHERS, OTHERS));
    assertThat(indices.transport().call("GET", movies).findPath("_meta").has("erasing")).isFalse();
  }

  private ElasticsearchRecommendationStore store() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }

  private GenerationId publish(ElasticsearchRecommendationStore store) {
    Movie movie = new Movie(new MovieId(1), "Any", Optional.of(1999), List.of("Drama"));
    Publication publication = store.open(Publishing.freshGeneration());
    List<Pseudonym> viewers =
        Stream.concat(
                IntStream.rangeClosed(1, OTHERS).mapToObj(Publishing::viewer), Stream.of(viewer))
            .toList();
    publication.ratings(
        viewers.stream()
            .map(one -> new Rating(one, movie.id(), new Stars(4), TIME))
            .map(rating -> new PublishedRating(rating, movie)),
        n -> {});
    publication.recommendations(
        viewers.stream()
            .map(
                one ->
                    new PublishedViewer(
                        new ViewerProfile(
                            new ViewerRecommendations(
                                one, List.of(new Recommendation(movie.id(), 1, 4))),
                            new float[] {1},
                            new float[] {1}),
                        new int[] {movie.id().value()})),
        n -> {});
    publication.movies(
        Stream.of(
            new PublishedMovie(
                Publishing.entry(1, "Any", 1999, 1), Optional.empty(), Optional.empty())),
        n -> {});
    publication.seal();
    return publication.generation();
  }

  private static RatingChange change(Pseudonym viewer) {
    return new RatingChange(viewer, new MovieId(1), Optional.of(new Stars(3)), TIME);
  }

  /** As text, or as the sixteen bytes that Elasticsearch makes of an id in base64. */
  private List<Path> filesWithThePseudonym() {
    byte[] text = viewer.value().getBytes(StandardCharsets.US_ASCII);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DATA)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = read(file);
        if (contains(bytes, text) || contains(bytes, canary)) {
          found.add(DATA.relativize(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Empty where it was removed meanwhile. */
  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int from = 0; from + part.length <= bytes.length; from++) {
      if (bytes[from] == part[0]
          && Arrays.equals(bytes, from, from + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
