package io.cinephile.adapters.rest.planted;

import io.cinephile.adapters.elasticsearch.local.LocalElasticsearchSettings;

/** Breaks the rule on purpose. */
public class RestThatKnowsElasticsearch {
  LocalElasticsearchSettings settings;
}
