package io.cinephile.adapters.spark.planted;

/** Breaks the rule on purpose. */
public class MovieUtils {}
