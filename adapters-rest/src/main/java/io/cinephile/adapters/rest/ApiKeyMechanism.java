package io.cinephile.adapters.rest;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises a caller by an API key in {@code Authorization: Bearer} or in {@code X-API-Key}, or by
 * a JSON Web Token as bearer, where the server is configured to accept tokens. A wrong key or token
 * is refused everywhere, also where none is needed; other schemes are not ours and are passed over.
 */
@Singleton
final class ApiKeyMechanism implements HttpAuthenticationMechanism {
  static final String CHALLENGE = "Bearer realm=\"cinephile\"";
  private static final String KEY_HEADER = "X-API-Key";
  private static final String BEARER = "Bearer ";
  private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final String WRONG_KEY = ApiKeyMechanism.class.getName() + ".wrong-key";

  /** Enough to tell keys apart, and too few to go back to one. */
  private static final int HASH_DIGITS = 16;

  private final ApiKeys keys;
  private final Optional<OidcAuthenticationMechanism> tokens;
  private final RateLimits limits;
  private final ProblemSender problems;

  ApiKeyMechanism(
      ApiKeys keys,
      RestSettings settings,
      OidcAuthenticationMechanism tokens,
      RateLimits limits,
      ProblemSender problems) {
    this.keys = keys;
    this.tokens = settings.oidc().enabled() ? Optional.of(tokens) : Optional.empty();
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identityProviders) {
    Optional<String> bearer = bearer(request);
    if (tokens.isPresent() && bearer.filter(ApiKeyMechanism::isToken).isPresent()) {
      return tokens
          .get()
          .authenticate(request, identityProviders)
          .onFailure(AuthenticationFailedException.class)
          .transform(
              withTheTokenInItsCause -> {
                // The other mechanism has put itself here, and would leave the answer empty.
                request.put(HttpAuthenticationMechanism.class.getName(), this);
                return refused(request);
              });
    }
    return bearer
        .or(() -> Optional.ofNullable(request.request().getHeader(KEY_HEADER)).map(String::strip))
        .map(key -> identify(key, request))
        .orElseGet(Uni.createFrom()::nullItem);
  }

  /** Before that of tokens, which would take any bearer for one. */
  @Override
  public int getPriority() {
    return 2 * DEFAULT_PRIORITY;
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
  }

  /** Says no where the request is refused before it comes to a resource. */
  @Override
  public Uni<Boolean> sendChallenge(RoutingContext request) {
    return Uni.createFrom()
        .completionStage(problems.send(refusal(request), request.response()).toCompletionStage())
        .replaceWith(true);
  }

  /** Who tries one key after the other is soon told nothing at all. */
  private Problem refusal(RoutingContext request) {
    if (request.get(WRONG_KEY) != null) {
      Optional<Problem> tooMany = limits.countAgainstAddress(request);
      if (tooMany.isPresent()) {
        return tooMany.get();
      }
    }
    request.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    return ProblemType.UNAUTHENTICATED.problem();
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  private Uni<SecurityIdentity> identify(String key, RoutingContext request) {
    return keys.rolesOf(key)
        .map(roles -> Uni.createFrom().item(identity(roles, key)))
        .orElseGet(() -> Uni.createFrom().failure(refused(request)));
  }

  private static AuthenticationFailedException refused(RoutingContext request) {
    request.put(WRONG_KEY, true);
    return new AuthenticationFailedException();
  }

  private SecurityIdentity identity(Set<String> roles, String key) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal("api-key"))
        .addRoles(roles)
        .addAttribute(Caller.ID, limits.hash(key))
        .addAttribute(Caller.KEY_HASH, AuditedCaller.sha256(key).substring(0, HASH_DIGITS))
        .build();
  }

  private static Optional<String> bearer(RoutingContext request) {
    return Optional.ofNullable(request.request().getHeader(HttpHeaders.AUTHORIZATION))
        .filter(scheme -> scheme.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(authorization -> authorization.substring(BEARER.length()).strip());
  }

  /** Whether it looks like a JSON Web Token, which no API key does. */
  private static boolean isToken(String bearer) {
    return TOKEN.matcher(bearer).matches();
  }
}
