package io.cinephile.adapters.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** The settings of the REST interface that are Cinephile's own. */
@ConfigMapping(prefix = "cinephile")
interface RestSettings {
  Access access();

  RateLimit rateLimit();

  Oidc oidc();

  /** Who may ask. */
  interface Access {
    /** Whether what is no personal data is open to callers without a key. */
    @WithName("public")
    @WithDefault("true")
    boolean isPublic();
  }

  /**
   * How many requests a second a caller may send for as long as they like, from 1 to 1000000; twice
   * as many at once; 0 for as many as they like.
   */
  interface RateLimit {
    /** With the same API key, or on behalf of the same user. */
    @WithDefault("500")
    int perKey();

    /** Without a key, or with a wrong one, from the same address. */
    @WithDefault("200")
    int perAddress();
  }

  /** Bearer tokens of an OpenID Connect provider, which {@code quarkus.oidc.*} describes. */
  interface Oidc {
    /** Whether they are accepted. */
    @WithDefault("false")
    boolean enabled();

    /** The claim that holds the id of the user whom a token was issued to. */
    @WithDefault("sub")
    String userClaim();
  }
}
