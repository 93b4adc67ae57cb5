package io.cinephile.bootstrap.server;

/** What the audit trail says of an API key. */
final class KeyPayload {
  /** As many digits as the trail names the key by where it is used. */
  private static final int HASH_DIGITS = 16;

  private KeyPayload() {}

  /** As in {@code key=9f86d081884c7d65 name=shop roles=read,service}. */
  static String of(ApiKeyFile.Entry entry) {
    return "key=%s name=%s roles=%s"
        .formatted(hash(entry), entry.name().orElse("-"), String.join(",", entry.roles()));
  }

  static String hash(ApiKeyFile.Entry entry) {
    return entry.hash().substring(0, HASH_DIGITS);
  }
}
