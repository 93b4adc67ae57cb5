/**
 * What can be done with Cinephile, one use case a class. A use case knows the domain and its ports,
 * and no framework.
 */
package io.cinephile.application;
