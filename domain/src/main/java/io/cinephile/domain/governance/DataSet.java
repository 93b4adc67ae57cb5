package io.cinephile.domain.governance;

import io.cinephile.domain.privacy.Purpose;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Data of one kind that are stored in one place.
 *
 * @param id lower-case letters, digits and hyphens; the same in every release
 * @param title for people
 * @param meaning in a sentence or two, for people
 * @param store what holds it
 * @param location where in there: the name of an index, or a file below the home folder; what
 *     changes is written {@code <so>}
 * @param ground why it may be kept
 * @param purposes that viewers decide about; empty unless the ground is {@link Ground#PURPOSES}
 * @param route by which it is read over REST, where it is
 * @param fields in the order of the store, at least one
 */
public record DataSet(
    String id,
    String title,
    String meaning,
    Store store,
    String location,
    Ground ground,
    Set<Purpose> purposes,
    Retention retention,
    Optional<String> route,
    List<DataField> fields) {

  public DataSet {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("the data set %s has no fields".formatted(id));
    }
    if (purposes.isEmpty() == (ground == Ground.PURPOSES)) {
      throw new IllegalArgumentException(
          "the data set %s names purposes, or another ground".formatted(id));
    }
    fields = List.copyOf(fields);
    purposes =
        Collections.unmodifiableSet(
            purposes.isEmpty() ? EnumSet.noneOf(Purpose.class) : EnumSet.copyOf(purposes));
  }

  /** What can hold data. */
  public enum Store {
    ELASTICSEARCH,
    FILE
  }

  /** Why data may be kept. */
  public enum Ground {
    /** For purposes that viewers decide about, on the legal basis that is configured for these. */
    PURPOSES,
    /** To comply with the law, such as proving that somebody was erased (GDPR 6(1)(c)). */
    LEGAL_OBLIGATION,
    /** To run the service safely, in the controller's interest (GDPR 6(1)(f)). */
    OPERATION,
    /** None is needed. */
    NO_PERSONAL_DATA
  }

  /** That of the field that is nearest to a person. */
  public Classification classification() {
    return fields.stream().map(DataField::classification).min(Enum::compareTo).orElseThrow();
  }
}
