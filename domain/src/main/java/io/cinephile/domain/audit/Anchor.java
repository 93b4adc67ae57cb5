package io.cinephile.domain.audit;

/**
 * An entry that was once in the trail, as it is remembered elsewhere: a trail without it has been
 * cut off or replaced.
 */
public record Anchor(long sequence, String seal) {}
