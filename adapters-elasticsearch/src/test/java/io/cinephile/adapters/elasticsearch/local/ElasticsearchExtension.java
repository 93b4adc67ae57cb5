package io.cinephile.adapters.elasticsearch.local;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the {@link SharedElasticsearch} to tests and their set-up methods that have a parameter of
 * type {@link LocalElasticsearch}.
 */
public final class ElasticsearchExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalElasticsearch.class;
  }

  @Override
  public LocalElasticsearch resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return SharedElasticsearch.get();
  }
}
