/** The process that trains: Spark, the same hexagon, and no Quarkus. */
package io.cinephile.bootstrap.trainer;
