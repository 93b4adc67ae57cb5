package io.cinephile.adapters.rest;

import io.cinephile.adapters.rest.RecommendationView.ReasonView;
import io.cinephile.application.ExportData;
import io.cinephile.application.ExportData.Inferred;
import io.cinephile.application.ExportData.Kept;
import io.cinephile.application.ExportData.PersonalData;
import io.cinephile.application.ExportData.Profile;
import io.cinephile.application.ExportData.Provided;
import io.cinephile.application.ExportData.Retention;
import io.cinephile.application.ExportData.Told;
import io.cinephile.application.Suggestion;
import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that is kept of a user, told apart by where it comes from. */
@Schema(name = "PersonalData")
record PersonalDataView(
    @Schema(
            description = "What stands for the user in every store: a keyed hash of the id.",
            examples = "dGhpcyBpcyBhbiBleGFtcA")
        String pseudonym,
    @Schema(description = "When it was read.", examples = "2026-11-22T16:15:00Z") Instant exported,
    @Schema(description = "What the user told, or somebody on the user's behalf.")
        ProvidedView provided,
    @Schema(
            description = "What the service saw of the user, in sentences.",
            examples = "[\"When each rating was given, and when each decision was made.\"]")
        List<String> observed,
    @Schema(description = "What was made of it.") InferredView inferred,
    @Schema(description = "Which stored generations hold something of the user, newest first.")
        List<KeptView> lineage,
    @Schema(description = "How long what is kept.") List<RetentionView> retention,
    @Schema(
            description = "Who gets to see it, in sentences.",
            examples = "[\"The operator of this installation.\"]")
        List<String> recipients) {

  /** Nothing that users do is followed but what they tell. */
  private static final List<String> OBSERVED =
      List.of(
          "When each rating was given, and how it came here; when each decision was made, and who"
              + " told of it. These stand beside the ratings and the decisions.",
          "Nothing else: neither what you look at, nor where from, nor with which device.");

  private static final List<String> RECIPIENTS =
      List.of(
          "The operator of this installation, and the services that hold an API key of it.",
          "Cinephile itself sends nothing to anybody else.");

  @Schema(name = "ProvidedData")
  record ProvidedView(
      @Schema(description = "The newest first.") List<ToldView> ratings, ConsentsView consents) {
    static ProvidedView of(Provided provided) {
      return new ProvidedView(
          provided.ratings().stream().map(ToldView::of).toList(),
          ConsentsView.of(provided.decisions()));
    }
  }

  @Schema(name = "ProvidedRating")
  record ToldView(
      @Schema(description = "The movie's number in the data set.", examples = "2571") int movie,
      @Schema(
              description = "Absent where the movie is not known any more.",
              examples = "The Matrix")
          Optional<String> title,
      @Schema(
              description = "Absent where the rating was taken back.",
              examples = "4.5",
              minimum = "0.5",
              maximum = "5")
          Optional<Double> stars,
      @Schema(description = "When it was given or taken back.") Instant time,
      @Schema(description = "With a data set, or by a request.") ExportData.Origin origin) {
    static ToldView of(Told told) {
      return new ToldView(
          told.movie().value(),
          told.entry().map(entry -> entry.movie().displayTitle()),
          told.stars().map(stars -> stars.value()),
          told.time(),
          told.origin());
    }
  }

  @Schema(name = "InferredData")
  record InferredView(
      @Schema(description = PersonalisationMark.MEANING) Optional<Refusal> notPersonalised,
      @Schema(description = "What the user is recommended now, best first, with reasons.")
          List<InferredRecommendation> recommendations,
      @Schema(description = "What stored generations learnt, the newest first.")
          List<ProfileView> profiles) {
    static InferredView of(Inferred inferred) {
      List<Suggestion> best = inferred.recommendations();
      return new InferredView(
          inferred.notPersonalised(),
          IntStream.range(0, best.size())
              .mapToObj(i -> InferredRecommendation.of(i + 1, best.get(i)))
              .toList(),
          inferred.profiles().stream().map(ProfileView::of).toList());
    }
  }

  @Schema(name = "InferredRecommendation")
  record InferredRecommendation(
      @Schema(description = "From 1, the best.", examples = "1", minimum = "1") int rank,
      MovieView movie,
      @Schema(description = "Comparable only among items of one source.", examples = "0.731")
          double score,
      @Schema(description = "What the user is expected to give.", examples = "4.37")
          Optional<Double> predictedStars,
      Suggestion.Source source,
      @Schema(description = "What carries it, the strongest first.") List<ReasonView> reasons) {
    static InferredRecommendation of(int rank, Suggestion suggestion) {
      return new InferredRecommendation(
          rank,
          MovieView.of(suggestion.entry()),
          suggestion.score(),
          suggestion.predictedStars().stream().boxed().map(Rounding::hundredths).findFirst(),
          suggestion.source(),
          ReasonView.of(suggestion.reasons()));
    }
  }

  @Schema(name = "LearntProfile")
  record ProfileView(
      GenerationId generation,
      @Schema(description = "The user's vector in the ranking model.", examples = "[0.12, -0.4]")
          List<Float> ranking,
      @Schema(description = "The user's vector in the star model.", examples = "[0.12, 1, 3.6]")
          List<Float> stars,
      @Schema(
              description = "The titles that the generation has published for the user.",
              examples = "[\"The Matrix\"]")
          List<String> published) {
    static ProfileView of(Profile profile) {
      return new ProfileView(
          profile.generation(),
          profile.ranking(),
          profile.stars(),
          profile.published().stream().map(entry -> entry.movie().displayTitle()).toList());
    }
  }

  @Schema(name = "DataLineage")
  record KeptView(
      GenerationId generation,
      @Schema(description = "How many of the user's ratings it holds.", examples = "57")
          long ratings,
      @Schema(description = "Whether models learnt from them.", examples = "true") boolean learnt,
      @Schema(description = "When it was made; absent where it is not registered any more.")
          Optional<Instant> created,
      @Schema(description = "The data set that it was made from.", examples = "ml-latest-small")
          Optional<String> dataset,
      @Schema(
              description = "SHA-256 of the data set's files.",
              examples = "1f0c5a3e9b7d2846f1e0a9c8b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8")
          Optional<String> datasetSha256) {
    static KeptView of(Kept kept) {
      return new KeptView(
          kept.generation(),
          kept.ratings(),
          kept.learnt(),
          kept.origin().map(Generation::createdAt),
          kept.origin().map(origin -> origin.inputs().data().name()),
          kept.origin().map(origin -> origin.inputs().data().sha256()));
    }
  }

  @Schema(name = "DataRetention")
  record RetentionView(
      @Schema(examples = "decisions about your data") String what,
      @Schema(examples = "until you are erased, as proof") String until) {
    static RetentionView of(Retention retention) {
      return new RetentionView(retention.what(), retention.until());
    }
  }

  static PersonalDataView of(PersonalData data) {
    return new PersonalDataView(
        data.pseudonym().value(),
        data.exported(),
        ProvidedView.of(data.provided()),
        OBSERVED,
        InferredView.of(data.inferred()),
        data.lineage().stream().map(KeptView::of).toList(),
        data.retention().stream().map(RetentionView::of).toList(),
        RECIPIENTS);
  }
}
