package io.cinephile.application;

import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.application.Suggestion.Reason;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.application.Viewers.Viewer;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.ranking.ServedModel.Share;
import io.cinephile.domain.ranking.Taste;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * What viewers are recommended, and why. What a generation has published is read; who wants it
 * otherwise, or has rated since, is ranked at once. Somebody unknown gets popular movies, and so
 * does whoever does not allow personalisation: of them nothing is read. Where the store does not
 * answer, viewers get what they are remembered by, or popular movies, marked as stale. Safe for use
 * by several threads.
 */
public final class RecommendForUser {
  /** So many viewers are remembered for when the store does not answer. */
  private static final int REMEMBERED = 2_000;

  private final ServingModel serving;
  private final Viewers viewers;
  private final Pseudonymiser pseudonymiser;
  private final Permissions permissions;
  private final Memo<Pseudonym, Viewer> remembered;

  public RecommendForUser(
      ServingModel serving,
      Viewers viewers,
      Pseudonymiser pseudonymiser,
      Permissions permissions,
      Memo.Factory memos) {
    this.serving = serving;
    this.viewers = viewers;
    this.pseudonymiser = pseudonymiser;
    this.permissions = permissions;
    this.remembered = memos.memo(REMEMBERED);
  }

  /** What one viewer is recommended. */
  public Recommended answer(UserId user, RecommendationQuery query) {
    return answer(List.of(user), query).get(0);
  }

  /**
   * What each of some viewers is recommended, in their order, all by one generation.
   *
   * @param users at most 1,000
   */
  public List<Recommended> answer(List<UserId> users, RecommendationQuery asked) {
    ServedModel model = serving.require();
    RecommendationQuery query = SuggestionPage.query(model, asked);
    List<Pseudonym> pseudonyms = users.stream().map(pseudonymiser::of).toList();
    Map<Pseudonym, Refusal> refusals = refusals(pseudonyms);
    List<Pseudonym> permitted =
        pseudonyms.stream().distinct().filter(viewer -> !refusals.containsKey(viewer)).toList();
    Map<Pseudonym, Viewer> known = new HashMap<>();
    boolean outage = false;
    try {
      known.putAll(
          viewers.read(
              model.generation(), permitted, viewer -> needsHistory(model, query, viewer)));
      known.forEach(remembered::keep);
    } catch (StoreUnavailableException e) {
      outage = true;
      permitted.forEach(
          viewer -> known.put(viewer, remembered.recall(viewer).orElse(Viewer.UNKNOWN)));
    }
    boolean stale = outage;
    return pseudonyms.stream()
        .map(
            viewer ->
                refusals.containsKey(viewer)
                    ? notPersonalised(model, query, refusals.get(viewer))
                    : recommended(model, query, known.get(viewer), stale))
        .toList();
  }

  /** Forgets what a viewer is remembered by. */
  public void forget(Pseudonym viewer) {
    remembered.forget(viewer);
    viewers.forget(viewer);
  }

  private Map<Pseudonym, Refusal> refusals(List<Pseudonym> viewers) {
    Map<Pseudonym, Refusal> refusals = new HashMap<>();
    for (Pseudonym viewer : viewers) {
      permissions
          .refusal(viewer, Purpose.PERSONALISATION)
          .ifPresent(
              refusal -> {
                refusals.put(viewer, refusal);
                forget(viewer);
              });
    }
    return refusals;
  }

  private static Recommended notPersonalised(
      ServedModel model, RecommendationQuery query, Refusal refusal) {
    Recommended popular = recommended(model, query, Viewer.UNKNOWN, false);
    return new Recommended(
        model.generation(), revision(refusal), false, Optional.of(refusal), popular.suggestions());
  }

  private static String revision(Refusal refusal) {
    return refusal.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether what was published does not do. A generation has published nothing of viewers who did
   * not want to be learnt from, and yet what they rated.
   */
  private static boolean needsHistory(ServedModel model, RecommendationQuery query, Viewer viewer) {
    return published(model, query, viewer).size() < query.depth();
  }

  private static Recommended recommended(
      ServedModel model, RecommendationQuery query, Viewer viewer, boolean stale) {
    List<Suggestion> suggestions =
        new RankForSomebody(model, query)
            .page(
                published(model, query, viewer),
                viewer.taste(model),
                viewer.opinions(),
                viewer.source());
    return new Recommended(model.generation(), viewer.revision(), stale, suggestions);
  }

  /**
   * The best as far as they can be cut from the published list, which is the best of all movies.
   */
  private static List<Suggestion> published(
      ServedModel model, RecommendationQuery query, Viewer viewer) {
    boolean asPublished =
        query.mode() == Mode.PERSONALISED
            && !query.includeSeen()
            && query.diversity() == 0
            && query.reasons() == 0
            && viewer.isAsLearnt();
    if (!asPublished) {
      return List.of();
    }
    ViewerProfile profile = viewer.profile().orElseThrow();
    boolean known = new Taste(profile.rankingFactors(), profile.starFactors()).isKnown();
    IntPredicate passing = model.movies().passing(query.filter());
    List<Suggestion> best = new ArrayList<>();
    for (Recommendation recommendation : profile.recommendations().recommendations()) {
      if (best.size() == query.depth()) {
        break;
      }
      OptionalInt row = model.movies().row(recommendation.movie());
      if (row.isPresent() && passing.test(row.getAsInt())) {
        best.add(
            new Suggestion(
                model.movies().entry(row.getAsInt()),
                recommendation.score(),
                0,
                OptionalDouble.of(recommendation.predictedStars()),
                known ? Source.ALS : Source.POPULAR,
                List.of()));
      }
    }
    return best;
  }

  /**
   * Why a viewer is recommended a movie.
   *
   * @param score of the ranking model for this viewer and movie
   * @param others the sum of the shares that are not among the reasons
   * @param predictedStars what the viewer is expected to give
   * @param notPersonalised why nothing that is known of the viewer was used; empty where it may be
   */
  public record Explanation(
      GenerationId generation,
      String revision,
      CatalogueEntry entry,
      double score,
      double predictedStars,
      Optional<Refusal> notPersonalised,
      List<Reason> reasons,
      double others) {}

  /**
   * Takes a recommendation apart: the reasons' shares and the others' sum up to the score.
   *
   * @param limit how many reasons at most
   * @return empty where there is no such movie
   */
  public Optional<Explanation> explain(UserId user, MovieId movie, int limit) {
    ServedModel model = serving.require();
    OptionalInt row = model.movies().row(movie);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Pseudonym pseudonym = pseudonymiser.of(user);
    Optional<Refusal> refusal = permissions.refusal(pseudonym, Purpose.PERSONALISATION);
    Viewer viewer =
        refusal.isPresent()
            ? Viewer.UNKNOWN
            : viewers.read(model.generation(), List.of(pseudonym), any -> true).get(pseudonym);
    CatalogueEntry entry = model.movies().entry(row.getAsInt());
    List<Share> shares = model.shares(viewer.opinions(), movie);
    List<Reason> reasons = SuggestionPage.reasons(model, shares, entry, limit);
    return Optional.of(
        new Explanation(
            model.generation(),
            refusal.map(RecommendForUser::revision).orElse(viewer.revision()),
            entry,
            shares.stream().mapToDouble(Share::share).sum(),
            model.predictedStars(viewer.taste(model), row.getAsInt()),
            refusal,
            reasons,
            shares.stream().skip(reasons.size()).mapToDouble(Share::share).sum()));
  }
}
