package io.cinephile.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.RecordAnswers;
import io.cinephile.application.ServingEvent;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.application.fakes.InMemoryServingEvents;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What it costs a request to be recorded. */
class AnswerEventsCostTest {
  private static final int REQUESTS = 20_000;
  private static final int MOST_MICROSECONDS = 50;

  /** An answer as long as they come. */
  private static final Object ANSWER =
      new GroupsResource.GroupRecommendations(
          TestPorts.GENERATION,
          2,
          IntStream.rangeClosed(1, 100)
              .mapToObj(
                  rank ->
                      new RecommendationView(
                          rank,
                          null,
                          1,
                          Optional.empty(),
                          Optional.empty(),
                          rank < 50 ? Source.GROUP : Source.POPULAR,
                          Optional.empty()))
              .toList());

  private final InMemoryServingEvents kept = new InMemoryServingEvents();
  private final AnswerEvents events =
      new AnswerEvents(new RecordAnswers(kept, 1, () -> 0, Clock.systemUTC()));
  private Runnable beginAnswer = () -> {};

  /** Processor time of this thread, and not of the machine: others may be at work on it. */
  @Test
  void aRequestPaysLessThanFiftyMicroseconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    answer(REQUESTS);
    kept.forget();
    long start = threads.getCurrentThreadCpuTime();
    answer(REQUESTS);
    long microseconds = (threads.getCurrentThreadCpuTime() - start) / 1_000;
    assertThat(kept.all()).hasSize(REQUESTS);
    assertThat(kept.all().get(0).content().flatMap(ServingEvent.Content::recommended))
        .hasValueSatisfying(recommended -> assertThat(recommended.movies()).isEqualTo(100));
    assertThat(microseconds).isLessThan((long) MOST_MICROSECONDS * REQUESTS);
  }

  private void answer(int requests) {
    for (int n = 0; n < requests; n++) {
      RoutingContext request = request();
      events.watch(request);
      AnswerNotes.note(request, null, ANSWER);
      beginAnswer.run();
    }
  }

  private RoutingContext request() {
    Map<Object, Object> data = new HashMap<>();
    HttpServerRequest request =
        answering(HttpServerRequest.class, Map.of("method", HttpMethod.GET));
    HttpServerResponse response = answering(HttpServerResponse.class, Map.of("getStatusCode", 200));
    return (RoutingContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RoutingContext.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "normalizedPath" -> Api.ROOT + "/groups/recommendations";
                  case "request" -> request;
                  case "response" -> response;
                  case "get" -> data.get(arguments[0]);
                  case "put" -> {
                    data.put(arguments[0], arguments[1]);
                    yield self;
                  }
                  case "addHeadersEndHandler" -> {
                    beginAnswer = () -> begun(arguments[0]);
                    yield 0;
                  }
                  default -> null;
                });
  }

  @SuppressWarnings("unchecked")
  private static void begun(Object handler) {
    ((Handler<Void>) handler).handle(null);
  }

  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.get(method.getName())));
  }
}
