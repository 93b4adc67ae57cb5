/**
 * Starts a trainer as a child process, and lets it end with its parent. Nothing here refers to
 * Spark: the server, which has no Spark on its class path, uses it too.
 */
package io.cinephile.adapters.spark.launch;
