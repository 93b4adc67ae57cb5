package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.governance.Classification;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.governance.DataSet.Ground;
import io.cinephile.domain.governance.DataSet.Store;
import io.cinephile.domain.governance.Retention;
import io.cinephile.domain.privacy.Purpose;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads from the mappings which fields there are, and from the {@code _meta} of each mapping what
 * they mean. Whoever adds an index adds its name to {@link #STANDING}, and a {@code _meta} like the
 * others': title, meaning, ground, purposes, retention, perhaps a route, and an entry for each
 * field. Safe for use by several threads.
 */
public final class ElasticsearchDataCatalogue implements DataCatalogue {
  /** The indices that outlive the generations, by the names of their mappings. */
  static final List<String> STANDING =
      List.of(
          ElasticsearchLiveRatings.INDEX,
          "consents",
          "suppressions",
          "audit",
          "models",
          "runs",
          "lease",
          "events",
          IndexNames.KEY);

  private final List<DataSet> dataSets;

  /**
   * @param prefix of all index names
   * @throws IllegalStateException if a field has no entry, or an entry no field
   */
  public ElasticsearchDataCatalogue(String prefix) {
    IndexNames names = new IndexNames(prefix);
    this.dataSets =
        Stream.concat(
                Arrays.stream(GenerationIndex.values())
                    .map(
                        index ->
                            dataSet(
                                index.title(),
                                names.alias(index) + "-<generation>",
                                Mapping.of(index.title()))),
                STANDING.stream()
                    .map(what -> dataSet(what, names.standing(what), Mapping.of(what))))
            .toList();
  }

  @Override
  public List<DataSet> dataSets() {
    return dataSets;
  }

  /**
   * Describes what a mapping maps.
   *
   * @throws IllegalStateException if a field has no entry, or an entry no field
   */
  static DataSet dataSet(String id, String location, JsonNode mapping) {
    JsonNode meta = mapping.path("_meta");
    return new DataSet(
        id,
        text(id, meta, "title"),
        text(id, meta, "meaning"),
        Store.ELASTICSEARCH,
        location,
        constant(Ground.class, text(id, meta, "ground")),
        purposes(meta.path("purposes")),
        constant(Retention.class, text(id, meta, "retention")),
        Optional.ofNullable(meta.path("route").textValue()),
        fields(id, mapping, meta));
  }

  private static List<DataField> fields(String id, JsonNode mapping, JsonNode meta) {
    return FieldMeanings.in(id, mapping.path("properties"), meta.path("fields")).stream()
        .map(
            field ->
                new DataField(
                    field.name(),
                    field.type(),
                    text(id + "." + field.name(), field.entry(), "meaning"),
                    constant(
                        Classification.class,
                        text(id + "." + field.name(), field.entry(), "classification"))))
        .toList();
  }

  private static Set<Purpose> purposes(JsonNode names) {
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    StreamSupport.stream(names.spliterator(), false)
        .map(name -> constant(Purpose.class, name.asText()))
        .forEach(purposes::add);
    return purposes;
  }

  private static String text(String of, JsonNode entry, String what) {
    String text = entry.path(what).asText("");
    if (text.isBlank()) {
      throw new IllegalStateException("the catalogue has no %s of %s".formatted(what, of));
    }
    return text;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
