/**
 * A real Elasticsearch as a child process: what local mode and the tests run on.
 *
 * <p>{@link io.cinephile.adapters.elasticsearch.local.LocalElasticsearch} is the way in.
 */
package io.cinephile.adapters.elasticsearch.local;
