package io.cinephile.adapters.elasticsearch.planted;

import org.apache.spark.planted.StandsForSpark;

/** Breaks the rule on purpose. */
public class StorageThatKnowsSpark {
  StandsForSpark spark;
}
