package io.cinephile.adapters.spark.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data sets of two ratings in every layout, by file name. */
final class TinyDatasets {
  private TinyDatasets() {}

  static Map<String, String> latest() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "ratings.csv", "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n2,1,3.5,964982931\n");
    files.put("movies.csv", "movieId,title,genres\n1,\"Amélie, a film (2001)\",Comedy|Romance\n");
    return files;
  }

  static Map<String, String> oneMillion() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("ratings.dat", "1::1::4::964982703\n2::1::3::964982931\n");
    files.put("movies.dat", "1::Toy Story (1995)::Animation|Comedy\n");
    return files;
  }

  static Map<String, String> hundredThousand() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("u.data", "1\t1\t4\t881250949\n2\t1\t3\t881250950\n");
    files.put("u.item", "1|Toy Story (1995)|01-Jan-1995||http://x|0|0|0|1|1|1\n");
    return files;
  }

  static void write(Path folder, Map<String, String> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
