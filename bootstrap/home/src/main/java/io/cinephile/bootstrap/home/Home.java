package io.cinephile.bootstrap.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which an installation keeps what does not belong into Elasticsearch, and in local
 * mode Elasticsearch itself.
 *
 * @param folder absolute; made when it is first written to
 */
public record Home(Path folder) {
  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  /** Where an installation lives unless it is told otherwise. */
  public static Path defaultFolder() {
    return Path.of(System.getProperty("user.home"), ".cinephile");
  }

  /** The key that turns user ids into pseudonyms, and is covered by others since. */
  public SecretFile pseudonymKey() {
    return new SecretFile(folder.resolve("keys").resolve("pseudonym.key"));
  }

  /** The keys of pseudonyms. */
  public PseudonymKeys pseudonymKeys() {
    return new PseudonymKeys(pseudonymKey());
  }

  /** The key that seals the entries of the audit trail. */
  public SecretFile auditKey() {
    return new SecretFile(folder.resolve("keys").resolve("audit.key"));
  }

  /** Up to where servers of this installation have seen the audit trail. */
  public Path auditAnchor() {
    return folder.resolve("audit-anchor");
  }

  /** What was done to the API keys and is not in the audit trail yet. */
  public Path auditPending() {
    return folder.resolve("keys").resolve("audit-pending");
  }

  /** The admin key as it was handed out. Whoever has noted it may delete the file. */
  public SecretFile adminKey() {
    return new SecretFile(folder.resolve("keys").resolve("admin.key"));
  }

  /** The hashes by which the server knows API keys. */
  public Path apiKeys() {
    return folder.resolve("keys").resolve("api-keys");
  }

  /** The key that erasure receipts are signed with. */
  public Path receiptKey() {
    return folder.resolve("keys").resolve("receipt.key");
  }

  /** Who has been erased, beside the store. */
  public Path suppressions() {
    return folder.resolve("suppressions");
  }

  /** Data sets that were downloaded, unpacked or generated. */
  public Path datasets() {
    return folder.resolve("datasets");
  }

  /** Where training runs say what they made of what, unless they tell an endpoint. */
  public Path lineageEvents() {
    return folder.resolve("lineage").resolve("events.ndjson");
  }

  /** Scratch space and logs of trainers. */
  public Path trainer() {
    return made(folder.resolve("trainer"));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder %s cannot be made.".formatted(folder), e);
    }
  }
}
