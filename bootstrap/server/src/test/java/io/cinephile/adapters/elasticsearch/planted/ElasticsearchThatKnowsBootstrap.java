package io.cinephile.adapters.elasticsearch.planted;

import io.cinephile.bootstrap.home.Home;

/** Breaks the rule on purpose. */
public class ElasticsearchThatKnowsBootstrap {
  Home home;
}
