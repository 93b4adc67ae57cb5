package io.cinephile.bootstrap.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Locale;
import java.util.stream.Stream;

/** On what and how somebody looks at the page. */
record Look(Device device, Language language, Theme theme) {
  static final Look DESKTOP = new Look(Device.DESKTOP, Language.EN, Theme.LIGHT);
  static final Look PHONE = new Look(Device.PHONE, Language.FR, Theme.DARK);

  enum Device {
    DESKTOP(1280, 800),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Device(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  enum Language {
    EN("en-GB"),
    FR("fr-FR");

    private final String tag;

    Language(String tag) {
      this.tag = tag;
    }
  }

  enum Theme {
    LIGHT(ColorScheme.LIGHT),
    DARK(ColorScheme.DARK);

    private final ColorScheme scheme;

    Theme(ColorScheme scheme) {
      this.scheme = scheme;
    }
  }

  /** Every combination. */
  static Stream<Look> all() {
    return Stream.of(Device.values())
        .flatMap(
            device ->
                Stream.of(Language.values())
                    .flatMap(
                        language ->
                            Stream.of(Theme.values())
                                .map(theme -> new Look(device, language, theme))));
  }

  /** Half of them, among which each language meets each theme, and either of these each device. */
  static Stream<Look> everyPair() {
    return all()
        .filter(
            look ->
                (look.device.ordinal() + look.language.ordinal() + look.theme.ordinal()) % 2 == 0);
  }

  /** A browser that is set up so. */
  NewContextOptions options() {
    return new NewContextOptions()
        .setViewportSize(device.width, device.height)
        .setLocale(language.tag)
        .setTimezoneId("UTC")
        .setColorScheme(theme.scheme)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  /** A picture of a screen and a half, from the top. */
  ScreenshotOptions picture() {
    return new ScreenshotOptions()
        .setFullPage(true)
        .setClip(0, 0, device.width, 1.5 * device.height);
  }

  @Override
  public String toString() {
    return "%s-%s-%s".formatted(device, language, theme).toLowerCase(Locale.ROOT);
  }
}
