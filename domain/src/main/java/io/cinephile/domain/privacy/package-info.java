/** What may be done with a viewer's data, and who has been erased. */
package io.cinephile.domain.privacy;
