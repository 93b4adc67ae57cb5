package io.cinephile.domain.audit;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Who did something, without naming anybody who is not known to the trail's readers anyway.
 *
 * @param name 1 to 64 letters, digits, dots, hyphens or underscores: of a key the beginning of its
 *     hash, of a user the pseudonym, else what of the server or which command
 */
public record Actor(Kind kind, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** What kind of actor it is. */
  public enum Kind {
    /** Whoever holds an API key. */
    KEY,
    /** Whoever a token was issued to. */
    USER,
    /** The server of its own accord. */
    SERVER,
    /** Whoever may run commands on the server's machine. */
    COMMAND
  }

  public Actor {
    if (!NAME.matcher(name).matches()) {
      throw new OutOfRangeException(
          "actor", "not shown", "must be 1 to 64 letters, digits, dots, hyphens or underscores");
    }
  }

  /**
   * @param hash the beginning of the key's SHA-256, hexadecimal
   */
  public static Actor key(String hash) {
    return new Actor(Kind.KEY, hash);
  }

  public static Actor user(Pseudonym user) {
    return new Actor(Kind.USER, user.value());
  }

  /**
   * @param part of the server, such as {@code retention}
   */
  public static Actor server(String part) {
    return new Actor(Kind.SERVER, part);
  }

  public static Actor command(String command) {
    return new Actor(Kind.COMMAND, command);
  }

  /** The same with another pseudonym, if it is a user. */
  Actor under(UnaryOperator<Pseudonym> change) {
    return kind == Kind.USER ? user(change.apply(new Pseudonym(name))) : this;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Actor parse(String text) {
    String[] parts = text.split(":", 2);
    if (parts.length < 2) {
      throw new OutOfRangeException("actor", "not shown", "must be a kind, a colon and a name");
    }
    return new Actor(Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1]);
  }

  /** As in {@code key:9f86d081884c7d65}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
