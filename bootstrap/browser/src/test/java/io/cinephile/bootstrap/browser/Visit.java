package io.cinephile.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody's visit to the page, in a browser that remembers nothing of former ones. Whatever the
 * browser complains of meanwhile, such as an error of a script or a breach of the policy, fails the
 * test when the visit ends.
 */
final class Visit implements AutoCloseable {
  private static final List<String> STANDARD =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final BrowserContext context;
  private final Page page;
  private final String root;
  private final List<String> complaints = new ArrayList<>();

  Visit(Browser browser, String root, Look look) {
    this.root = root;
    this.context = browser.newContext(look.options());
    context.setDefaultTimeout(Chromium.PATIENCE_MS);
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  /** Opens a view by its address within the page, such as {@code /dashboard}. */
  Visit open(String view) {
    page.navigate(root + "/#" + view);
    assertThat(page.locator("main h1")).isVisible();
    return this;
  }

  /** Enters a key, which the page remembers in this tab, once it has been opened. */
  Visit enter(String key) {
    page.evaluate("key => sessionStorage.setItem('cinephile.key', key)", key);
    return this;
  }

  Locator button(String name) {
    return role(AriaRole.BUTTON, name);
  }

  Locator heading(String name) {
    return role(AriaRole.HEADING, name);
  }

  Locator region(String name) {
    return role(AriaRole.REGION, name);
  }

  Locator role(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name));
  }

  Locator role(AriaRole role, Pattern name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name));
  }

  /** Waits until nothing is loading any more. */
  Visit settled() {
    assertThat(page.locator("[aria-busy=true], .stale")).hasCount(0);
    return this;
  }

  /** Whoever sees, hears or steers otherwise can use what is shown now, by WCAG 2.2 AA. */
  Visit accessible() {
    settled();
    List<String> found =
        new AxeBuilder(page)
            .withTags(STANDARD).analyze().getViolations().stream()
                .flatMap(
                    rule ->
                        rule.getNodes().stream()
                            .map(
                                node ->
                                    rule.getId() + ": " + rule.getHelp() + " " + node.getHtml()))
                .toList();
    assertThat(found).as(page.url()).isEmpty();
    Object tooWide =
        page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
    assertThat(tooWide).as("wider than the screen: " + page.url()).isEqualTo(false);
    return this;
  }

  /** The browser was right to complain so, once: of a status that was asked for. */
  void expectComplaint(String status) {
    assertThat(complaints).hasSize(1).allMatch(complaint -> complaint.contains(status));
    complaints.clear();
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("what the browser complained of").isEmpty();
  }
}
