package io.cinephile.application;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A request that was answered, for charts. It has no place for who asked, nor for whom or what was
 * asked about.
 *
 * @param at when the answer began
 * @param route the template of the address, never the address
 * @param status of HTTP, from 100 to 599
 * @param latency from the request's arrival to the beginning of its answer
 * @param content what was answered; empty where it came from no generation
 */
public record ServingEvent(
    Instant at,
    Method method,
    String route,
    int status,
    Duration latency,
    Optional<Content> content) {
  /** Stands for the route of what was answered before it had one. */
  public static final String UNMATCHED = "unmatched";

  public ServingEvent {
    OutOfRangeException.requireBetween("status", status, 100, 599);
  }

  /** A method of HTTP. Whatever a caller sends as one is one of these. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    PATCH,
    OPTIONS,
    /** Any that nobody here offers. */
    OTHER;

    /** The method of that name. */
    public static Method of(String name) {
      for (Method method : values()) {
        if (method.name().equals(name)) {
          return method;
        }
      }
      return OTHER;
    }
  }

  /**
   * What an answer is made of.
   *
   * @param recommended empty where no recommendations were asked for
   * @param stale whether it is a makeshift since the store did not answer
   */
  public record Content(
      GenerationId generation, Optional<Recommended> recommended, boolean stale) {}

  /**
   * Movies that were recommended.
   *
   * @param movies how many, from 0
   * @param sources how they came into the answer
   */
  public record Recommended(int movies, Set<Suggestion.Source> sources) {
    public Recommended {
      sources = Set.copyOf(sources);
    }
  }
}
