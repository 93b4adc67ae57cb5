package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a server says about its start, on the console and in its own log. */
record StartupLog(Path console, Path server, Instant begin) {

  private static final int LAST_LINES = 15;
  private static final int LONGEST_LINE = 400;

  private record Hint(String symptom, String advice) {}

  private static final List<Hint> HINTS =
      List.of(
          new Hint("Address already in use", "Another program took its port. Start again."),
          new Hint("BindException", "Another program took its port. Start again."),
          new Hint("No space left on device", "The disk is full. Make room and start again."),
          new Hint("Cannot allocate memory", "Memory is short. Give it a smaller heap."),
          new Hint("Could not reserve enough space", "Memory is short. Give it a smaller heap."),
          new Hint("OutOfMemoryError", "Its heap is too small for the data. Give it a larger one."),
          new Hint("UnsupportedClassVersionError", "It needs a newer JDK. Set ES_JAVA_HOME."),
          new Hint("Unrecognized VM option", "Its JDK does not know one of the JVM options."),
          new Hint("CorruptIndexException", "Its data are damaged. Choose another --home."),
          new Hint("cannot upgrade a node", "Its data are too old. Choose another --home."));

  static StartupLog beginningNow(Path console, Path server) {
    // File times may be coarser than the clock.
    return new StartupLog(console, server, Instant.now().minusSeconds(2));
  }

  /** An exception that begins with what happened and ends with the last lines. */
  LocalElasticsearchFailedException failure(String event) {
    List<String> lines = new ArrayList<>(lastLines(console));
    lines.addAll(lastLines(server));
    String all = String.join("\n", lines);
    String advice =
        HINTS.stream()
            .filter(hint -> all.contains(hint.symptom()))
            .map(hint -> " " + hint.advice())
            .findFirst()
            .orElse("");
    return new LocalElasticsearchFailedException(
        "%s.%s Its logs are %s and %s, and end with:\n%s"
            .formatted(event, advice, console, server, all));
  }

  private List<String> lastLines(Path file) {
    try {
      if (!Files.exists(file) || Files.getLastModifiedTime(file).toInstant().isBefore(begin)) {
        return List.of();
      }
      List<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
          .toList();
    } catch (IOException e) {
      return List.of("(%s cannot be read: %s)".formatted(file, e));
    }
  }
}
