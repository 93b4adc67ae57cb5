package io.cinephile.adapters.rest;

/** Marks what is answered without what is known of the user. */
final class PersonalisationMark {
  static final String MEANING =
      "Why nothing that is known of the user was used, and these are the most rated movies: the user"
          + " has objected, has not consented where that is needed, has had the data restricted, or"
          + " has been erased. Absent where the answer is the user's own.";

  private PersonalisationMark() {}
}
