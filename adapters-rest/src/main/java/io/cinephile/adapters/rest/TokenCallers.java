package io.cinephile.adapters.rest;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.json.JsonNumber;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Finds out which user a bearer token was issued to. */
@Singleton
final class TokenCallers implements SecurityIdentityAugmentor {
  private final String userClaim;
  private final RateLimits limits;

  TokenCallers(RestSettings settings, RateLimits limits) {
    this.userClaim = settings.oidc().userClaim();
    this.limits = limits;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return Uni.createFrom()
        .item(
            identity.getPrincipal() instanceof JsonWebToken token
                ? augmented(identity, token)
                : identity);
  }

  private SecurityIdentity augmented(SecurityIdentity identity, JsonWebToken token) {
    QuarkusSecurityIdentity.Builder known = QuarkusSecurityIdentity.builder(identity);
    Optional<String> user = user(token);
    user.ifPresent(id -> known.addAttribute(Caller.USER, id));
    String caller =
        user.or(() -> Optional.ofNullable(token.getSubject())).orElse(token.getRawToken());
    return known.addAttribute(Caller.ID, limits.hash("token of " + caller)).build();
  }

  /** Nobody where the very claim is missing: another claim might name somebody else. */
  private Optional<String> user(JsonWebToken token) {
    Object claim = token.getClaim(userClaim);
    return claim instanceof String || claim instanceof JsonNumber || claim instanceof Number
        ? Optional.of(claim.toString())
        : Optional.empty();
  }
}
