package io.cinephile.bootstrap.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** A command whose own commands work on one home; by itself it tells which they are. */
abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "<folder>",
      scope = ScopeType.INHERIT,
      description = "Where the keys lie (default: ~/.cinephile).")
  private Path home;

  @Override
  public final void run() {
    spec.commandLine().usage(out());
  }

  /** What is configured, for this home. */
  final CinephileConfiguration configuration() {
    Settings.set("cinephile.home", home);
    return Settings.configuration();
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
