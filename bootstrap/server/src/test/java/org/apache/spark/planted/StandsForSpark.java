package org.apache.spark.planted;

/** Stands for any class of Spark, which has no place on this class path. */
public final class StandsForSpark {}
