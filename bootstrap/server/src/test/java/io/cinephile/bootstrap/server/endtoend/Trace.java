package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name of somebody, id or pseudonym, that is looked for in everything that an installation
 * writes, in each form in which something there writes it.
 */
final class Trace {
  private final Path home;
  private final String text;

  /** Each byte as a character of Latin-1: strings are searched fast. */
  private final List<String> forms;

  private Trace(Path home, String text, byte[]... others) {
    this.home = home;
    this.text = text;
    this.forms =
        Stream.concat(Stream.of(text), Arrays.stream(others).map(Trace::characters)).toList();
  }

  /** The id: as text, and where it is a number as the long that Spark and Lucene make of it. */
  static Trace ofId(String user, Path home) {
    if (!user.matches("\\d+")) {
      return new Trace(home, user);
    }
    long number = Long.parseLong(user);
    return new Trace(home, user, bytes(number), bytes(Long.reverseBytes(number)));
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /**
   * The pseudonym: as text, and as the sixteen bytes that Elasticsearch makes of an id in base64.
   */
  static Trace ofPseudonym(String user, Path home) {
    String viewer =
        new Pseudonymiser(new Home(home).pseudonymKey().bytes()).of(new UserId(user)).value();
    return new Trace(home, viewer, Base64.getUrlDecoder().decode(viewer));
  }

  @Override
  public String toString() {
    return text;
  }

  boolean isIn(String other) {
    return other.contains(text);
  }

  /** The indices, hidden and the system's included, of which a document holds it. */
  Set<String> indices() {
    return indices(home).keySet().stream()
        .filter(
            index ->
                StoredDocuments.of(home, index).stream()
                    .map(JsonNode::toString)
                    .anyMatch(this::isIn))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether Elasticsearch holds it beside documents: in names, mappings, settings, tasks. */
  boolean isInClusterState() {
    return Stream.of("/_cluster/state", "/_tasks?detailed")
        .map(path -> LocalNodeAccess.get(home, path).toString())
        .anyMatch(this::isIn);
  }

  /**
   * The files below the home that hold it.
   *
   * @param spared indices whose files may
   */
  Set<String> files(String... spared) {
    Map<String, String> folders = indices(home);
    Set<Path> left =
        Arrays.stream(spared)
            .map(index -> home.resolve("elasticsearch/data/indices").resolve(folders.get(index)))
            .collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    try {
      Files.walkFileTree(home, new Search(left, found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** By name, with the names of their folders. */
  private static Map<String, String> indices(Path home) {
    Map<String, String> indices = new TreeMap<>();
    LocalNodeAccess.get(home, "/_cat/indices?expand_wildcards=all&format=json&h=index,uuid")
        .forEach(index -> indices.put(index.path("index").asText(), index.path("uuid").asText()));
    return indices;
  }

  private static String characters(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Files come and go while they are searched. */
  private final class Search extends SimpleFileVisitor<Path> {
    private final Set<Path> left;
    private final Set<String> found;

    Search(Set<Path> left, Set<String> found) {
      this.left = left;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) {
      boolean program = home.relativize(folder).toString().matches("elasticsearch/\\d+[.\\d]+");
      return program || left.contains(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
      try {
        String content = characters(Files.readAllBytes(file));
        if (forms.stream().anyMatch(content::contains)) {
          found.add(home.relativize(file).toString());
        }
      } catch (NoSuchFileException e) {
        // Gone is gone.
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
