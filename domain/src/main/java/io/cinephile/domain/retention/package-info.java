/** For how long which data are kept. */
package io.cinephile.domain.retention;
