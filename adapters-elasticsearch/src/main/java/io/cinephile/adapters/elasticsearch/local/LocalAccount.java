package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The one user of the local server. */
record LocalAccount(String username, String password) {

  static final String USERNAME = "cinephile";
  static final String ROLE = "superuser";

  private static final int PASSWORD_BITS = 256;
  private static final int SALT_BYTES = 32;
  private static final int HASH_BITS = 256;
  private static final int ITERATIONS = 10_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Reads the password from a file that only its owner may read, or makes both. */
  static LocalAccount keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random()));
    }
    return new LocalAccount(USERNAME, Files.readString(file).strip());
  }

  /**
   * The line of the file realm's {@code users} file, as {@code elasticsearch-users} would write it
   * under {@code password_hashing.algorithm: pbkdf2} (Elasticsearch's class {@code Hasher});
   * writing it here spares a JVM.
   */
  String usersLine() {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "%s:{PBKDF2}%d$%s$%s\n"
        .formatted(
            username, ITERATIONS, base64.encodeToString(salt), base64.encodeToString(hash(salt)));
  }

  String rolesLine() {
    return "%s:%s\n".formatted(ROLE, username);
  }

  String basicAuthorization() {
    String pair = username + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the password: a record prints all it has. */
  @Override
  public String toString() {
    return "LocalAccount[username=" + username + "]";
  }

  private byte[] hash(byte[] salt) {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2withHMACSHA512").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has PBKDF2 with HMAC-SHA-512", e);
    } finally {
      key.clearPassword();
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[PASSWORD_BITS / Byte.SIZE];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static void writePrivately(Path file, String text) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, ownerOnly)) {
      channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }
}
