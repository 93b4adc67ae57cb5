package io.cinephile.domain.rotation;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which key is in use, and who is at work with it? Out-port. Safe for use by several threads and
 * processes; throws {@link io.cinephile.domain.StoreUnavailableException} when the store does not
 * answer.
 */
public interface KeyStates {

  /** Empty before the first change. */
  Optional<KeyState> find();

  /**
   * Changes it. Of changes at the same time none is lost. When this returns, the change is durable
   * and every reader sees it.
   *
   * @param first is changed where nothing is kept
   * @param change may be called several times; may throw to change nothing
   * @return what is kept now
   */
  KeyState change(KeyState first, UnaryOperator<KeyState> change);
}
