/** Which data there are, what they mean, and where they come from. */
package io.cinephile.domain.governance;
