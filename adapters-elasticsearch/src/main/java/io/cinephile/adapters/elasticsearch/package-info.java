/**
 * Keeps and searches in Elasticsearch what the ports of the domain ask for. Speaks plain JSON, so
 * that servers of 8.x and 9.x both understand it, and uses nothing that the core distribution
 * lacks: no scripts, no ingest, no analysis plug-ins. Pseudonyms never stand in a URL, where they
 * would reach access logs and error messages.
 */
package io.cinephile.adapters.elasticsearch;
