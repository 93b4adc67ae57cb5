package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.training.RunId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a trainer is started.
 *
 * @param javaHome of the Java that runs it
 * @param classPath of the trainer, with Spark; jars, folders, or {@code folder/*}
 * @param mainClass of the trainer
 * @param application the jar that holds the main class, or {@link #ON_CLASS_PATH}
 * @param master where Spark works
 * @param heap the JVM's largest, such as {@code 2g}
 * @param environment additional variables: configuration and secrets, which must not stand on a
 *     command line, where every user of the machine can read them
 * @param log where the trainer's output goes; is appended to
 */
public record TrainerCommand(
    JavaHome javaHome,
    List<String> classPath,
    String mainClass,
    String application,
    SparkMaster master,
    String heap,
    Map<String, String> environment,
    Path log) {

  /** For a main class that the class path has already; Spark's word for it. */
  public static final String ON_CLASS_PATH = "spark-internal";

  /** What Spark's launcher module lists for Java 17 and newer, in {@code JavaModuleOptions}. */
  static final List<String> MODULE_OPTIONS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--add-modules=jdk.incubator.vector",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
          "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
          "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
          "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "-Djdk.reflect.useDirectMethodHandle=false",
          "-Dio.netty.tryReflectionSetAccessible=true",
          "-Dio.netty.allocator.type=pooled",
          "-Dio.netty.handler.ssl.defaultEndpointVerificationAlgorithm=NONE",
          "--enable-native-access=ALL-UNNAMED");

  private static final Pattern HEAP = Pattern.compile("[1-9]\\d*[kKmMgG]");

  /**
   * The first Java that warns of, and will one day refuse, the memory access of Spark's libraries.
   */
  private static final int UNSAFE_ACCESS_HAS_TO_BE_ALLOWED = 24;

  public TrainerCommand {
    if (!HEAP.matcher(heap).matches()) {
      throw new OutOfRangeException("cinephile.trainer.heap", heap, "must look like 2g or 1536m");
    }
    classPath = List.copyOf(classPath);
    environment = Map.copyOf(environment);
  }

  /** The environment is left out, as it may hold secrets. */
  @Override
  public String toString() {
    return "TrainerCommand[%s, master %s, heap %s]".formatted(mainClass, master.url(), heap);
  }

  /** A process that watches its standard input, a pipe, for the end of this one. */
  ProcessBuilder process(Path argumentFile) {
    ProcessBuilder builder = new ProcessBuilder(javaHome.java().toString(), "@" + argumentFile);
    builder.environment().putAll(environment);
    builder.environment().put(ParentWatch.VARIABLE, "true");
    return builder;
  }

  /** What follows {@code java} for a run. */
  List<String> arguments(RunId run) {
    return arguments(List.of("--once", run.value()));
  }

  /** What follows {@code java} for a trainer with such arguments of its own. */
  List<String> arguments(List<String> trainerArguments) {
    List<String> arguments = new ArrayList<>(MODULE_OPTIONS);
    if (javaHome.feature() >= UNSAFE_ACCESS_HAS_TO_BE_ALLOWED) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    arguments.add("-Xmx" + heap);
    // A trainer that goes on without memory may go on for ever, and tell nobody.
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    // Task graphs of ALS are deep and are serialised recursively.
    arguments.add("-Xss8m");
    arguments.addAll(List.of("-cp", String.join(java.io.File.pathSeparator, classPath), SUBMIT));
    arguments.addAll(master.arguments());
    arguments.addAll(List.of("--class", mainClass));
    arguments.add(application);
    arguments.addAll(trainerArguments);
    return arguments;
  }

  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

  /** Arguments in the form of a java argument file, as class paths outgrow command lines. */
  static String argumentFile(List<String> arguments) {
    StringBuilder file = new StringBuilder();
    for (String argument : arguments) {
      String escaped = argument.replace("\\", "\\\\").replace("\"", "\\\"");
      file.append('"').append(escaped).append("\"\n");
    }
    return file.toString();
  }
}
