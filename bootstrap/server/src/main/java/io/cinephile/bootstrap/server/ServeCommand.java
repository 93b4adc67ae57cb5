package io.cinephile.bootstrap.server;

import io.cinephile.bootstrap.home.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves recommendations; trains first where there is nothing to serve. */
@Command(
    name = "serve",
    description = "Serve on http://localhost:8080, and train first where nothing was trained yet.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private Settings settings;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "The port to listen on, 1 to 65535 (default: 8080).")
  private Integer port;

  @Option(
      names = "--host",
      paramLabel = "<address>",
      description = "The address to listen on, 0.0.0.0 for all (default: 127.0.0.1).")
  private String host;

  @Override
  public Integer call() {
    if (port != null && (port < 1 || port > 65535)) {
      throw new CommandFailedException("--port must be from 1 to 65535, but is " + port + ".");
    }
    Settings.set("cinephile.port", port);
    Settings.set("cinephile.host", host);
    CinephileConfiguration configuration = settings.apply();
    requireFree(configuration.host(), configuration.port());
    // Read for the sake of a refusal that names the line.
    new ApiKeyFile(new Home(configuration.home()).apiKeys()).read();
    RetentionRules.of(configuration);
    return ServerProcess.run(configuration, ServeApplication.class);
  }

  /** Said before anything is started, as it takes seconds to find out otherwise. */
  private static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new CommandFailedException(
          "cannot listen on %s:%d (%s). Choose another port with --port."
              .formatted(host, port, e.getMessage()));
    }
  }
}
