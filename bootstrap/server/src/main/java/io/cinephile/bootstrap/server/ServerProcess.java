package io.cinephile.bootstrap.server;

import io.cinephile.adapters.elasticsearch.local.LocalElasticsearchRefusedException;
import io.cinephile.adapters.rest.AddressCheck;
import io.cinephile.bootstrap.server.CinephileConfiguration.Trainer.Mode;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Runs a Quarkus application, in local mode with an Elasticsearch of its own beside it. */
final class ServerProcess {
  private static final Logger LOG = Logger.getLogger(ServerProcess.class);

  private ServerProcess() {}

  /** Returns the application's exit code when it has ended and no child process is left. */
  static int run(
      CinephileConfiguration configuration,
      Class<? extends QuarkusApplication> application,
      String... arguments) {
    requireTrainer(configuration);
    Optional<LocalNode> node = localNode(configuration);
    System.setProperty(AddressCheck.SERVER_LEAVES_CHECKING, "true");
    AtomicInteger code = new AtomicInteger();
    try {
      node.ifPresent(LocalNode::announce);
      Quarkus.run(
          application,
          (exitCode, failure) -> {
            Optional.ofNullable(failure).ifPresent(ServerProcess::explain);
            code.set(failure == null ? exitCode : 1);
          },
          arguments);
    } finally {
      node.ifPresent(LocalNode::close);
    }
    return code.get();
  }

  private static void explain(Throwable failure) {
    if (failure instanceof KeyRefusedException refused) {
      System.err.println("cinephile: " + refused.getMessage());
    } else {
      LOG.error("The server failed.", failure);
    }
  }

  /** Said before anything is started, and not when the first run is wanted. */
  private static void requireTrainer(CinephileConfiguration configuration) {
    if (configuration.trainer().mode() == Mode.PROCESS) {
      TrainerCommands.of(configuration);
    }
  }

  private static Optional<LocalNode> localNode(CinephileConfiguration configuration) {
    if (Settings.namesElasticsearch()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalNode.launch(configuration));
    } catch (LocalElasticsearchRefusedException e) {
      throw new CommandFailedException(e.getMessage());
    }
  }
}
