package io.cinephile.adapters.rest;

import io.quarkus.qute.Location;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Writes what governance tells as pages for people. A page has no script and fetches nothing; its
 * policy allows the one style that it brings along, by its hash, and nothing else.
 */
@Provider
@Produces(GovernancePage.HTML)
final class GovernancePage implements MessageBodyWriter<Object> {
  static final String HTML = "text/html;charset=UTF-8";

  static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%;margin:1rem 0}"
          + "th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;"
          + "vertical-align:top;overflow-wrap:anywhere}"
          + "h2{margin-top:2.5rem}dt{font-weight:600}";

  static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
          .formatted(hash(STYLE));

  private final Map<Class<?>, Template> templates;

  GovernancePage(
      @Location("catalogue.html") Template catalogue,
      @Location("recommender.html") Template recommender,
      @Location("lineage.html") Template lineage) {
    this.templates =
        Map.of(
            CatalogueView.class, catalogue,
            RecommenderView.class, recommender,
            LineageView.class, lineage);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return templates.containsKey(type);
  }

  @Override
  public void writeTo(
      Object view,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    headers.putSingle("Content-Security-Policy", POLICY);
    body.write(
        templates
            .get(type)
            .data("view", view)
            .data("style", new RawString(STYLE))
            .render()
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
