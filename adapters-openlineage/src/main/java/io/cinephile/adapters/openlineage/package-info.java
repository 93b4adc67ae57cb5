/**
 * Tells of training runs in the words of OpenLineage. An adapter of its own, since two processes
 * use it: the trainer that does a run, and the server that finds one dead.
 */
package io.cinephile.adapters.openlineage;
