package io.cinephile.application;

import io.cinephile.application.RecommendByTitle.Asked;
import io.cinephile.domain.ranking.FactorIndex;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import io.cinephile.domain.recommendation.AudienceVote.Vote;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What an audience said; not who is in it. A server remembers thousands, so the votes lie side by
 * side as numbers, in a third of the memory that they take as objects. Cannot be changed.
 */
final class Poll {
  private final String revision;
  private final Asked audience;
  private final int[] rows;
  private final float[] scores;
  private final int[] supporters;
  private final float[] predictedStars;

  /**
   * @param revision of the live changes that the audience was asked after
   * @param votes best first
   * @param movies of the generation that was voted on
   */
  Poll(String revision, Asked audience, List<Vote> votes, FactorIndex movies) {
    this.revision = revision;
    this.audience = audience;
    int size = votes.size();
    this.rows = new int[size];
    this.scores = new float[size];
    this.supporters = new int[size];
    this.predictedStars = new float[size];
    for (int place = 0; place < size; place++) {
      Vote vote = votes.get(place);
      rows[place] = movies.row(vote.entry().id()).orElseThrow();
      scores[place] = (float) vote.score();
      supporters[place] = vote.supporters();
      predictedStars[place] = (float) vote.predictedStars();
    }
  }

  String revision() {
    return revision;
  }

  Asked audience() {
    return audience;
  }

  /** Puts on a page what the audience is for, as diverse as its query wants it. */
  void fill(SuggestionPage page, FactorIndex movies) {
    List<Scored> ranked =
        IntStream.range(0, rows.length)
            .mapToObj(place -> new Scored(rows[place], scores[place]))
            .toList();
    for (Scored picked : page.diversified(ranked)) {
      int place = ranked.indexOf(picked);
      page.add(
          picked.row(),
          new Suggestion(
              movies.entry(picked.row()),
              picked.score(),
              supporters[place],
              OptionalDouble.of(predictedStars[place]),
              Suggestion.Source.AUDIENCE,
              List.of()));
    }
  }
}
