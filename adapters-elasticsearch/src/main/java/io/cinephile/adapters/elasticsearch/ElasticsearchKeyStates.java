package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyStates;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.elasticsearch.client.RestClient;

/**
 * Keeps which key is in use in one document, which changes by compare-and-set. Safe for use by
 * several threads and processes.
 */
public final class ElasticsearchKeyStates implements KeyStates {
  private final StandingIndex index;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   */
  public ElasticsearchKeyStates(RestClient client, String prefix) {
    this.index =
        new StandingIndex(new JsonTransport(client), new IndexNames(prefix), IndexNames.KEY);
  }

  @Override
  public Optional<KeyState> find() {
    return index.find(KeyStateDocument.ID).map(KeyStateDocument::read);
  }

  @Override
  public KeyState change(KeyState first, UnaryOperator<KeyState> change) {
    while (true) {
      Optional<JsonNode> last = index.find(KeyStateDocument.ID);
      KeyState next = change.apply(last.map(KeyStateDocument::read).orElse(first));
      if (index.replace(last, next, new KeyStateDocument())) {
        return next;
      }
      // Somebody else was faster: change what they made of it.
    }
  }
}
