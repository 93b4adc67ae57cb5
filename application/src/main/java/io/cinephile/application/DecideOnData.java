package io.cinephile.application;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.PrivacyChoices.Choice;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Viewers decide what their data are used for, and read what they decided. What was decided counts
 * from the next request on. Safe for use by several threads.
 */
public final class DecideOnData {
  private final Consents consents;
  private final Permissions permissions;
  private final Pseudonymiser pseudonymiser;
  private final Consumer<Pseudonym> memory;
  private final int notice;
  private final Clock clock;

  /**
   * @param memory forgets what it has remembered of a viewer
   * @param notice the version of the privacy notice that is in force, from 1
   */
  public DecideOnData(
      Consents consents,
      Permissions permissions,
      Pseudonymiser pseudonymiser,
      Consumer<Pseudonym> memory,
      int notice,
      Clock clock) {
    OutOfRangeException.requireBetween("notice version", notice, 1, Integer.MAX_VALUE);
    this.consents = consents;
    this.permissions = permissions;
    this.pseudonymiser = pseudonymiser;
    this.memory = memory;
    this.notice = notice;
    this.clock = clock;
  }

  /**
   * How the use for one purpose stands.
   *
   * @param refusal why the data must not be used so; empty where they may be
   * @param latest the viewer's last decision; empty where none was made
   */
  public record Standing(Purpose purpose, Optional<Refusal> refusal, Optional<Choice> latest) {}

  /**
   * How the use of a viewer's data stands.
   *
   * @param basis what a purpose rests on that was not decided on
   * @param notice the version of the privacy notice that is in force
   * @param choices all that was decided
   * @param standings of each purpose, in their order
   */
  public record Decisions(
      LegalBasis basis, int notice, PrivacyChoices choices, List<Standing> standings) {}

  /** What a viewer decided, and what follows; of somebody unknown, what holds for everybody. */
  public Decisions read(UserId user) {
    Pseudonym viewer = pseudonymiser.of(user);
    return decisions(consents.of(viewer).orElse(PrivacyChoices.none(viewer)));
  }

  /**
   * Keeps a decision about a purpose. To decide the same again is kept, too: it may be about
   * another version of the notice, and proves that it still holds.
   *
   * @param asked the version of the notice that the viewer decided on; empty for the one in force
   * @throws OutOfRangeException if there is no such version
   */
  public Decisions decide(
      UserId user, Purpose purpose, boolean allowed, OptionalInt asked, Source source) {
    int version = OutOfRangeException.requireBetween("notice", asked.orElse(notice), 1, notice);
    Choice choice = new Choice(purpose, allowed, version, clock.instant(), source);
    // A change that was repeated as its answer was lost is not kept twice.
    return change(user, said -> said.choices().contains(choice) ? said : said.with(choice));
  }

  /** Has nothing be done with a viewer's data but to store them (GDPR Art. 18). */
  public Decisions restrict(UserId user) {
    return change(user, said -> said.restrictedSince(clock.instant()));
  }

  /** Ends a restriction, if there is one; what was decided before counts again. */
  public Decisions liftRestriction(UserId user) {
    return change(user, PrivacyChoices::unrestricted);
  }

  private Decisions change(UserId user, UnaryOperator<PrivacyChoices> change) {
    Pseudonym viewer = pseudonymiser.of(user);
    PrivacyChoices now =
        permissions.storing(
            viewer, () -> consents.change(viewer, change), () -> consents.forget(viewer));
    permissions.heed(now);
    memory.accept(viewer);
    return decisions(now);
  }

  private Decisions decisions(PrivacyChoices said) {
    return new Decisions(
        permissions.basis(),
        notice,
        said,
        Arrays.stream(Purpose.values())
            .map(
                purpose ->
                    new Standing(
                        purpose, said.refusal(purpose, permissions.basis()), said.latest(purpose)))
            .toList());
  }
}
