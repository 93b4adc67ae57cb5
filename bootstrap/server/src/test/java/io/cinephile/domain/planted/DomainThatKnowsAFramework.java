package io.cinephile.domain.planted;

import jakarta.inject.Singleton;

/** Breaks the rule on purpose. */
@Singleton
public class DomainThatKnowsAFramework {}
