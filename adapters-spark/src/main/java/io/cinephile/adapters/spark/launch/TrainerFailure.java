package io.cinephile.adapters.spark.launch;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a trainer ends badly, as far as that can be told from outside: by a line that it printed, or
 * by its exit code. Nothing here needs memory or luck on the trainer's side.
 */
public enum TrainerFailure {
  /** Not memory, though Java calls it so. */
  TOO_MANY_THREADS(
      "unable to create (new )?native thread",
      "The operating system let the trainer have no more threads; raise the limit of processes and"
          + " threads of the user that runs Cinephile."),
  HEAP_TOO_SMALL(
      "System memory \\d+ must be at least|Too small (initial|maximum) heap",
      "A heap of %s is too small for a trainer; set CINEPHILE_TRAINER_HEAP (cinephile.trainer.heap)"
          + " to 512m or more."),
  MACHINE_TOO_SMALL(
      "insufficient memory for the Java Runtime|Could not reserve enough space for .*heap"
          + "|Invalid maximum heap size",
      "This machine has no room for a trainer with a heap of %s; set CINEPHILE_TRAINER_HEAP"
          + " (cinephile.trainer.heap) to less."),
  OUT_OF_MEMORY(
      "OutOfMemoryError|GC overhead limit exceeded|UNABLE_TO_ACQUIRE_MEMORY|Unable to acquire \\d+"
          + " bytes of memory|Cannot reserve additional contiguous bytes|Not enough memory to build"
          + " and broadcast",
      "The trainer ran out of memory with a heap of %s; set CINEPHILE_TRAINER_HEAP"
          + " (cinephile.trainer.heap) to more."),
  KILLED(
      "",
      "The trainer was killed, as the operating system does where the machine runs out of memory;"
          + " its heap may grow to %s (CINEPHILE_TRAINER_HEAP, cinephile.trainer.heap).");

  /** What every trainer that was asked to end is said to have ended by. */
  static final String STOPPED = "The trainer was stopped.";

  /** Of Java with ExitOnOutOfMemoryError, and of Spark after one that it saw itself. */
  private static final Set<Integer> OUT_OF_MEMORY_CODES = Set.of(3, 52);

  private static final int SIGNALLED = 128;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGABRT = 6;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private final Predicate<String> told;
  private final String reason;

  TrainerFailure(String told, String reason) {
    this.told = told.isEmpty() ? line -> false : Pattern.compile(told).asPredicate();
    this.reason = reason;
  }

  /** The failure that such a text tells of, if it does. */
  public static Optional<TrainerFailure> toldBy(String text) {
    return Stream.of(values()).filter(failure -> failure.told.test(text)).findFirst();
  }

  /**
   * The reason in a sentence, fit to be shown.
   *
   * @param heap the trainer's largest, such as {@code 2g}
   */
  public String reason(String heap) {
    return reason.formatted(heap);
  }

  private static Optional<TrainerFailure> toldBy(int exit) {
    return Optional.of(OUT_OF_MEMORY).filter(failure -> OUT_OF_MEMORY_CODES.contains(exit));
  }

  /**
   * Why a process ended.
   *
   * @param exit its code; from 128 on, the signal that ended it
   * @param told by its output
   * @param heap its largest
   */
  static String reason(int exit, Optional<TrainerFailure> told, String heap) {
    return switch (exit - SIGNALLED) {
      case SIGKILL -> KILLED.reason(heap);
      case SIGHUP, SIGINT, SIGTERM -> STOPPED;
      case SIGABRT -> "The trainer crashed; its last lines name the file that tells more.";
      default ->
          told.or(() -> toldBy(exit))
              .map(failure -> failure.reason(heap))
              .orElse(
                  String.format(
                      Locale.ROOT,
                      "The trainer ended with code %d; its last lines tell more.",
                      exit));
    };
  }
}
