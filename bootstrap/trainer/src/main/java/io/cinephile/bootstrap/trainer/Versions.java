package io.cinephile.bootstrap.trainer;

import io.cinephile.bootstrap.home.Release;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;
import org.elasticsearch.client.RestClient;

/** Which versions of code and libraries take part in a run. */
final class Versions {
  private Versions() {}

  static Map<String, String> ofThisProcess() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("cinephile", Release.versionAndCommit());
    versions.put("java", Runtime.version().toString());
    versions.put("spark", package$.MODULE$.SPARK_VERSION());
    versions.put("scala", scala.util.Properties.versionNumberString());
    versions.put("hadoop", VersionInfo.getVersion());
    versions.put("elasticsearch-client", implementation(RestClient.class));
    versions.put(
        "operating-system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  /** As the manifest of the class's jar has it. */
  private static String implementation(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unknown");
  }
}
