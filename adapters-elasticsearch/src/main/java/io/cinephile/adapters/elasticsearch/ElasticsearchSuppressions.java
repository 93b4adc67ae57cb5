package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Keeps one document for each viewer who has been erased, in an index that no generation touches,
 * and changes it by compare-and-set. Safe for use by several threads and processes.
 */
public final class ElasticsearchSuppressions implements Suppressions {
  /** So many erasures are read at once. */
  private static final int PAGE = 1_000;

  private final StandingIndex index;

  /** The same without bounds on calls. */
  public ElasticsearchSuppressions(RestClient client, String prefix) {
    this(client, prefix, CallPolicy.NONE);
  }

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call, but for those that make the index
   */
  public ElasticsearchSuppressions(RestClient client, String prefix, CallPolicy policy) {
    this.index =
        new StandingIndex(
            new JsonTransport(client),
            new JsonTransport(client, policy),
            new IndexNames(prefix),
            "suppressions");
  }

  @Override
  public Erasure begin(Erasure requested) {
    while (true) {
      Optional<Erasure> former = find(requested.viewer());
      if (former.isPresent()) {
        return former.get();
      }
      if (index.replace(Optional.empty(), requested, new ErasureDocument())) {
        return requested;
      }
      // Somebody else was faster: their entry counts.
    }
  }

  @Override
  public Erasure change(Pseudonym viewer, UnaryOperator<Erasure> change) {
    while (true) {
      JsonNode last =
          index
              .find(viewer.value())
              .orElseThrow(() -> new IllegalStateException("The viewer is not suppressed."));
      Erasure former = ErasureDocument.read(last.path("_source"));
      Erasure next = change.apply(former);
      if (next.equals(former) || index.replace(Optional.of(last), next, new ErasureDocument())) {
        return next;
      }
      // Somebody else was faster: change what they made of it.
    }
  }

  @Override
  public Optional<Erasure> find(Pseudonym viewer) {
    return index
        .find(viewer.value())
        .map(document -> ErasureDocument.read(document.path("_source")));
  }

  @Override
  public Optional<Erasure> find(ReceiptId receipt) {
    return erasures(ErasureDocument.of(receipt)).findFirst();
  }

  /** At most 10,000, however high the limit. */
  @Override
  public List<Erasure> unfinished(int limit) {
    return erasures(ErasureDocument.unfinished(Math.min(limit, Search.MOST_HITS))).toList();
  }

  @Override
  public Stream<Erasure> unsettled() {
    return Search.paged(index::search, ErasureDocument.unsettled(PAGE))
        .map(hit -> ErasureDocument.read(hit.path("_source")));
  }

  @Override
  public Set<Pseudonym> viewers() {
    return Search.paged(index::search, ErasureDocument.viewers())
        .map(RatingDocument::viewer)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String revision() {
    return index.revision();
  }

  private Stream<Erasure> erasures(ObjectNode search) {
    return Search.hits(index.search(search)).map(hit -> ErasureDocument.read(hit.path("_source")));
  }
}
