/**
 * Measures the speed of serving: an open-loop load on the packaged server, and two ways to do the
 * same side by side.
 */
package io.cinephile.bench;
