package io.cinephile.domain.rotation;

import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.rating.Pseudonym;
import java.util.function.UnaryOperator;

/**
 * What becomes of all that was made of pseudonyms under one key, under another key. Used once, by
 * one thread.
 *
 * @param pseudonyms no two become the same
 * @param hashes over pseudonyms, 64 hexadecimal digits each
 * @param entries of the audit trail, asked for in their order
 */
public record PseudonymChange(
    UnaryOperator<Pseudonym> pseudonyms,
    UnaryOperator<String> hashes,
    UnaryOperator<AuditEntry> entries) {

  /** Changes nothing. */
  public static final PseudonymChange NONE =
      new PseudonymChange(
          UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

  /** Seals entries anew; the hash of nobody stays what it is. */
  public static PseudonymChange of(Rekeying keys, AuditChain chain) {
    String nobody = Exclusions.NONE.sha256();
    return new PseudonymChange(
        keys::pseudonym,
        hash -> hash.equals(nobody) ? hash : keys.hash(hash),
        chain.resealing(keys::pseudonym));
  }
}
