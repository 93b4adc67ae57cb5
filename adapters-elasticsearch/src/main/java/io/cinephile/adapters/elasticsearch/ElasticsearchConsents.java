package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Keeps one document for each viewer who decided something, in an index that no generation touches,
 * and changes it by compare-and-set. Safe for use by several threads and processes.
 */
public final class ElasticsearchConsents implements Consents {
  private final StandingIndex index;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call, but for those that make the index
   */
  public ElasticsearchConsents(RestClient client, String prefix, CallPolicy policy) {
    this.index =
        new StandingIndex(
            new JsonTransport(client),
            new JsonTransport(client, policy),
            new IndexNames(prefix),
            "consents");
  }

  @Override
  public Optional<PrivacyChoices> of(Pseudonym viewer) {
    return index.find(viewer.value()).map(ElasticsearchConsents::read);
  }

  @Override
  public PrivacyChoices change(Pseudonym viewer, UnaryOperator<PrivacyChoices> change) {
    while (true) {
      Optional<JsonNode> last = index.find(viewer.value());
      PrivacyChoices next =
          change.apply(last.map(ElasticsearchConsents::read).orElse(PrivacyChoices.none(viewer)));
      if (index.replace(last, next, new ConsentDocument())) {
        return next;
      }
      // Somebody else was faster: change what they made of it.
    }
  }

  @Override
  public void forget(Pseudonym viewer) {
    index.remove(viewer.value());
  }

  @Override
  public Stream<PrivacyChoices> all() {
    return Search.paged(index::search, ConsentDocument.all()).map(ElasticsearchConsents::read);
  }

  @Override
  public String revision() {
    return index.revision();
  }

  private static PrivacyChoices read(JsonNode document) {
    return ConsentDocument.read(document.path("_source"));
  }
}
