package io.cinephile.application;

import io.cinephile.application.Suggestion.Source;
import io.cinephile.application.Viewers.Viewer;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.ranking.Group;
import io.cinephile.domain.ranking.Group.Agreement;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/** What several viewers may watch together. Safe for use by several threads. */
public final class RecommendForGroup {
  /** Largest group. */
  public static final int MOST_MEMBERS = 50;

  private final ServingModel serving;
  private final Viewers viewers;
  private final Pseudonymiser pseudonymiser;
  private final Permissions permissions;

  public RecommendForGroup(
      ServingModel serving, Viewers viewers, Pseudonymiser pseudonymiser, Permissions permissions) {
    this.serving = serving;
    this.viewers = viewers;
    this.pseudonymiser = pseudonymiser;
    this.permissions = permissions;
  }

  /**
   * The answer to a group.
   *
   * @param voices how many members' tastes are known; the others had no say
   */
  public record Answer(Recommended recommended, int voices) {}

  /**
   * What the group agrees on; nothing that a member has rated, unless the query wants it. Of
   * members who do not allow personalisation nothing is used: they are as good as unknown.
   *
   * @param users 1 to {@value #MOST_MEMBERS}, each once
   * @param asked its mode is not heeded, and no reasons are given
   */
  public Answer answer(List<UserId> users, Agreement agreement, RecommendationQuery asked) {
    ServedModel model = serving.require();
    RecommendationQuery query = SuggestionPage.query(model, asked);
    List<Pseudonym> pseudonyms =
        users.stream()
            .map(pseudonymiser::of)
            .filter(viewer -> permissions.allows(viewer, Purpose.PERSONALISATION))
            .toList();
    Collection<Viewer> members = viewers.read(model.generation(), pseudonyms, any -> true).values();
    Group group = new Group(model, members.stream().map(member -> member.taste(model)).toList());
    SuggestionPage page =
        new SuggestionPage(model, query, query.includeSeen() ? List.of() : seen(members));
    IntFunction<OptionalDouble> stars =
        row ->
            group.voices() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(group.predictedStars(agreement, row));
    page.add(group.best(agreement, page.allowed(), page.candidates()), stars, Source.GROUP);
    page.fillWithPopular(stars);
    return new Answer(
        new Recommended(model.generation(), revision(members), false, page.suggestions()),
        group.voices());
  }

  private static List<MovieId> seen(Collection<Viewer> members) {
    return members.stream()
        .flatMap(member -> member.opinions().stream())
        .map(Opinion::movie)
        .distinct()
        .toList();
  }

  private static String revision(Collection<Viewer> members) {
    return String.join(".", members.stream().map(Viewer::revision).toList());
  }
}
