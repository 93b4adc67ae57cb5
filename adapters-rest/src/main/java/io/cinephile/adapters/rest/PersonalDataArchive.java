package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.CsvTable.row;

import io.cinephile.adapters.rest.ConsentsView.ChoiceView;
import io.cinephile.adapters.rest.PersonalDataView.InferredRecommendation;
import io.cinephile.adapters.rest.PersonalDataView.ProfileView;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a user's data as tables in a .zip, which spreadsheets and other services can read. */
@Provider
@Produces(PersonalDataArchive.ZIP)
final class PersonalDataArchive implements MessageBodyWriter<PersonalDataView> {
  static final String ZIP = "application/zip";

  private static final String README =
      """
      Your data at Cinephile, read at %s.
      They are stored under the pseudonym %s.

      What you told:
        ratings.csv          what you rated, and what you took back (without stars)
        decisions.csv        what you decided about the use of your data
      What the service saw:
        %s
      What was made of it:
        recommendations.csv  what you are recommended now
        reasons.csv          which of your ratings carry that, and how much
        profiles.csv         the numbers that models have learnt about you
      Where it is, and for how long:
        lineage.csv          which generations of the model hold something of you
        retention.csv        how long what is kept

      Who gets to see it:
        %s

      The tables are comma-separated (RFC 4180), in UTF-8. Text that a spreadsheet would take for
      a formula has an apostrophe before it.
      """;

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return PersonalDataView.class.equals(type);
  }

  @Override
  public void writeTo(
      PersonalDataView data,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    headers.putSingle("Content-Disposition", "attachment; filename=\"cinephile-data.zip\"");
    try (ZipOutputStream zip = new ZipOutputStream(body, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry("README.txt"));
      zip.write(readme(data).getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, CsvTable> table : tables(data).entrySet()) {
        zip.putNextEntry(new ZipEntry(table.getKey()));
        table.getValue().writeTo(zip);
      }
    }
  }

  private static String readme(PersonalDataView data) {
    return README.formatted(
        data.exported(),
        data.pseudonym(),
        String.join("\n  ", data.observed()),
        String.join("\n  ", data.recipients()));
  }

  private static Map<String, CsvTable> tables(PersonalDataView data) {
    Map<String, CsvTable> tables = new LinkedHashMap<>();
    tables.put(
        "ratings.csv",
        new CsvTable(
            List.of("movie", "title", "stars", "time", "origin"),
            data.provided().ratings().stream()
                .map(
                    told ->
                        row(
                            told.movie(),
                            told.title(),
                            told.stars(),
                            told.time(),
                            JsonForm.word(told.origin().name())))
                .toList()));
    tables.put(
        "decisions.csv",
        new CsvTable(
            List.of("purpose", "allowed", "notice", "time", "source"),
            data.provided().consents().history().stream()
                .map(PersonalDataArchive::decision)
                .toList()));
    List<InferredRecommendation> best = data.inferred().recommendations();
    tables.put(
        "recommendations.csv",
        new CsvTable(
            List.of("rank", "movie", "title", "score", "predictedStars", "source"),
            best.stream()
                .map(
                    movie ->
                        row(
                            movie.rank(),
                            movie.movie().id(),
                            movie.movie().title(),
                            movie.score(),
                            movie.predictedStars(),
                            JsonForm.word(movie.source().name())))
                .toList()));
    tables.put(
        "reasons.csv",
        new CsvTable(
            List.of("recommendedMovie", "movie", "title", "stars", "share"),
            best.stream()
                .flatMap(
                    movie ->
                        movie.reasons().stream()
                            .map(
                                reason ->
                                    row(
                                        movie.movie().id(),
                                        reason.movie().id(),
                                        reason.movie().title(),
                                        reason.stars(),
                                        reason.share())))
                .toList()));
    tables.put(
        "profiles.csv",
        new CsvTable(
            List.of("generation", "model", "component", "value"),
            data.inferred().profiles().stream()
                .flatMap(profile -> components(profile).stream())
                .toList()));
    tables.put(
        "lineage.csv",
        new CsvTable(
            List.of("generation", "ratings", "learnt", "created", "dataset", "datasetSha256"),
            data.lineage().stream()
                .map(
                    kept ->
                        row(
                            kept.generation().value(),
                            kept.ratings(),
                            kept.learnt(),
                            kept.created(),
                            kept.dataset(),
                            kept.datasetSha256()))
                .toList()));
    tables.put(
        "retention.csv",
        new CsvTable(
            List.of("what", "until"),
            data.retention().stream().map(kept -> row(kept.what(), kept.until())).toList()));
    return tables;
  }

  private static List<Object> decision(ChoiceView choice) {
    return row(
        JsonForm.word(choice.purpose().name()),
        choice.allowed(),
        choice.notice(),
        choice.time(),
        JsonForm.word(choice.source().name()));
  }

  private static List<List<Object>> components(ProfileView profile) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < profile.ranking().size(); i++) {
      rows.add(row(profile.generation().value(), "ranking", i + 1, profile.ranking().get(i)));
    }
    for (int i = 0; i < profile.stars().size(); i++) {
      rows.add(row(profile.generation().value(), "stars", i + 1, profile.stars().get(i)));
    }
    return rows;
  }
}
