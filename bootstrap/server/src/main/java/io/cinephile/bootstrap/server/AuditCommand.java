package io.cinephile.bootstrap.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Looks at the audit trail from outside of a server. */
@Command(
    name = "audit",
    description = "Find out whether anybody has tampered with the audit trail.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "<folder>",
      scope = ScopeType.INHERIT,
      description = "Where the key and the anchor of the trail lie (default: ~/.cinephile).")
  private Path home;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
  }

  @Command(
      name = "verify",
      description = {
        "Look at every entry; end with 0 if the trail is whole, with 1 if somebody has tampered with it,",
        "with 2 if that cannot be told.",
        "Names the first fault. In the Elasticsearch that the server uses"
            + " (QUARKUS_ELASTICSEARCH_HOSTS), or in that of this home.",
        "Where a server runs with the same home and its own Elasticsearch, ask it instead: GET"
            + " /api/v1/governance/audit?verify=full."
      },
      mixinStandardHelpOptions = true)
  int verify() {
    Settings.set("cinephile.home", home);
    CinephileConfiguration configuration = Settings.configuration();
    Settings.set("quarkus.http.host-enabled", false);
    return ServerProcess.run(configuration, AuditApplication.class);
  }
}
