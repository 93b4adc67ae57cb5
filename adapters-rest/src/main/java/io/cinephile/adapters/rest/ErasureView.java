package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.cinephile.domain.privacy.Receipt;
import io.cinephile.domain.privacy.ReceiptKey;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far an erasure is, and its receipt, which holds nothing that tells whose it is. */
@Schema(name = "Erasure")
record ErasureView(
    ErasureState state,
    @Schema(
            description = "Where the receipt can be read.",
            format = "uri-reference",
            examples = "/api/v1/governance/erasures/5b0c2a7d9e1f4c3b8a6d5e4f3c2b1a09")
        String link,
    @Schema(ref = "ErasureReceipt") @JsonRawValue String receipt,
    @Schema(description = "What it is signed by (RFC 8032).", examples = "Ed25519")
        String algorithm,
    @Schema(
            description = "The first 64 bits of the SHA-256 of the public key.",
            examples = "9f86d081884c7d65")
        String key,
    @Schema(
            description =
                "Base64 of the signature of the receipt's canonical JSON (RFC 8785) in UTF-8.",
            examples =
                "nkPyFoSlqxjNnZgyBcoKZBpfAL/IKBJVDkEMSVvPmqGSbbqoVZbpVvxYHkIQTzWWWCBOJ9UIRfbTIpaJQjMaCQ==")
        String signature) {

  /** How far an erasure is. */
  @Schema(name = "ErasureState")
  enum ErasureState {
    AT_WORK,
    COMPLETE
  }

  static ErasureView of(Receipt receipt) {
    return new ErasureView(
        receipt.complete() ? ErasureState.COMPLETE : ErasureState.AT_WORK,
        link(receipt),
        receipt.text(),
        ReceiptKey.ALGORITHM,
        receipt.key(),
        receipt.signature());
  }

  static String link(Receipt receipt) {
    return ErasuresResource.PATH + "/" + receipt.id();
  }
}
