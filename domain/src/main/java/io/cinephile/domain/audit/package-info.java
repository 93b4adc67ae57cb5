/** Who did what with whose data, so that nobody can change it unnoticed. */
package io.cinephile.domain.audit;
