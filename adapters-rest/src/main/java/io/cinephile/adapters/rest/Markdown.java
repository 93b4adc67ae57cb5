package io.cinephile.adapters.rest;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.Expression;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Escapes what the Markdown templates are filled with: names come from data sets, and must neither
 * break a table nor smuggle a link in.
 */
@Singleton
final class Markdown implements ResultMapper {
  static final String CONTENT_TYPE = "text/markdown";

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&]");

  /** Up to where a list, a heading or a rule would begin; a signed number is none of them. */
  private static final Pattern BEGINNING =
      Pattern.compile("^(?:\\s*\\d{1,9}(?=[.)](?:\\s|$))|\\s*(?=[-+=#](?!\\d)))");

  void register(@Observes EngineBuilder engine) {
    engine.addResultMapper(this);
  }

  @Override
  public boolean appliesTo(Origin origin, Object result) {
    return !(result instanceof RawString)
        && origin
            .getVariant()
            .filter(variant -> CONTENT_TYPE.equals(variant.getContentType()))
            .isPresent();
  }

  @Override
  public String map(Object result, Expression expression) {
    return escaped(result.toString());
  }

  /** The text so that Markdown shows it as it is, in one line. */
  static String escaped(String text) {
    String line = BREAKS.matcher(text).replaceAll(" ");
    String inert = SPECIAL.matcher(line).replaceAll("\\\\$0");
    return BEGINNING.matcher(inert).replaceFirst("$0\\\\");
  }
}
