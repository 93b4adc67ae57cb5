package io.cinephile.adapters.spark.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on the loopback interface that can do what a well-behaved one cannot: break off in
 * the middle, fall silent, or misunderstand a header. One request a connection.
 */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Map<String, Resource> resources = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * @param headers by name in lower case
   */
  record Request(String path, Map<String, String> headers) {
    String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * @param sent so many bytes of the body really go out before the connection breaks
   * @param silent whether it stays open without another byte instead of breaking
   */
  @SuppressWarnings("ArrayRecordComponent") // Replies are sent, never compared.
  record Reply(int status, Map<String, String> headers, byte[] body, int sent, boolean silent) {
    static Reply status(int status) {
      return of(status, Map.of(), new byte[0]);
    }

    static Reply of(int status, Map<String, String> headers, byte[] body) {
      return new Reply(status, headers, body, body.length, false);
    }

    Reply brokenOffAfter(int bytes) {
      return new Reply(status, headers, body, Math.min(bytes, body.length), false);
    }

    Reply silentAfter(int bytes) {
      return new Reply(status, headers, body, Math.min(bytes, body.length), true);
    }
  }

  /** Answers the n-th request, counted from 1, for one path. */
  @FunctionalInterface
  interface Resource {
    Reply answer(Request request, int nth);
  }

  ScriptedServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::serve);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/movielens/");
  }

  /** What is not published is answered with 404. */
  void publish(String fileName, Resource resource) {
    resources.put("/movielens/" + fileName, resource);
  }

  /** A file as a good server has it: with an entity tag, ranges and {@code If-Range}. */
  static Resource file(byte[] content, String tag) {
    return (request, nth) -> {
      boolean same = tag.equals(request.header("If-Range"));
      int from = same ? rangeStart(request) : 0;
      return from > 0 ? part(content, tag, from) : whole(content, tag);
    };
  }

  static Reply whole(byte[] content, String tag) {
    return Reply.of(200, Map.of("ETag", tag), content);
  }

  static Reply part(byte[] content, String tag, int from) {
    if (from >= content.length) {
      return Reply.of(416, Map.of("Content-Range", "bytes */" + content.length), new byte[0]);
    }
    String range = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    return Reply.of(206, Map.of("ETag", tag, "Content-Range", range), rest);
  }

  static int rangeStart(Request request) {
    String range = request.header("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> requests(String fileName) {
    return requests.stream().filter(r -> r.path().equals("/movielens/" + fileName)).toList();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        daemon(() -> answer(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      Request request = read(connection);
      int nth;
      synchronized (requests) {
        requests.add(request);
        nth = (int) requests.stream().filter(r -> r.path().equals(request.path())).count();
      }
      Resource resource = resources.getOrDefault(request.path(), (r, n) -> Reply.status(404));
      write(connection, resource.answer(request, nth));
    } catch (IOException e) {
      // The client went away, as some tests want it to.
    }
  }

  private static Request read(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    String path = String.valueOf(in.readLine()).split(" ", -1)[1];
    Map<String, String> headers = new TreeMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(path, headers);
  }

  private static void write(Socket connection, Reply reply) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + reply.body().length + "\r\nConnection: close\r\n\r\n");
    OutputStream out = connection.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(reply.body(), 0, reply.sent());
    out.flush();
    if (reply.silent()) {
      // Returns when the client gives up.
      connection.getInputStream().read();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
