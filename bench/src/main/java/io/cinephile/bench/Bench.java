package io.cinephile.bench;

import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.PublishingSettings;
import io.cinephile.bench.SyntheticData.Size;
import io.cinephile.bench.Workload.Film;
import io.cinephile.bootstrap.home.Release;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run}: measures every route on each kind of data, and prints Markdown. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Measures the speed of serving and prints it as Markdown.")
final class Bench implements Callable<Integer> {
  private static final String PREFIX = "cinephile";
  private static final int DEADLINE_PASSED = 3;
  private static final int MOVIELENS_100K_USERS = 943;

  /** What to serve. */
  enum Data {
    ML_100K,
    SYNTHETIC,
    ALL;

    boolean includes(Data other) {
      return this == ALL || this == other;
    }
  }

  @Option(
      names = "--data",
      paramLabel = "<data>",
      description = "ml-100k, from $$MOVIELENS_HOME; synthetic; or all (default).",
      converter = DataConverter.class,
      defaultValue = "all")
  private Data data;

  @Option(
      names = "--seconds",
      paramLabel = "<n>",
      description =
          "How long each route with an aim is measured; the others half as long (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "<n>",
      description =
          "How many seconds before that do not count; half as many for routes without an aim"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int warmUpSeconds;

  @Option(
      names = "--only",
      paramLabel = "<route>",
      split = ",",
      description =
          "These routes: user, title, title-uniform, visitor, fold-in, similar, search, suggest,"
              + " popular, trending, movie, movie-ratings, ratings, reasons, group, batch, rate; or"
              + " compare, for no route.")
  private List<String> only = List.of();

  @Option(
      names = "--no-compare",
      description = "Leaves out the comparison of two ways to do the same.")
  private boolean noCompare;

  @Option(
      names = "--movies",
      description = "Of the synthetic catalogue (default: ${DEFAULT-VALUE}).",
      defaultValue = "60000")
  private int movies;

  @Option(
      names = "--viewers",
      description = "Of the synthetic data (default: ${DEFAULT-VALUE}).",
      defaultValue = "160000")
  private int viewers;

  @Option(
      names = "--ratings",
      description = "Of the synthetic data, about (default: ${DEFAULT-VALUE}).",
      defaultValue = "3000000")
  private long ratings;

  @Option(
      names = "--seed",
      description = "Of the synthetic data and of all that is drawn (default: ${DEFAULT-VALUE}).",
      defaultValue = "42")
  private long seed;

  @Option(
      names = "--heap",
      paramLabel = "<MB>",
      description = "Of the server, in the place of the 384 that ./cinephile gives it.")
  private Optional<Integer> heapMegabytes = Optional.empty();

  @Option(
      names = "--gorse",
      paramLabel = "<program>",
      description = "A gorse-in-one to load in the same way, on MovieLens 100K.")
  private Optional<Path> gorse = Optional.empty();

  @Option(
      names = "--deadline",
      paramLabel = "<minutes>",
      description = "Ends, unfinished, so long after bench/run began (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int deadlineMinutes;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path root = Path.of(environment("CINEPHILE_BENCH_ROOT"));
  private final Path scratch = Path.of(environment("CINEPHILE_BENCH_SCRATCH"));

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ScheduledExecutorService deadline = deadline();
    Path home = Files.createDirectories(scratch.resolve("home"));
    Path distribution = Path.of(environment("CINEPHILE_ELASTICSEARCH_DISTRIBUTION"));
    try (Installation installation = new Installation(root, home, distribution)) {
      head(installation);
      if (data.includes(Data.ML_100K)) {
        movieLens(installation);
      }
      if (data.includes(Data.SYNTHETIC)) {
        synthetic(installation);
      }
    } finally {
      deadline.shutdownNow();
    }
    return 0;
  }

  /** The shutdown hooks end all processes. */
  private ScheduledExecutorService deadline() {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "deadline");
              thread.setDaemon(true);
              return thread;
            });
    long begun = Long.parseLong(environment("CINEPHILE_BENCH_BEGUN"));
    timer.schedule(
        () -> {
          printRows();
          out.printf("%nEnded, unfinished, at the deadline of %d minutes.%n", deadlineMinutes);
          System.exit(DEADLINE_PASSED);
        },
        begun + TimeUnit.MINUTES.toSeconds(deadlineMinutes) - Instant.now().getEpochSecond(),
        TimeUnit.SECONDS);
    return timer;
  }

  private void head(Installation installation) {
    out.printf(
        "Machine: %s. Elasticsearch %s, 512 MB of heap; server, %d MB of heap.%n",
        Machine.description(), installation.elasticsearchVersion(), heapMegabytes.orElse(384));
    out.printf("Code: %s. Seed: %d.%n", Release.versionAndCommit(), seed);
    out.printf("Command: `%s`.%n", environment("CINEPHILE_BENCH_COMMAND"));
  }

  private void movieLens(Installation installation) throws IOException, InterruptedException {
    Optional<Path> folder =
        Optional.ofNullable(System.getenv("MOVIELENS_HOME"))
            .map(home -> Path.of(home, "ml-100k").toAbsolutePath())
            .filter(Files::isDirectory);
    if (folder.isEmpty()) {
      out.printf("%nMovieLens 100K is left out: MOVIELENS_HOME names no folder with ml-100k.%n");
      return;
    }
    progress("training MovieLens 100K");
    installation.serve(folder, heapMegabytes);
    out.printf("%n## MovieLens 100K%n%n");
    measure(installation, MOVIELENS_100K_USERS);
    if (gorse.isPresent()) {
      peer(installation, folder.get());
    }
  }

  private void peer(Installation installation, Path dataset)
      throws IOException, InterruptedException {
    progress("teaching Gorse");
    Path ratings = dataset.resolve("u.data");
    try (Gorse peer =
        new Gorse(gorse.orElseThrow(), scratch.resolve("gorse"), ratings, MOVIELENS_100K_USERS)) {
      out.printf("%n### Gorse, on the same data, Cinephile idle beside it%n%n");
      List<Film> films = films(store(installation), store(installation).serving().orElseThrow());
      load(
          workload(peer.baseUrl(), "", MOVIELENS_100K_USERS, films, List.of(Routes.GORSE))
              .ofProcesses(peer.pid(), 0));
    }
  }

  private void synthetic(Installation installation) throws IOException, InterruptedException {
    Size size = new Size(movies, viewers, ratings, seed);
    Pseudonymiser pseudonymiser = installation.home().pseudonymKeys().pseudonymiser();
    progress("publishing the synthetic generation");
    long begun = System.nanoTime();
    Generation generation =
        new SyntheticGeneration(
                new SyntheticData(size, pseudonymiser),
                installation.client(),
                PREFIX,
                what -> progress("wrote the " + what))
            .publish();
    long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    if (installation.isServing()) {
      installation.awaitServing(generation.id().value());
    } else {
      installation.serve(Optional.empty(), heapMegabytes);
    }
    Counts counts = generation.counts();
    out.printf(
        "%n## Synthetic: %,d movies, %,d viewers, %,d ratings%n%nPublished in %d s.%n%n",
        counts.movies(), counts.viewers(), counts.ratings(), took);
    measure(installation, viewers);
  }

  private void measure(Installation installation, int users)
      throws IOException, InterruptedException {
    RecommendationStore store = store(installation);
    GenerationId generation = store.serving().orElseThrow();
    if (!only.equals(List.of("compare"))) {
      List<Film> films = films(store, generation);
      load(
          workload(installation.baseUrl(), installation.adminKey(), users, films, only)
              .ofProcesses(installation.serverPid(), installation.elasticsearchPid()));
    }
    if (!noCompare) {
      progress("comparing two ways");
      Pseudonymiser pseudonymiser = installation.home().pseudonymKeys().pseudonymiser();
      TwoWays twoWays =
          new TwoWays(installation.client(), PREFIX, generation, pseudonymiser, users, seed);
      out.println();
      out.print(twoWays.tables());
    }
  }

  private static RecommendationStore store(Installation installation) {
    return new ElasticsearchRecommendationStore(
        installation.client(), PREFIX, PublishingSettings.DEFAULT);
  }

  private Workload workload(
      String baseUrl, String adminKey, int users, List<Film> films, List<String> routes) {
    return new Workload(
        baseUrl,
        adminKey,
        users,
        films,
        seconds,
        warmUpSeconds,
        seed,
        routes,
        0,
        0,
        rows().toString());
  }

  private static List<Film> films(RecommendationStore store, GenerationId generation) {
    try (Stream<LearntMovie> learnt = store.movies(generation)) {
      return learnt
          .map(LearntMovie::entry)
          .map(
              entry ->
                  new Film(
                      entry.id().value(),
                      entry.movie().displayTitle(),
                      entry.statistics().ratings()))
          .toList();
    }
  }

  /** The load generator is a process of its own, so that its work can be told from this one's. */
  private void load(Workload load) throws IOException, InterruptedException {
    progress("measuring the routes");
    Path workload = scratch.resolve("workload.json");
    Files.deleteIfExists(rows());
    load.write(workload);
    Path log = scratch.resolve("load.log");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-D" + ServingSimulation.WORKLOAD + "=" + workload,
                "-cp",
                System.getProperty("java.class.path"),
                "io.gatling.app.Gatling",
                "--simulation",
                ServingSimulation.class.getName(),
                "--results-folder",
                scratch.resolve("gatling").toString(),
                "--no-reports")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread end = new Thread(process::destroyForcibly, "load-end");
    Runtime.getRuntime().addShutdownHook(end);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    printRows();
    if (code != 0) {
      throw new IllegalStateException(
          "The load generator ended with %d: %s".formatted(code, Files.readString(log)));
    }
  }

  private Path rows() {
    return scratch.resolve("rows.md");
  }

  private void printRows() {
    try {
      if (Files.exists(rows())) {
        out.print(RouteRecord.HEADER + Files.readString(rows()));
        Files.delete(rows());
      }
    } catch (IOException e) {
      out.println("The rows cannot be read: " + e.getMessage());
    }
  }

  private static void progress(String what) {
    System.err.printf("bench: %tT %s%n", LocalTime.now(), what);
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; bench/run sets it.");
    }
    return value;
  }

  private static final class DataConverter implements CommandLine.ITypeConverter<Data> {
    @Override
    public Data convert(String text) {
      return Stream.of(Data.values())
          .filter(
              data -> data.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-').equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'%s' is none of ml-100k, synthetic, all".formatted(text)));
    }
  }
}
