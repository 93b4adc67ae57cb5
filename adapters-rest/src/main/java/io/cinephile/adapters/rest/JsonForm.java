package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;

/**
 * How values look in JSON: what is absent is left out, instants and durations are ISO 8601, names
 * are plain strings, the constants of an enumeration are lower-case words with hyphens. What is
 * unknown or of another type in a request is refused, as it is most likely a typing error.
 */
@Singleton
final class JsonForm implements ObjectMapperCustomizer {
  /* What is read at most, however large a body may be: levels, and characters. */
  static final int DEEPEST = 50;
  static final int LONGEST_STRING = 10_000;
  static final int LONGEST_NUMBER = 100;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_STRING)
                .maxNumberLength(LONGEST_NUMBER)
                .build());
    refuseTextAsNumber(mapper, LogicalType.Integer);
    refuseTextAsNumber(mapper, LogicalType.Float);
    mapper
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .addMixIn(GenerationId.class, PlainString.class)
        .addMixIn(RunId.class, PlainString.class)
        .addMixIn(DatasetLocation.class, PlainString.class)
        .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .setAnnotationIntrospectors(
            AnnotationIntrospector.pair(
                new Words(), mapper.getSerializationConfig().getAnnotationIntrospector()),
            AnnotationIntrospector.pair(
                new Words(), mapper.getDeserializationConfig().getAnnotationIntrospector()));
  }

  private static void refuseTextAsNumber(ObjectMapper mapper, LogicalType number) {
    mapper.coercionConfigFor(number).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
  }

  /** How a constant of an enumeration is written. */
  static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private interface PlainString {
    @JsonValue
    String value();
  }

  /** Names constants in both directions. */
  private static final class Words extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      return Arrays.stream(constants).map(constant -> word(constant.name())).toArray(String[]::new);
    }
  }
}
