package io.cinephile.adapters.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller has to be for which addresses. {@code microprofile-config.properties} names the
 * addresses of each policy. They are decided on before a resource is looked for, so that whoever
 * may not ask is not told what there is.
 */
final class AccessPolicies {
  private static final String MISSING_ROLE = AccessPolicies.class.getName() + ".missing-role";
  private static final String USERS = Api.ROOT + "/users/";

  /** What the privacy role is for, behind the address of all users. */
  private static final Pattern RIGHT =
      Pattern.compile("[^/]+(/(data|consents|consents/[a-z]+|restriction))?");

  private AccessPolicies() {}

  /** The role for want of which the request was refused. */
  static Optional<String> missingRole(RoutingContext request) {
    return Optional.ofNullable(request.get(MISSING_ROLE));
  }

  /** For administrators. */
  @Singleton
  static final class Administration extends Policy {
    @Override
    public String name() {
      return "administration";
    }

    @Override
    boolean permits(RoutingContext request, SecurityIdentity caller) {
      return holds(ApiKeys.ADMIN, request, caller);
    }
  }

  /** For administrators, and for whoever answers for the rights of data subjects. */
  @Singleton
  static final class Oversight extends Policy {
    @Override
    public String name() {
      return "oversight";
    }

    @Override
    boolean permits(RoutingContext request, SecurityIdentity caller) {
      return caller.hasRole(ApiKeys.ADMIN) || holds(ApiKeys.PRIVACY, request, caller);
    }
  }

  /**
   * For services, and for the very user whom the address is about; and for whoever is in charge of
   * privacy, as far as it is about rights.
   */
  @Singleton
  static final class PersonalData extends Policy {
    @Override
    public String name() {
      return "personal-data";
    }

    @Override
    boolean permits(RoutingContext request, SecurityIdentity caller) {
      String path = request.normalizedPath();
      return isAbout(caller, path)
          || (isRight(path) && caller.hasRole(ApiKeys.PRIVACY))
          || holds(ApiKeys.SERVICE, request, caller);
    }

    private static boolean isRight(String path) {
      return path.startsWith(USERS) && RIGHT.matcher(path.substring(USERS.length())).matches();
    }

    /** A valid user id looks the same in a normalised address; any other is nobody's. */
    private static boolean isAbout(SecurityIdentity caller, String path) {
      if (!path.startsWith(USERS)) {
        return false;
      }
      String id = path.substring(USERS.length()).split("/", 2)[0];
      return Caller.user(caller).filter(id::equals).isPresent();
    }
  }

  /** For whoever is in charge of privacy, and for services. */
  @Singleton
  static final class Erasures extends Policy {
    @Override
    public String name() {
      return "erasures";
    }

    @Override
    boolean permits(RoutingContext request, SecurityIdentity caller) {
      return caller.hasRole(ApiKeys.SERVICE) || holds(ApiKeys.PRIVACY, request, caller);
    }
  }

  /** For everybody, or for everybody who is known. */
  @Singleton
  static final class Catalogue extends Policy {
    private final RestSettings settings;

    Catalogue(RestSettings settings) {
      this.settings = settings;
    }

    @Override
    public String name() {
      return "catalogue";
    }

    @Override
    boolean permits(RoutingContext request, SecurityIdentity caller) {
      return settings.access().isPublic() || !caller.isAnonymous();
    }
  }

  /** Decides by looking at caller and address. */
  abstract static class Policy implements HttpSecurityPolicy {
    abstract boolean permits(RoutingContext request, SecurityIdentity caller);

    @Override
    public final Uni<CheckResult> checkPermission(
        RoutingContext request,
        Uni<SecurityIdentity> caller,
        AuthorizationRequestContext authorization) {
      return caller.map(known -> permits(request, known) ? CheckResult.PERMIT : CheckResult.DENY);
    }

    static boolean holds(String role, RoutingContext request, SecurityIdentity caller) {
      if (caller.hasRole(role)) {
        return true;
      }
      request.put(MISSING_ROLE, role);
      return false;
    }
  }
}
