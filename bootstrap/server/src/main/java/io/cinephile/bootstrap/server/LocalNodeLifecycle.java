package io.cinephile.bootstrap.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Ties local mode's Elasticsearch to the life of the server: it is the last to go. */
@Singleton
class LocalNodeLifecycle {
  void started(@Observes StartupEvent event) {
    LocalNode.current().ifPresent(LocalNode::leaveTheEndToQuarkus);
  }

  void stopped(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    LocalNode.current().ifPresent(LocalNode::close);
  }
}
