package io.cinephile.adapters.spark.dataset;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Picks the members of an archive that make up a data set, and refuses dangerous archives. */
final class ZipMembers {
  private static final Pattern README = Pattern.compile("README(\\.[A-Za-z]{1,8})?");
  private static final Pattern FOLD = Pattern.compile("u[1-5]\\.(base|test)");
  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(zip|gz|tgz|tar|bz2|xz|7z|rar|zst)", Pattern.CASE_INSENSITIVE);

  /** The type in a Unix mode; 0 where the archive does not tell. */
  private static final int TYPE_MASK = 0170000;

  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;

  private final Path file;
  private final ZipLimits limits;

  ZipMembers(Path file, ZipLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * Ratings, movies, and where they lie beside these: folds and readme.
   *
   * @throws DatasetRefusedException where any member is dangerous or a needed one is missing, there
   *     twice, encrypted or too large
   */
  List<ZipArchiveEntry> needed(ZipFile zip) {
    List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
    if (entries.size() > limits.mostEntries()) {
      throw refused(
          "has %d entries, at most %d are accepted"
              .formatted(entries.size(), limits.mostEntries()));
    }
    entries.forEach(this::requireHarmless);
    List<ZipArchiveEntry> needed = dataset(entries);
    requireDistinct(needed);
    needed.forEach(member -> requireReadable(zip, member));
    requireRoom(needed);
    return needed;
  }

  /** The last part of a member's path. */
  static String fileName(ZipArchiveEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  static DatasetRefusedException tooLarge(Path file, ZipLimits limits) {
    return new DatasetRefusedException(
        "'%s' unpacks to more than %d bytes, the most that is accepted."
            .formatted(file, limits.mostBytes()));
  }

  private void requireHarmless(ZipArchiveEntry entry) {
    // The library turns some backslashes into slashes, so what the archive really says counts too.
    String raw = new String(entry.getRawName(), StandardCharsets.ISO_8859_1);
    if (leadsOutside(entry.getName()) || leadsOutside(raw)) {
      throw refused("has a member with a dangerous path, '%s'".formatted(entry.getName()));
    }
    if (entry.isUnixSymlink()) {
      throw refused("has a symbolic link, '%s'".formatted(entry.getName()));
    }
    int type = entry.getUnixMode() & TYPE_MASK;
    if (type != 0 && type != REGULAR && type != DIRECTORY) {
      throw refused("has a special file, '%s'".formatted(entry.getName()));
    }
  }

  private static boolean leadsOutside(String path) {
    return path.isEmpty()
        || path.startsWith("/")
        || path.indexOf('\\') >= 0
        || path.indexOf('\0') >= 0
        || path.matches("(?s)[A-Za-z]:.*")
        || List.of(path.split("/", -1)).contains("..");
  }

  private List<ZipArchiveEntry> dataset(List<ZipArchiveEntry> entries) {
    List<ZipArchiveEntry> files =
        entries.stream().filter(entry -> !entry.isDirectory() && depth(entry) <= 1).toList();
    ZipArchiveEntry ratings = ratings(files);
    Layout layout = layoutOfRatings(fileName(ratings)).orElseThrow();
    List<ZipArchiveEntry> needed =
        files.stream()
            .filter(entry -> parent(entry).equals(parent(ratings)))
            .filter(entry -> belongsTo(layout, fileName(entry)))
            .toList();
    if (needed.stream().noneMatch(entry -> fileName(entry).equals(layout.moviesFile()))) {
      throw refused(
          "has '%s', but no movies: %s is missing"
              .formatted(ratings.getName(), layout.moviesFile()));
    }
    return needed;
  }

  private ZipArchiveEntry ratings(List<ZipArchiveEntry> files) {
    List<ZipArchiveEntry> ratings =
        files.stream().filter(entry -> layoutOfRatings(fileName(entry)).isPresent()).toList();
    if (ratings.isEmpty()) {
      throw withoutRatings(files);
    }
    requireDistinct(ratings);
    if (ratings.size() > 1) {
      throw refused(
          "holds more than one data set: '%s' and '%s'"
              .formatted(ratings.get(0).getName(), ratings.get(1).getName()));
    }
    return ratings.get(0);
  }

  private DatasetRefusedException withoutRatings(List<ZipArchiveEntry> files) {
    Optional<String> archive =
        files.stream()
            .map(ZipArchiveEntry::getName)
            .filter(name -> ARCHIVE.matcher(name).matches())
            .findFirst();
    return archive
        .map(
            name ->
                refused(
                    "has no ratings, but another archive, '%s': unpack that first".formatted(name)))
        .orElseGet(
            () -> refused("has no ratings: looked for %s".formatted(DatasetFolder.ratingsFiles())));
  }

  private static Optional<Layout> layoutOfRatings(String fileName) {
    return Stream.of(Layout.values())
        .filter(layout -> layout.ratingsFile().equals(fileName))
        .findFirst();
  }

  private static boolean belongsTo(Layout layout, String fileName) {
    return fileName.equals(layout.ratingsFile())
        || fileName.equals(layout.moviesFile())
        || README.matcher(fileName).matches()
        || (layout == Layout.TABS && FOLD.matcher(fileName).matches());
  }

  private void requireDistinct(List<ZipArchiveEntry> members) {
    Set<String> seen = new HashSet<>();
    for (ZipArchiveEntry member : members) {
      if (!seen.add(member.getName())) {
        throw refused("has '%s' twice".formatted(member.getName()));
      }
    }
  }

  private void requireReadable(ZipFile zip, ZipArchiveEntry member) {
    if (member.getGeneralPurposeBit().usesEncryption()) {
      throw refused("is encrypted: '%s' needs a password".formatted(member.getName()));
    }
    if (!zip.canReadEntryData(member)) {
      throw refused(
          "compresses '%s' with method %d, which is not supported"
              .formatted(member.getName(), member.getMethod()));
    }
  }

  /** What the archive says of itself; what it really holds is counted while it is unpacked. */
  private void requireRoom(List<ZipArchiveEntry> members) {
    long total = 0;
    for (ZipArchiveEntry member : members) {
      // Subtracting cannot overflow; a negative size is one beyond what a long holds.
      if (member.getSize() < 0 || member.getSize() > limits.mostBytes() - total) {
        throw tooLarge(file, limits);
      }
      total += member.getSize();
    }
  }

  private static long depth(ZipArchiveEntry entry) {
    return entry.getName().chars().filter(c -> c == '/').count();
  }

  private static String parent(ZipArchiveEntry entry) {
    return entry.getName().substring(0, entry.getName().lastIndexOf('/') + 1);
  }

  private DatasetRefusedException refused(String what) {
    return new DatasetRefusedException("'%s' %s.".formatted(file, what));
  }
}
