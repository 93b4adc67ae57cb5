package io.cinephile.bootstrap.browser;

import com.microsoft.playwright.Page;

/** What the browser itself measured of a page. */
final class Timing {
  /** To be run before the page: notes when somebody could begin to type a title. */
  static final String UNTIL_THE_FIELD_IS_THERE =
      """
      new MutationObserver((_, observer) => {
        if (document.querySelector('[role=combobox]')) {
          window.fieldThere = performance.now();
          observer.disconnect();
        }
      }).observe(document, { childList: true, subtree: true });
      """;

  private Timing() {}

  /** Milliseconds from the request for the page until the field was there. */
  static double fieldThere(Page page) {
    return ((Number) page.evaluate("() => window.fieldThere")).doubleValue();
  }

  /** All that was sent for the page so far, compressed and with headers, in bytes. */
  static int bytes(Page page) {
    Object sum =
        page.evaluate(
            """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
              .reduce((sum, entry) => sum + entry.transferSize, 0)
            """);
    return ((Number) sum).intValue();
  }
}
