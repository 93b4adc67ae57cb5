package io.cinephile.adapters.rest;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.rating.UserId;
import java.util.List;

/** What bodies must have. */
final class RequestBodies {
  private RequestBodies() {}

  /** The body, which JSON's null and an empty request are not. */
  static <T> T required(T body) {
    if (body == null) {
      throw new ProblemException(
          ProblemType.MALFORMED_BODY.because("A body is needed here: an object in JSON."));
    }
    return body;
  }

  /** Users, of whom there are 1 to {@code most}. */
  static List<UserId> users(List<String> ids, int most) {
    if (ids == null || ids.isEmpty() || ids.size() > most) {
      throw new OutOfRangeException(
          "users",
          (ids == null ? 0 : ids.size()) + " users",
          "must be from 1 to %d users".formatted(most));
    }
    return ids.stream().map(UserId::new).toList();
  }
}
