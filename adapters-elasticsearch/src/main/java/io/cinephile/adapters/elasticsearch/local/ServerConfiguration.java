package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files of Elasticsearch's configuration folder, written anew for each start. */
record ServerConfiguration(
    ElasticsearchHome home,
    Path installation,
    LocalPorts ports,
    LocalAccount account,
    LocalElasticsearchSettings settings) {

  static final String CLUSTER_NAME = "cinephile-local";

  private static final String LOGGING =
      """
      status = error
      appender.file.type = RollingFile
      appender.file.name = file
      appender.file.fileName = ${sys:es.logs.base_path}${sys:file.separator}elasticsearch.log
      appender.file.filePattern = ${sys:es.logs.base_path}${sys:file.separator}elasticsearch-%i.log
      appender.file.layout.type = PatternLayout
      appender.file.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
      appender.file.policies.type = Policies
      appender.file.policies.size.type = SizeBasedTriggeringPolicy
      appender.file.policies.size.size = 8MB
      appender.file.strategy.type = DefaultRolloverStrategy
      appender.file.strategy.max = 3
      rootLogger.level = info
      rootLogger.appenderRef.file.ref = file
      """;

  void write() throws IOException {
    write("elasticsearch.yml", serverSettings());
    write("users", account.usersLine());
    write("users_roles", account.rolesLine());
    write("roles.yml", "");
    write("role_mapping.yml", "");
    write("log4j2.properties", LOGGING);
    write("jvm.options", jvmOptionsOfDistribution());
    Files.createDirectory(home.configuration().resolve("jvm.options.d"));
    write("jvm.options.d/cinephile.options", ownJvmOptions());
  }

  private String serverSettings() {
    List<String> lines = new ArrayList<>();
    lines.add("cluster.name: " + CLUSTER_NAME);
    lines.add("node.name: " + CLUSTER_NAME);
    lines.add("discovery.type: single-node");
    lines.add("path.data: " + quoted(home.data()));
    lines.add("path.logs: " + quoted(home.logs()));
    lines.add("http.host: " + LocalPorts.LOOPBACK);
    lines.add("http.port: " + ports.http());
    lines.add("transport.host: " + LocalPorts.LOOPBACK);
    lines.add("transport.port: " + ports.transport());
    // Server and trainer are on this machine, too. Pools for all of its cores hand work from thread
    // to thread more often than cores are free: on two of them a search cost a seventh more.
    lines.add("node.processors: " + halfOfTheCores());
    // The defaults are percentages: a laptop's disk, 90 % full with 50 GB free, would be read-only.
    lines.add("cluster.routing.allocation.disk.watermark.low: 1gb");
    lines.add("cluster.routing.allocation.disk.watermark.high: 500mb");
    lines.add("cluster.routing.allocation.disk.watermark.flood_stage: 250mb");
    lines.add("xpack.security.enabled: true");
    lines.add("xpack.security.autoconfiguration.enabled: false");
    lines.add("xpack.security.http.ssl.enabled: false");
    lines.add("xpack.security.transport.ssl.enabled: false");
    lines.add("xpack.security.authc.password_hashing.algorithm: pbkdf2");
    // Our one user is the only one: no built-in 'elastic', no users kept in an index.
    lines.add("xpack.security.authc.reserved_realm.enabled: false");
    lines.add("xpack.security.authc.realms.file.local.order: 0");
    lines.add("xpack.security.authc.realms.native.unused.order: 1");
    lines.add("xpack.security.authc.realms.native.unused.enabled: false");
    // A setting of a module that is not there would stop the server.
    addWithModule(lines, "ingest-geoip", "ingest.geoip.downloader.enabled: false");
    addWithModule(lines, "x-pack-ml", "xpack.ml.enabled: false");
    return joined(lines);
  }

  private static int halfOfTheCores() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private void addWithModule(List<String> lines, String module, String setting) {
    if (Files.isDirectory(installation.resolve("modules").resolve(module))) {
      lines.add(setting);
    }
  }

  /**
   * What this release needs, without its garbage-collection log (up to 2 GB) and without heap
   * dumps, which would leave personal data behind.
   */
  private String jvmOptionsOfDistribution() throws IOException {
    try (var lines = Files.lines(installation.resolve("config").resolve("jvm.options"))) {
      return joined(
          lines
              .filter(line -> !line.contains("-Xlog:gc"))
              .filter(line -> !line.contains("HeapDump"))
              .toList());
    }
  }

  private String ownJvmOptions() {
    List<String> options = new ArrayList<>();
    options.add("-Xms" + settings.heapMegabytes() + "m");
    options.add("-Xmx" + settings.heapMegabytes() + "m");
    // The core distribution lacks the analysis that the index of built-in roles needs: without this
    // each start logs stack traces about it.
    options.add("-Des.queryable_built_in_roles_enabled=false");
    options.addAll(settings.jvmOptions());
    return joined(options);
  }

  /**
   * Never over something that is there: a link left in a folder of the server's would be followed.
   */
  private void write(String name, String content) throws IOException {
    Files.writeString(home.configuration().resolve(name), content, StandardOpenOption.CREATE_NEW);
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  private static String joined(List<String> lines) {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
