/**
 * The REST interface. Resources know the use cases, which the composition root produces; every
 * refusal is a problem of RFC 9457; nothing logs an address, as it may hold a user id.
 */
package io.cinephile.adapters.rest;
