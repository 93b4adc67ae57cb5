package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Elasticsearch, run as a child process on the loopback address.
 *
 * <p>It demands basic authentication, keeps its data below the home that it is given, and ends with
 * this process however this process ends. One home serves one process at a time. Instances are safe
 * for use by several threads.
 *
 * <pre>{@code
 * try (var elasticsearch = LocalElasticsearch.launch(LocalElasticsearchSettings.of(home, zip))) {
 *   elasticsearch.awaitReady(Duration.ofMinutes(2));
 *   ...
 * }
 * }</pre>
 */
public final class LocalElasticsearch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalElasticsearch.class);
  private static final Path BASH = Path.of("/bin/bash");
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  private final ElasticsearchHome home;
  private final ElasticsearchVersion version;
  private final URI uri;
  private final LocalAccount account;
  private final WatchedProcess process;
  private final StartupLog log;

  private LocalElasticsearch(
      ElasticsearchHome home,
      ElasticsearchVersion version,
      URI uri,
      LocalAccount account,
      WatchedProcess process,
      StartupLog log) {
    this.home = home;
    this.version = version;
    this.uri = uri;
    this.account = account;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the server and returns without waiting for it: some 0.2 s, and 2 to 5 s more where the
   * distribution is unpacked for the first time.
   *
   * @throws LocalElasticsearchRefusedException where machine, home, JDK or distribution do not
   *     allow it; nothing is left running then
   */
  public static LocalElasticsearch launch(LocalElasticsearchSettings settings) {
    return launch(settings, 0);
  }

  /**
   * The same at a port of the caller's choice, so that a server that died can be replaced where its
   * clients look for it.
   *
   * @param httpPort from 1 to 65535, or 0 for any free one
   */
  public static LocalElasticsearch launch(LocalElasticsearchSettings settings, int httpPort) {
    requireSystem();
    ServerUser user = ServerUser.ofThisProcess();
    MachineResources.requireMemory(settings);
    ElasticsearchDistribution distribution = ElasticsearchDistribution.at(settings.distribution());
    JavaInstallation java = JavaInstallation.at(settings.javaHome());
    java.requireFor(distribution.version());
    ElasticsearchHome home = ElasticsearchHome.open(settings.home());
    try {
      return launch(settings, httpPort, user, distribution, home);
    } catch (IOException e) {
      home.close();
      throw new LocalElasticsearchRefusedException(
          "Elasticsearch could not be started in %s: %s".formatted(home.folder(), e), e);
    } catch (InterruptedException e) {
      home.close();
      Thread.currentThread().interrupt();
      throw new LocalElasticsearchRefusedException("Interrupted while starting Elasticsearch.", e);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  private static LocalElasticsearch launch(
      LocalElasticsearchSettings settings,
      int httpPort,
      ServerUser user,
      ElasticsearchDistribution distribution,
      ElasticsearchHome home)
      throws IOException, InterruptedException {
    MachineResources.requireDisk(home.folder(), settings);
    home.requireDataReadableBy(distribution.version());
    home.awaitEndOfPredecessor();
    home.prepareFolders();
    Path installation = distribution.unpackInto(home.folder());
    LocalPorts ports = LocalPorts.free(httpPort);
    LocalAccount account = LocalAccount.keptIn(home.folder().resolve("password"));
    new ServerConfiguration(home, installation, ports, account, settings).write();
    user.own(home.serverFolders());
    Path program = installation.resolve("bin").resolve("elasticsearch");
    Path javaProgram = settings.javaHome().resolve("bin").resolve("java");
    List<String> prefix = user.prefix(List.of(program, javaProgram));
    home.markDataAsWrittenBy(distribution.version());
    // A name of its own: a predecessor that is still ending must not take our server for its own.
    Path pidFile = home.temporary().resolve("elasticsearch-%d.pid".formatted(ports.http()));
    StartupLog log = StartupLog.beginningNow(home.consoleLog(), home.serverLog());
    WatchedProcess process =
        WatchedProcess.start(
            prefix,
            List.of(program.toString(), "-p", pidFile.toString()),
            environment(settings, home),
            home.logs(),
            pidFile,
            home.consoleLog());
    URI uri = URI.create("http://%s:%d".formatted(LocalPorts.LOOPBACK, ports.http()));
    LOG.info(
        "Starting Elasticsearch {} at {}, data in {}", distribution.version(), uri, home.data());
    return new LocalElasticsearch(home, distribution.version(), uri, account, process, log);
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return uri;
  }

  /** The release that runs, such as {@code 8.19.21}. */
  public String version() {
    return version.toString();
  }

  /** The one user, who may do everything. */
  public String username() {
    return account.username();
  }

  /** That user's password; it stays the same for as long as the home exists. */
  public String password() {
    return account.password();
  }

  /** Whether the process runs; it may not be ready yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it answers and all its primary shards are there.
   *
   * @throws LocalElasticsearchFailedException if it dies or takes longer than that, with the last
   *     lines of its log; what still runs is ended by {@link #close()}
   */
  public void awaitReady(Duration timeout) {
    long begin = System.nanoTime();
    while (!answersHealthy()) {
      process.noteFamily();
      if (!process.isAlive()) {
        throw log.failure(
            "Elasticsearch ended with exit code %d while it started".formatted(process.exitCode()));
      }
      if (System.nanoTime() - begin > timeout.toNanos()) {
        throw log.failure("Elasticsearch was not ready after %d s".formatted(timeout.toSeconds()));
      }
      pause();
    }
    process.noteFamily();
    LOG.info("Elasticsearch {} is ready at {}", version, uri);
  }

  /**
   * Stops it and waits until no process of it is left: SIGTERM, and SIGKILL after 20 s. May be
   * called more than once.
   */
  @Override
  public void close() {
    try {
      process.close();
    } finally {
      home.close();
    }
  }

  private boolean answersHealthy() {
    try {
      URI health = uri.resolve("/_cluster/health?wait_for_status=yellow&timeout=1s");
      // A proxy of the environment must not get in between, nor see the password.
      HttpURLConnection connection =
          (HttpURLConnection) health.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(REQUEST_TIMEOUT_MILLIS);
      connection.setReadTimeout(REQUEST_TIMEOUT_MILLIS);
      connection.setRequestProperty("Authorization", account.basicAuthorization());
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalElasticsearchFailedException("Interrupted while Elasticsearch was starting.");
    }
  }

  private static void requireSystem() {
    if (OperatingSystem.isWindows()) {
      throw new LocalElasticsearchRefusedException(
          "Cinephile starts Elasticsearch by itself on Linux and macOS only. On Windows use WSL 2, or"
              + " name a running Elasticsearch with quarkus.elasticsearch.hosts.");
    }
    if (!Files.isExecutable(BASH)) {
      throw new LocalElasticsearchRefusedException(
          "Elasticsearch's start script needs %s, and there is none. Install bash."
              .formatted(BASH));
    }
  }

  /**
   * Only what the server needs, and the options that it takes from whoever starts it: nothing of
   * ours, such as a password, gets into its environment.
   */
  private static Map<String, String> environment(
      LocalElasticsearchSettings settings, ElasticsearchHome home) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("LANG", System.getenv().getOrDefault("LANG", "C.UTF-8"));
    environment.put("HOME", home.temporary().toString());
    environment.put("ES_TMPDIR", home.temporary().toString());
    environment.put("ES_JAVA_HOME", settings.javaHome().toString());
    environment.put("ES_PATH_CONF", home.configuration().toString());
    Optional.ofNullable(System.getenv("ES_JAVA_OPTS"))
        .ifPresent(options -> environment.put("ES_JAVA_OPTS", options));
    return environment;
  }
}
