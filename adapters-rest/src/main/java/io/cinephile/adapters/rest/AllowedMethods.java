package io.cinephile.adapters.rest;

import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * Which methods an address offers: RFC 9110 demands that a 405 tells, and Quarkus REST does not, so
 * its routing is asked.
 */
final class AllowedMethods {
  private AllowedMethods() {}

  /** The value of the header {@code Allow}. */
  static String at(ResteasyReactiveRequestContext request) {
    Set<String> methods = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
    RequestMatch<InitialMatch> match =
        new RequestMapper<>(request.getDeployment().getClassMappers())
            .map(request.getPathWithoutPrefix());
    if (match != null) {
      Arrays.stream(match.value.handlers)
          .filter(ClassRoutingHandler.class::isInstance)
          .map(ClassRoutingHandler.class::cast)
          .forEach(routing -> addMatching(routing.getMappers(), match.remaining, methods));
    }
    return String.join(", ", methods);
  }

  private static void addMatching(
      Map<String, RequestMapper<RuntimeResource>> routes, String remaining, Set<String> methods) {
    String path = remaining.isEmpty() ? "/" : remaining;
    routes.forEach(
        (method, paths) -> {
          if (method != null && paths.map(path) != null) {
            methods.add(method);
          }
        });
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
  }
}
