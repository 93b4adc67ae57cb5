package io.cinephile.bench;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks one route after another at a constant rate, whether or not earlier requests were answered
 * (an open loop), each after a warm-up that does not count. Connections are kept and shared.
 */
public final class ServingSimulation extends Simulation {
  /** The system property that names the file of the {@link Workload}. */
  static final String WORKLOAD = "cinephile.bench.workload";

  private static final String BEGUN = "begun";

  /** A server that has just started compiles for longer than one that has served other routes. */
  private static final int FIRST_WARM_UPS = 4;

  private static final int LIVE_RATINGS_PER_SECOND = 100;
  private static final int LIVE_RATINGS_SECONDS = 6;

  private final Workload workload = Workload.read(Path.of(System.getProperty(WORKLOAD)));

  public ServingSimulation() {
    Routes routes = new Routes(workload);
    List<PopulationBuilder> steps = new ArrayList<>();
    if (!workload.adminKey().isEmpty()) {
      // Whoever is in use has an index of live ratings, which every viewer's answer asks.
      steps.add(scenario("first rating").exec(routes.firstRating()).injectOpen(atOnceUsers(1)));
    }
    int warmUps = FIRST_WARM_UPS;
    for (Route route : routes.all()) {
      if (route.key().equals("fold-in")) {
        steps.add(
            scenario("live ratings")
                .exec(routes.liveRating())
                .injectOpen(
                    constantUsersPerSec(LIVE_RATINGS_PER_SECOND).during(LIVE_RATINGS_SECONDS)));
      }
      steps.addAll(measuring(route, warmUps));
      warmUps = 1;
    }
    setUp(inTurn(steps))
        .protocols(http.baseUrl(workload.baseUrl()).shareConnections().disableCaching());
  }

  private List<PopulationBuilder> measuring(Route route, int warmUps) {
    RouteRecord record = new RouteRecord(route, workload);
    int share = route.aim().isPresent() ? 1 : 2;
    int seconds = (workload.seconds() + share - 1) / share;
    int warmUp = (warmUps * workload.warmUpSeconds() + share - 1) / share;
    return List.of(
        scenario(route.name() + ", warm-up")
            .exec(route.request())
            .injectOpen(constantUsersPerSec(route.rate()).during(warmUp)),
        step(route.name() + ", begin", record::open),
        scenario(route.name())
            .exec(session -> session.set(BEGUN, record.begin()))
            .exec(route.request())
            .exec(
                session -> {
                  record.end(session.getLong(BEGUN), error(session));
                  return session;
                })
            .injectOpen(constantUsersPerSec(route.rate()).during(seconds)),
        step(route.name() + ", end", () -> append(record.row())));
  }

  private static Optional<String> error(Session session) {
    if (!session.isFailed()) {
      return Optional.empty();
    }
    return Optional.of(
        session.contains(Routes.STATUS) ? "" + session.getInt(Routes.STATUS) : "no answer");
  }

  private static PopulationBuilder step(String name, Runnable work) {
    return scenario(name)
        .exec(
            session -> {
              work.run();
              return session;
            })
        .injectOpen(atOnceUsers(1));
  }

  private static PopulationBuilder inTurn(List<PopulationBuilder> steps) {
    PopulationBuilder rest = steps.get(steps.size() - 1);
    for (int i = steps.size() - 2; i >= 0; i--) {
      rest = steps.get(i).andThen(rest);
    }
    return rest;
  }

  private void append(String row) {
    try {
      Files.writeString(
          Path.of(workload.rows()), row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
