package io.cinephile.adapters.spark;

import io.cinephile.domain.training.TrainingListener;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.spark.JobExecutionStatus;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;

/**
 * Lets Spark work in a thread of its own, and tells a listener meanwhile how far it is: by the
 * stages that Spark has finished, as one blocking call says nothing itself. When the listener
 * throws, or the waiting thread is interrupted, Spark's jobs are cancelled, and the work is waited
 * for as long as it takes to notice that: work that does not notice goes on by itself for a while,
 * without Spark.
 *
 * <p>Whatever Spark is to do for a thread that may be interrupted has to go through here: Spark
 * itself lets go of a waiting thread that is interrupted, but not of the job that it waited for.
 */
final class WatchedWork {
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  /** Task graphs are deep and are walked recursively. */
  private static final long STACK_BYTES = 16L << 20;

  /** In which Spark's own calls return when their job is cancelled. */
  private static final long MILLIS_TO_NOTICE = 1_000;

  private static final long MILLIS_BETWEEN_CANCELLATIONS = 50;

  private final SparkContext spark;
  private final TrainingListener listener;
  private double reported;

  WatchedWork(SparkContext spark, TrainingListener listener) {
    this.spark = spark;
    this.listener = listener;
  }

  /**
   * A part of the whole.
   *
   * @param activity for people, by the number of finished stages
   * @param from the fraction of the whole where it begins
   * @param to the fraction where it ends
   * @param stages how many stages it takes, about
   */
  record Part(IntFunction<String> activity, double from, double to, int stages) {
    Part(String activity, double from, double to, int stages) {
      this(finished -> activity, from, to, stages);
    }

    double fraction(int finished) {
      return from + (to - from) * Math.min(1, (double) finished / stages);
    }
  }

  /** Does what is over soon, and tells nobody. */
  static <T> T untold(SparkContext spark, Supplier<T> work) {
    return new WatchedWork(spark, TrainingListener.SILENT).run(new Part("working", 0, 1, 1), work);
  }

  /**
   * Does one part of the work.
   *
   * @throws CancellationException if this thread is interrupted; it stays so
   */
  <T> T run(Part part, Supplier<T> work) {
    String group = "cinephile-" + UUID.randomUUID();
    StageCount stages = new StageCount(group);
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              spark.setJobGroup(group, part.activity().apply(0), true);
              return work.get();
            });
    Thread worker = new Thread(null, task, "training", STACK_BYTES);
    worker.setDaemon(true);
    spark.addSparkListener(stages);
    try {
      report(part, 0);
      worker.start();
      T result = await(task, part, stages);
      report(part, part.stages());
      return result;
    } finally {
      if (!task.isDone()) {
        stop(group, worker);
      }
      spark.removeSparkListener(stages);
    }
  }

  private <T> T await(FutureTask<T> task, Part part, StageCount stages) {
    while (true) {
      try {
        return task.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        report(part, stages.finished());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception cause) {
          throw SparkFailure.of(cause);
        }
        throw (Error) e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("The training was interrupted.");
      }
    }
  }

  /** An estimate may be exceeded, but never taken back. */
  private void report(Part part, int finished) {
    reported = Math.max(reported, part.fraction(finished));
    listener.progressed(part.activity().apply(finished), reported);
  }

  /**
   * Spark refuses what a cancelled group submits later, but for the map stages of adaptive queries:
   * so it is told again until the work has ended and none of them is left.
   */
  private void stop(String group, Thread worker) {
    boolean interrupted = Thread.interrupted();
    try {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_NOTICE);
      boolean ended;
      do {
        ended = !worker.isAlive();
        spark.cancelJobGroupAndFutureJobs(group);
        Thread.sleep(MILLIS_BETWEEN_CANCELLATIONS);
      } while (!(ended && hasNoJob(group)) && System.nanoTime() < deadline);
      if (worker.isAlive()) {
        worker.interrupt();
        worker.join(MILLIS_TO_NOTICE);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasNoJob(String group) {
    SparkStatusTracker books = spark.statusTracker();
    return Arrays.stream(books.getJobIdsForGroup(group))
        .mapToObj(books::getJobInfo)
        .noneMatch(job -> job.isDefined() && job.get().status() == JobExecutionStatus.RUNNING);
  }

  /** Counts the finished stages of one job group. */
  private static final class StageCount extends SparkListener {
    private final String group;
    private final Set<Integer> own = ConcurrentHashMap.newKeySet();
    private final AtomicInteger finished = new AtomicInteger();

    StageCount(String group) {
      this.group = group;
    }

    int finished() {
      return finished.get();
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
      if (group.equals(event.properties().getProperty("spark.jobGroup.id"))) {
        own.add(event.stageInfo().stageId());
      }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted event) {
      if (own.contains(event.stageInfo().stageId())) {
        finished.incrementAndGet();
      }
    }
  }
}
