package io.cinephile.adapters.rest;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises a caller by an API key in {@code Authorization: Bearer} or in {@code X-API-Key}. A
 * wrong key is refused everywhere, also where none is needed; other schemes are not ours and are
 * passed over.
 */
@Singleton
final class ApiKeyMechanism implements HttpAuthenticationMechanism {
  static final String CHALLENGE = "Bearer realm=\"cinephile\"";
  private static final String KEY_HEADER = "X-API-Key";
  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;
  private final ProblemSender problems;

  ApiKeyMechanism(ApiKeys keys, ProblemSender problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identityProviders) {
    return presentedKey(request).map(this::identify).orElseGet(Uni.createFrom()::nullItem);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
  }

  /** Says no where the request is refused before it comes to a resource. */
  @Override
  public Uni<Boolean> sendChallenge(RoutingContext request) {
    HttpServerResponse response =
        request.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    return Uni.createFrom()
        .completionStage(
            problems.send(ProblemType.UNAUTHENTICATED.problem(), response).toCompletionStage())
        .replaceWith(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  private Uni<SecurityIdentity> identify(String key) {
    return keys.rolesOf(key)
        .map(roles -> Uni.createFrom().item(identity(roles)))
        .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
  }

  private static SecurityIdentity identity(Set<String> roles) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal("api-key"))
        .addRoles(roles)
        .build();
  }

  private static Optional<String> presentedKey(RoutingContext request) {
    String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return Optional.ofNullable(request.request().getHeader(KEY_HEADER)).map(String::strip);
  }
}
