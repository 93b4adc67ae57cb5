package io.cinephile.adapters.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** The settings of the REST interface that are Cinephile's own. */
@ConfigMapping(prefix = "cinephile")
interface RestSettings {
  Access access();

  /** Who may ask. */
  interface Access {
    /** Whether what is no personal data is open to callers without a key. */
    @WithName("public")
    @WithDefault("true")
    boolean isPublic();
  }
}
