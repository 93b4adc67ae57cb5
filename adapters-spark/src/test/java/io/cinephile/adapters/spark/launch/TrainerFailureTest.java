package io.cinephile.adapters.spark.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerFailureTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Terminating due to java.lang.OutOfMemoryError: Java heap space",
        "java.lang.OutOfMemoryError: GC overhead limit exceeded",
        "Caused by: java.lang.OutOfMemoryError: Cannot reserve 4194304 bytes of direct buffer memory",
        "org.apache.spark.memory.SparkOutOfMemoryError: [UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire"
            + " 65536 bytes of memory, got 0. SQLSTATE: 53200",
        "Cannot reserve additional contiguous bytes in the vectorized reader (requested 8 bytes).",
        "Not enough memory to build and broadcast the table to all worker nodes."
      })
  void every_way_to_say_that_memory_ran_out_is_understood(String line) {
    assertThat(TrainerFailure.toldBy(line)).contains(TrainerFailure.OUT_OF_MEMORY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HEAP_TOO_SMALL    | [INVALID_DRIVER_MEMORY] System memory 314572800 must be at least 471859200.",
        "HEAP_TOO_SMALL    | Too small maximum heap",
        "MACHINE_TOO_SMALL | # There is insufficient memory for the Java Runtime Environment to continue.",
        "MACHINE_TOO_SMALL | Error: Could not reserve enough space for 99999744KB object heap",
        "MACHINE_TOO_SMALL | Invalid maximum heap size: -Xmx99999999g",
        "TOO_MANY_THREADS  | java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory",
      })
  void other_shortages_are_told_apart(TrainerFailure failure, String line) {
    assertThat(TrainerFailure.toldBy(line)).contains(failure);
  }

  @Test
  void an_ordinary_line_tells_nothing() {
    assertThat(TrainerFailure.toldBy("WARN MemoryStore: Not enough space to cache rdd_7_1"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3   | The trainer ran out of memory with a heap of 2g",
        "52  | The trainer ran out of memory with a heap of 2g",
        "137 | The trainer was killed",
        "143 | The trainer was stopped.",
        "134 | The trainer crashed",
        "1   | The trainer ended with code 1;",
      })
  void without_a_telling_line_the_exit_code_tells(int exit, String reason) {
    assertThat(TrainerFailure.reason(exit, Optional.empty(), "2g")).startsWith(reason);
  }

  @Test
  void what_was_said_counts_more_than_an_ordinary_code() {
    assertThat(TrainerFailure.reason(1, Optional.of(TrainerFailure.HEAP_TOO_SMALL), "300m"))
        .isEqualTo(
            "A heap of 300m is too small for a trainer; set CINEPHILE_TRAINER_HEAP"
                + " (cinephile.trainer.heap) to 512m or more.");
  }
}
