package io.cinephile.bootstrap.server;

import picocli.CommandLine.Command;

/** Looks at the audit trail from outside of a server. */
@Command(
    name = "audit",
    description = "Find out whether anybody has tampered with the audit trail.",
    mixinStandardHelpOptions = true)
final class AuditCommand extends CommandGroup {
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
    CinephileConfiguration configuration = configuration();
    Settings.set("quarkus.http.host-enabled", false);
    return ServerProcess.run(configuration, AuditApplication.class);
  }
}
