package io.cinephile.application.planted;

import io.cinephile.adapters.elasticsearch.local.LocalElasticsearchSettings;

/** Breaks the rule on purpose. */
public class ApplicationThatKnowsAnAdapter {
  LocalElasticsearchSettings settings;
}
