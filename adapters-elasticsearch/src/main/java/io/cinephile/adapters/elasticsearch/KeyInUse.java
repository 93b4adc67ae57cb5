package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.rating.KeyId;
import java.util.Optional;

/**
 * The key that pseudonyms hang on now, as whoever makes an index marks it. Who writes pseudonyms is
 * at work under this very key, or was not let in.
 */
final class KeyInUse {
  private KeyInUse() {}

  /** Empty before anybody has said which it is. */
  static Optional<KeyId> read(JsonTransport transport, IndexNames names) {
    String document = "/" + names.standing(IndexNames.KEY) + "/_doc/" + KeyStateDocument.ID;
    return transport
        .callIfFound("GET", document)
        .map(KeyStateDocument::read)
        .map(state -> state.key());
  }
}
