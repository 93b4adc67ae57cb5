package io.cinephile.bootstrap.server;

import io.cinephile.domain.privacy.LegalBasis;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * All settings of Cinephile's own. Each is also an environment variable: {@code
 * cinephile.training.schedule} is {@code CINEPHILE_TRAINING_SCHEDULE}.
 */
@ConfigMapping(prefix = "cinephile")
public interface CinephileConfiguration {
  /** Where secrets, data sets and, in local mode, Elasticsearch live. */
  @WithDefault("${user.home}/.cinephile")
  Path home();

  /** The address that the server listens on; 0.0.0.0 for all. */
  @WithDefault("127.0.0.1")
  String host();

  /** The port that the server listens on. */
  @WithDefault("8080")
  int port();

  /**
   * What to train on: a folder, a .zip or a name. Without it, {@code sample} where nothing was
   * trained yet.
   */
  Optional<String> dataset();

  Governance governance();

  Lineage lineage();

  Training training();

  Trainer trainer();

  Elasticsearch elasticsearch();

  Sweep sweep();

  Retention retention();

  Events events();

  Privacy privacy();

  /** Who answers for the data; what is not given is told as "not configured". */
  interface Governance {
    /** Who decides about purposes and means (GDPR Art. 4(7)). */
    Optional<String> controller();

    /** How to reach those who care for privacy: a mail address, or a URL. */
    Optional<String> contact();

    /** Who looks after the data. */
    Optional<String> owner();
  }

  /** What training runs tell of data. */
  interface Lineage {
    /**
     * The endpoint that takes OpenLineage events, without {@code /api/v1/lineage}; without it they
     * go to a file, {@code lineage/events.ndjson} in the home folder.
     */
    Optional<URI> url();
  }

  /** When to train anew. */
  interface Training {
    /**
     * Six fields, seconds first, as in {@code 0 0 3 * * ?} for three in the morning; or {@code
     * off}.
     */
    @WithDefault("off")
    String schedule();

    /**
     * By how much a candidate may be worse than what is served, as a fraction of the served
     * generation's NDCG@10, and a quarter of that of its RMSE; from 0 to 1. What is worse by more,
     * and not by chance, is refused.
     */
    @WithDefault("0.02")
    double tolerance();
  }

  /** How a training process is run. */
  interface Trainer {
    /**
     * The file that holds the trainer's class path; {@code cinephile-trainer.jar} lies beside it.
     */
    Optional<Path> classPathFile();

    /** Who does the runs that this server wants. */
    @WithDefault("process")
    Mode mode();

    /** Spark's master. */
    @WithDefault("local[*]")
    String master();

    /**
     * On how many cores at most, from 1 to 1024, or {@code *} for all: the star in {@code
     * local[*]}, or all cores together on a cluster. Not beside a local master that names its cores
     * itself.
     */
    Optional<String> cores();

    /** The trainer's heap, as Java's -Xmx takes it. */
    @WithDefault("2g")
    String heap();

    /** The Java that runs trainers, 17 to 25; without it, the one that runs the server. */
    Optional<Path> javaHome();

    /** Who does runs. */
    enum Mode {
      /** For each run the server starts a process of its own. */
      PROCESS,
      /** Trainers that somebody started with {@code ./cinephile watch}; the server starts none. */
      WAITING
    }
  }

  /** How the indices are made, and the Elasticsearch of local mode. */
  interface Elasticsearch {
    /** All names of indices and aliases begin so. */
    @WithDefault("cinephile")
    String indexPrefix();

    /** Copies of each shard beside the first. */
    @WithDefault("0")
    int replicas();

    /** How long a request waits for an answer of the store, from 10 ms to a minute. */
    @WithDefault("2s")
    Duration timeout();

    /** A training run that nobody heard of for so long is dead. */
    @WithDefault("30s")
    Duration lease();

    /** The .zip of the Elasticsearch that local mode runs. */
    Optional<Path> distribution();

    /** Heap of the Elasticsearch that local mode runs, in megabytes. */
    @WithDefault("512")
    int heapMegabytes();
  }

  /**
   * For how long data are kept: a period such as {@code P90D} or {@code P2Y}, from a day to a
   * hundred years, or {@code forever}.
   */
  interface Retention {
    /** What viewers say, from when they last said it. */
    @WithDefault("forever")
    String liveRatings();

    /** How training runs fared, from their end; runs of stored generations stay. */
    @WithDefault("P2Y")
    String runs();

    /** The entries of the audit trail. */
    @WithDefault("P3Y")
    String audit();

    /** What was answered, how fast and from what. */
    @WithDefault("P30D")
    String events();

    /** How often what is older is removed. */
    @WithDefault("24h")
    Duration every();
  }

  /** What is recorded of answers, for charts; nobody is named in it. */
  interface Events {
    /** Whether anything is. */
    @WithDefault("true")
    boolean enabled();

    /** Of which share of the answers, picked by chance; from 0 to 1. */
    @WithDefault("1")
    double sample();
  }

  /** What personal data may be used for. */
  interface Privacy {
    /**
     * What holds for a viewer who has decided nothing: allowed until they object ({@code
     * legitimate-interest}), or refused until they consent ({@code consent}).
     */
    @WithDefault("legitimate-interest")
    LegalBasis legalBasis();

    /** The version of the privacy notice that is in force, from 1; raise it with each change. */
    @WithDefault("1")
    int noticeVersion();
  }

  /** Removing what nobody will ask for again. */
  interface Sweep {
    /** How often. */
    @WithDefault("10m")
    Duration every();

    /** How many generations that may be served stay, from 3 to 100. */
    @WithDefault("3")
    int keep();
  }
}
