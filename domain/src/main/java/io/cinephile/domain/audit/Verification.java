package io.cinephile.domain.audit;

import java.util.Optional;

/** What a look at the trail's seals has shown. */
public sealed interface Verification {

  /**
   * Nothing was found.
   *
   * @param first the first entry's number; 0 where there is none
   * @param last the last entry that was looked at; empty where there is none
   */
  record Whole(long first, Optional<Anchor> last) implements Verification {}

  /**
   * Somebody has tampered with the trail.
   *
   * @param sequence the first place where that shows
   */
  record Broken(Fault fault, long sequence) implements Verification {
    /** Says it in a sentence, for people. */
    public String sentence() {
      return fault.sentence.formatted(sequence);
    }
  }

  /** How it shows that a trail was tampered with. */
  enum Fault {
    EDITED("Entry %d was changed after it had been sealed."),
    MISSING("Entry %d is missing."),
    REORDERED("Place %d holds an entry of another place."),
    REPLACED("Entry %d is sealed, but is not the one that was there before."),
    TRUNCATED("Entry %d and all after it are missing."),
    FORGED_START("The trail begins with entry %d, and nothing tells that it may.");

    private final String sentence;

    Fault(String sentence) {
      this.sentence = sentence;
    }
  }
}
