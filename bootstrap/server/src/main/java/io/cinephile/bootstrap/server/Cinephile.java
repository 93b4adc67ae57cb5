package io.cinephile.bootstrap.server;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * The command line: {@code serve}, {@code train}, {@code watch}, {@code evaluate}, {@code keys},
 * {@code audit}, {@code kibana}, {@code pseudonyms}.
 */
@QuarkusMain
@Command(
    name = "cinephile",
    description = "A self-hosted movie recommender. Without a command it serves.",
    mixinStandardHelpOptions = true,
    version = "Cinephile 0.1.0",
    subcommands = {
      ServeCommand.class,
      TrainCommand.class,
      WatchCommand.class,
      EvaluateCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      KibanaCommand.class,
      PseudonymsCommand.class
    },
    footer =
        "%nEach option is also an environment variable (--dataset is CINEPHILE_DATASET) and a key of"
            + " config/application.properties (cinephile.dataset).")
public final class Cinephile {
  private Cinephile() {}

  /** Ends with 0 if all went well, 1 if it failed, 2 if the command line was wrong. */
  public static void main(String... arguments) {
    System.exit(commandLine().execute(withDefaultCommand(arguments)));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Cinephile())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(briefly())
        .setExecutionExceptionHandler(Cinephile::say);
  }

  /** Everything but a request for help goes to {@code serve} unless a command is named. */
  static String[] withDefaultCommand(String... arguments) {
    boolean named =
        arguments.length > 0
            && (commandLine().getSubcommands().containsKey(arguments[0])
                || arguments[0].matches("-h|--help|-V|--version"));
    if (named) {
      return arguments;
    }
    String[] serve = new String[arguments.length + 1];
    serve[0] = "serve";
    System.arraycopy(arguments, 0, serve, 1, arguments.length);
    return serve;
  }

  private static IParameterExceptionHandler briefly() {
    return (exception, arguments) -> {
      CommandLine commandLine = exception.getCommandLine();
      commandLine.getErr().println("cinephile: " + exception.getMessage());
      commandLine.getErr().println("Try './cinephile --help'.");
      return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    };
  }

  /** Refusals are written for people; anything else is a bug and shows where. */
  private static int say(Exception exception, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (exception instanceof CommandFailedException) {
      commandLine.getErr().println("cinephile: " + exception.getMessage());
      return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }
    throw exception;
  }
}
