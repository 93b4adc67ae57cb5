/** May what was learnt be served? The quality gate, and what it is told and answers. */
package io.cinephile.domain.gate;
