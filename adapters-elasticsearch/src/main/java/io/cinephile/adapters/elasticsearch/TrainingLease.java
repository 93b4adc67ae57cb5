package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.training.TrainingRun;
import java.time.Instant;
import java.util.Optional;

/**
 * One document that says which run is at work, or was the last one, and until when it holds the
 * lease. It changes by compare-and-set alone, so of several processes that want to change it one
 * does. Its version grows with each change.
 */
final class TrainingLease {
  private static final String ID = "current";
  private static final String UNTIL = "until";
  private static final String RUN = "run";

  private final StandingIndex index;

  TrainingLease(StandingIndex index) {
    this.index = index;
  }

  /**
   * The document as it was read or written.
   *
   * @param run the whole run, which makes this document the truth about it
   * @param until when the lease runs out, if the run is not final
   * @param version of the document
   * @param condition under which it is still the same
   */
  record Held(TrainingRun run, Instant until, long version, String condition) {
    boolean isFinal() {
      return run.state().isFinal();
    }

    boolean isRunningAt(Instant now) {
      return !isFinal() && now.isBefore(until);
    }
  }

  Optional<Held> read() {
    return index
        .get(ID)
        .map(
            answer -> {
              JsonNode document = answer.path("_source");
              TrainingRun run = RunJson.read(document.path(RUN));
              return held(run, Instant.parse(document.path(UNTIL).asText()), answer);
            });
  }

  /** Empty if there is a lease by now. */
  Optional<Held> create(TrainingRun run, Instant until) {
    return write(run, until, "&op_type=create");
  }

  /** Empty if the lease is no longer what it was. */
  Optional<Held> replace(Held last, TrainingRun run, Instant until) {
    return write(run, until, last.condition());
  }

  private Optional<Held> write(TrainingRun run, Instant until, String condition) {
    ObjectNode document = JsonTransport.JSON.createObjectNode();
    document.put("holder", run.id().value());
    document.put(UNTIL, until.toString());
    document.set(RUN, RunJson.of(run));
    return index.put(ID, condition, document).map(answer -> held(run, until, answer));
  }

  private static Held held(TrainingRun run, Instant until, JsonNode answer) {
    String condition =
        "&if_seq_no=%d&if_primary_term=%d"
            .formatted(answer.path("_seq_no").asLong(), answer.path("_primary_term").asLong());
    return new Held(run, until, answer.path("_version").asLong(), condition);
  }
}
