package io.cinephile.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the load generator, which is a process of its own, has to know.
 *
 * @param baseUrl of the server, without a slash at the end
 * @param adminKey that allows to ask for any user
 * @param users the ids are {@code "1"} to this number
 * @param movies all of the generation that is served
 * @param seconds for which a route is measured; half of it for a route without an aim
 * @param warmUpSeconds before that; likewise half of it
 * @param seed of all that is drawn
 * @param only names of the routes to measure; none means all
 * @param server process id
 * @param elasticsearch process id
 * @param rows where the table's rows are appended
 */
record Workload(
    String baseUrl,
    String adminKey,
    int users,
    List<Film> movies,
    int seconds,
    int warmUpSeconds,
    long seed,
    List<String> only,
    long server,
    long elasticsearch,
    String rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Film(int id, String title, long ratings) {}

  /** The same, with the processes whose use of the machine is taken down; 0 for none. */
  Workload ofProcesses(long newServer, long newElasticsearch) {
    return new Workload(
        baseUrl,
        adminKey,
        users,
        movies,
        seconds,
        warmUpSeconds,
        seed,
        only,
        newServer,
        newElasticsearch,
        rows);
  }

  void write(Path file) {
    try {
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Workload read(Path file) {
    try {
      return JSON.readValue(file.toFile(), Workload.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
