package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CinephileTest {
  @Test
  void without_a_command_it_serves() {
    assertThat(Cinephile.withDefaultCommand()).containsExactly("serve");
    assertThat(Cinephile.withDefaultCommand("--port", "1")).containsExactly("serve", "--port", "1");
    assertThat(Cinephile.withDefaultCommand("train")).containsExactly("train");
    assertThat(Cinephile.withDefaultCommand("--help")).containsExactly("--help");
  }

  @Test
  void help_names_the_commands_and_the_options() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Cinephile.commandLine().setOut(new PrintWriter(out));

    assertThat(commandLine.execute("--help")).isZero();
    assertThat(commandLine.execute("serve", "--help")).isZero();

    assertThat(out.toString())
        .contains(
            "serve",
            "train",
            "watch",
            "evaluate",
            "audit",
            "kibana",
            "pseudonyms",
            "CINEPHILE_DATASET")
        .contains("--dataset", "--home", "--port", "--host");
  }

  @Test
  void a_wrong_option_or_port_is_told_in_a_line_and_not_in_a_stack_trace() {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Cinephile.commandLine().setErr(new PrintWriter(err));

    assertThat(commandLine.execute("serve", "--prot", "80")).isEqualTo(2);
    assertThat(commandLine.execute("serve", "--port", "seventy")).isEqualTo(2);
    assertThat(commandLine.execute("serve", "--port", "70000")).isEqualTo(1);

    assertThat(err.toString())
        .contains("--prot", "seventy", "--port must be from 1 to 65535, but is 70000")
        .doesNotContain("\tat ");
  }
}
