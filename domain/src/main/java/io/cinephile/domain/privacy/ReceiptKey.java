package io.cinephile.domain.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs receipts by Ed25519 (RFC 8032): the same text always gets the same signature. It does not
 * print itself. Safe for use by several threads.
 */
public final class ReceiptKey {
  public static final String ALGORITHM = "Ed25519";

  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int LINE = 64;
  private static final int ID_BYTES = 8;

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private ReceiptKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** Another key, which is written nowhere. */
  public static ReceiptKey random() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new ReceiptKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has Ed25519.", e);
    }
  }

  /**
   * Reads what {@link #pem} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static ReceiptKey of(String pem) {
    try {
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      ReceiptKey key =
          new ReceiptKey(
              keys.generatePrivate(new PKCS8EncodedKeySpec(block(PRIVATE, pem))),
              keys.generatePublic(new X509EncodedKeySpec(block(PUBLIC, pem))));
      byte[] trial = {1};
      if (!verifies(key.publicKey, trial, key.sign(trial))) {
        throw new IllegalArgumentException("The two keys do not belong together.");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("This is not an Ed25519 key.", e);
    }
  }

  /** Both keys as PEM: PKCS#8 and SubjectPublicKeyInfo. A secret. */
  public String pem() {
    return pem(PRIVATE, privateKey.getEncoded()) + publicPem();
  }

  /** The public key as PEM, a SubjectPublicKeyInfo. */
  public String publicPem() {
    return pem(PUBLIC, publicKey.getEncoded());
  }

  /** Names the key: the first 64 bits of its SHA-256, over the SubjectPublicKeyInfo. */
  public String id() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The signature of a text in UTF-8, as base64. */
  public String sign(String text) {
    return Base64.getEncoder().encodeToString(sign(text.getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key that was read can sign.", e);
    }
  }

  private static boolean verifies(PublicKey key, byte[] bytes, byte[] signed)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initVerify(key);
    signature.update(bytes);
    return signature.verify(signed);
  }

  private static String pem(String type, byte[] encoded) {
    String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, lines, type);
  }

  private static byte[] block(String type, String pem) {
    Matcher block =
        Pattern.compile(
                "-----BEGIN %s-----(.*?)-----END %s-----".formatted(type, type), Pattern.DOTALL)
            .matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException("There is no %s.".formatted(type));
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
