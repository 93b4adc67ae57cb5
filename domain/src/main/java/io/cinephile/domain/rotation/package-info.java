/** Which key pseudonyms hang on, and how they are brought under another one. */
package io.cinephile.domain.rotation;
