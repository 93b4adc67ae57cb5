/**
 * What Cinephile is about, free of any framework and any I/O: values that refuse what is wrong, the
 * algorithms that rank and vote, and the ports through which the outside is asked.
 */
package io.cinephile.domain;
