package io.cinephile.adapters.spark.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a Java installation.
 *
 * @param folder with {@code bin/java} in it
 */
public record JavaHome(Path folder) {
  /** The releases that Spark, with the libraries that it is run with here, runs on. */
  public static final int OLDEST = 17;

  public static final int NEWEST = 25;

  private static final Pattern FIRST_NUMBER = Pattern.compile("^\\D*(\\d+)");

  /** The Java that runs this process. */
  public static JavaHome ofThisProcess() {
    return new JavaHome(Path.of(System.getProperty("java.home")));
  }

  /** Whether there is a Java at all. */
  public boolean exists() {
    return Files.isExecutable(java());
  }

  /** Whether a trainer can run on it. */
  public boolean isSupported() {
    return feature() >= OLDEST && feature() <= NEWEST;
  }

  /** The feature release, from the file that every Java carries; 17 where it does not tell. */
  public int feature() {
    Properties release = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(file);
    } catch (IOException e) {
      return OLDEST;
    }
    // Java 8 calls itself 1.8.
    String version = release.getProperty("JAVA_VERSION", "").replace("\"1.", "\"");
    Matcher number = FIRST_NUMBER.matcher(version);
    return number.find() ? Integer.parseInt(number.group(1)) : OLDEST;
  }

  /** The program. */
  Path java() {
    Path bin = folder.resolve("bin");
    Path windows = bin.resolve("java.exe");
    return Files.exists(windows) ? windows : bin.resolve("java");
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
