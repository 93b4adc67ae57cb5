package io.cinephile.bootstrap.server;

import picocli.CommandLine.Command;

/** Changes the key that pseudonyms hang on. */
@Command(
    name = "pseudonyms",
    description = "Bring all pseudonyms under a new key, after the former one may have leaked.",
    mixinStandardHelpOptions = true)
final class PseudonymsCommand extends CommandGroup {
  @Command(
      name = "rotate",
      description = {
        "Make a new key, rewrite all that is stored under it, and delete the former key;",
        "end with 0 if all is done, with 1 if it must not be done now, with 2 if it was broken off.",
        "What was broken off goes on when the command is given again.",
        "Stop all servers and trainers first, and take a copy of the home folder and the store."
      },
      mixinStandardHelpOptions = true)
  int rotate() {
    CinephileConfiguration configuration = configuration();
    Settings.set("quarkus.http.host-enabled", false);
    return ServerProcess.run(configuration, PseudonymsApplication.class);
  }
}
