package io.cinephile.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the saved objects are what the sources give, and what Kibana can draw. They are written
 * anew by {@code ./mvnw test -pl kibana -am -Dtest=SavedObjectsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dcinephile.documents=write}.
 */
class SavedObjectsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SavedObjects written(Language language) throws IOException {
    String file = "cinephile-%s.ndjson".formatted(language.code());
    return new SavedObjects(file, Files.readString(Path.of("saved-objects", file)));
  }

  @ParameterizedTest
  @EnumSource
  void they_are_what_the_sources_give(Language language) throws IOException {
    String lines =
        new SavedObjectWriter(language).lines(DataViewSource.all(), DashboardSource.all());
    Path file = Path.of("saved-objects", "cinephile-%s.ndjson".formatted(language.code()));
    if ("write".equals(System.getProperty("cinephile.documents"))) {
      Files.writeString(file, lines);
    }
    assertThat(Files.readString(file))
        .as(file + "; the comment on this class says how to write it")
        .isEqualTo(lines);
  }

  @ParameterizedTest
  @EnumSource
  void kibana_stumbles_over_nothing_and_each_field_is_in_the_mapping(Language language)
      throws IOException {
    assertThat(StructureFaults.of(written(language))).isEmpty();
  }

  /** What is replaced in the lines stands in a string in a string there, so its quotes do, too. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          ~typeMigrationVersion~:~10.2.0~, ~typeMigrationVersion~:~10.3.0~, should be 10.2.0
          ~coreMigrationVersion~:~8.8.0~, ~coreMigrationVersion~:~9.0.0~, core version
          ~managed~:false, ~managed~:true, managed
          ~timeRestore~:true, ~timeRestore~:false, thrown away
          ~timeFieldName~:~time~, ~timeFieldName~:~stars~, time field is no date
          ~id~:~cinephile-movies~~attributes~, ~id~:~other~~attributes~, no data view
          ~name~:~movies:indexpattern, ~name~:~films:indexpattern, does not refer
          ^fieldName^:^genres^, ^fieldName^:^genre^, the control's field
          ^x^:12, ^x^:13, lies over
          ^w^:12, ^w^:49, ends at column
          ^i^:^movies^, ^i^:^films^, another name
          ^columnOrder^:[^f1^], ^columnOrder^:[^f2^], column order
          ^columnOrder^:[^g1^;^f1^], ^columnOrder^:[^f1^;^g1^], behind a figure
          ^metricAccessor^:^f1^, ^metricAccessor^:^f7^, it draws [f7]
          ^splitAccessor^:^g1^, ^splitAccessor^:^g3^, it draws
          ^columnId^:^f1^, ^columnId^:^f9^, a column that is not there
          ^sourceField^:^latencyMillis^, ^sourceField^:^latency^, in no mapping
          ^sourceField^:^title.keyword^, ^sourceField^:^title^, in no mapping
          ^sourceField^:^verdict.passed^, ^sourceField^:^state^, in no mapping
          not counted : false, not counting : false, its query names
          statusClass : 5xx, status_class : 5xx, its query names
          ^operationType^:^unique_count^, ^operationType^:^cardinality^, nobody knows
          ^orderDirection^:, ^direction^:, has no orderDirection
          ^layerType^:^data^, ^layer^:^data^, has no layerType
          ^seriesType^:^line^, ^seriesType^:^lines^, no such series
          """)
  void a_fault_is_found(String right, String wrong, String fault) throws IOException {
    String lines = written(Language.EN).lines();
    String planted = lines.replace(quoted(right), quoted(wrong));
    assertThat(planted).isNotEqualTo(lines);

    assertThat(StructureFaults.of(new SavedObjects("planted", planted)))
        .anyMatch(sentence -> sentence.contains(fault));
  }

  private static String quoted(String text) {
    return text.replace("~~", "\",\"").replace("~", "\"").replace("^", "\\\"").replace(';', ',');
  }

  @Test
  void both_languages_show_the_same() {
    assertThat(LensPanel.of(SavedObjects.in(Language.FR)))
        .extracting(LensPanel::id, LensPanel::index, LensPanel::charted, LensPanel::where)
        .containsExactlyElementsOf(
            LensPanel.of(SavedObjects.in(Language.EN)).stream()
                .map(p -> tuple(p.id(), p.index(), p.charted(), p.where()))
                .toList());
  }

  @Test
  void both_can_be_imported_and_only_the_names_of_data_views_are_overwritten() throws IOException {
    Set<String> shared = new TreeSet<>(ids(Language.EN));
    shared.retainAll(ids(Language.FR));

    assertThat(shared).hasSize(DataViewSource.all().size()).noneMatch(id -> id.endsWith("-en"));
    assertThat(ids(Language.EN))
        .contains("cinephile-movies-and-viewers-en", "cinephile-performance-en");
    assertThat(ids(Language.FR))
        .contains("cinephile-movies-and-viewers-fr", "cinephile-performance-fr");
  }

  private static List<String> ids(Language language) throws IOException {
    Stream.Builder<String> ids = Stream.builder();
    for (String line : written(language).lines().lines().toList()) {
      JsonNode object = JSON.readTree(line);
      ids.add(object.path("id").asText());
    }
    return ids.build().toList();
  }

  @Test
  void whoever_refuses_statistics_is_counted_in_no_panel_on_ratings() {
    List<LensPanel> ratings =
        LensPanel.of(SavedObjects.in(Language.EN)).stream()
            .filter(panel -> panel.index().equals("cinephile-ratings"))
            .toList();

    assertThat(ratings).isNotEmpty().allMatch(panel -> panel.where().equals("not counted : false"));
  }
}
