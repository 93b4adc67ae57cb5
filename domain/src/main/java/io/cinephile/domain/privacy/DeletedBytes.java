package io.cinephile.domain.privacy;

/**
 * Are the bytes of what was deleted still there? Out-port. A store may keep them for a while after
 * nobody can read them any more. Implementations are safe for use by several threads and processes,
 * and throw {@link io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface DeletedBytes {

  /**
   * Has the store's files hold no byte of what was deleted from it before this call. May take
   * minutes.
   *
   * @return whether that was reached; otherwise it is worth another try
   */
  boolean expunge();
}
