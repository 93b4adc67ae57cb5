package io.cinephile.adapters.rest;

import io.quarkus.qute.Location;
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

/** Writes a model card for people, by the template {@code model-card.md}. */
@Provider
@Produces(ModelCardDocument.MARKDOWN)
final class ModelCardDocument implements MessageBodyWriter<ModelCardView> {
  /** RFC 7763 demands the charset. */
  static final String MARKDOWN = "text/markdown;charset=UTF-8";

  private final Template template;

  ModelCardDocument(@Location("model-card.md") Template template) {
    this.template = template;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return ModelCardView.class.equals(type);
  }

  @Override
  public void writeTo(
      ModelCardView card,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    body.write(template.data("card", card).render().getBytes(StandardCharsets.UTF_8));
  }
}
