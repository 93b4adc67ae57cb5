package io.cinephile.domain.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which of the candidates was meant. A movie is a match when every word of the query is
 * found in one of its names, a word of three letters or more with at most one edit
 * (Damerau-Levenshtein, optimal string alignment). Among matches the closer name wins: first the
 * right year, then fewer edits, then fewer words left over, then the more often rated movie.
 */
public final class TitleMatcher {
  /** Words shorter than this have to be right to the letter. */
  static final int SHORTEST_FORGIVEN = 3;

  private static final Comparator<Match> CLOSEST_FIRST =
      Comparator.comparing(Match::yearDiffers)
          .thenComparingInt(Match::edits)
          .thenComparingInt(Match::leftOver)
          .thenComparing(match -> -match.entry().statistics().ratings())
          .thenComparing(match -> match.entry().id());

  private TitleMatcher() {}

  /**
   * A movie that the query may mean.
   *
   * @param edits how many letters the query got wrong
   * @param leftOver how many words of the movie's name the query left out
   * @param yearDiffers whether the query gave a year and the movie has another
   */
  public record Match(CatalogueEntry entry, int edits, int leftOver, boolean yearDiffers) {}

  /** The matches among the candidates, the closest first; empty where the query names none. */
  public static List<Match> rank(TitleQuery query, List<CatalogueEntry> candidates) {
    return candidates.stream()
        .flatMap(candidate -> match(query, candidate).stream())
        .sorted(CLOSEST_FIRST)
        .toList();
  }

  private static Optional<Match> match(TitleQuery query, CatalogueEntry candidate) {
    List<FoldedTitle> names = FoldedTitle.namesIn(candidate.movie().title());
    List<Match> ways = new ArrayList<>();
    for (TitleQuery.Reading reading : query.readings()) {
      for (FoldedTitle name : names) {
        match(reading, name, candidate).ifPresent(ways::add);
      }
    }
    return ways.stream().min(CLOSEST_FIRST);
  }

  private static Optional<Match> match(
      TitleQuery.Reading reading, FoldedTitle name, CatalogueEntry candidate) {
    boolean yearDiffers =
        reading.year().isPresent() && !reading.year().equals(candidate.movie().year());
    if (reading.title().key().replace(" ", "").equals(name.key().replace(" ", ""))) {
      return Optional.of(new Match(candidate, 0, 0, yearDiffers));
    }
    List<String> unused = new ArrayList<>(name.words());
    int edits = 0;
    for (String word : reading.title().words()) {
      Optional<String> closest =
          unused.stream()
              .filter(other -> edits(word, other) <= (word.length() < SHORTEST_FORGIVEN ? 0 : 1))
              .min(Comparator.comparingInt(other -> edits(word, other)));
      if (closest.isEmpty()) {
        return Optional.empty();
      }
      edits += edits(word, closest.get());
      unused.remove(closest.get());
    }
    return Optional.of(new Match(candidate, edits, unused.size(), yearDiffers));
  }

  /** 0, 1, or 2 for "more than one": all that the matcher has to know. */
  static int edits(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    String shorter = a.length() <= b.length() ? a : b;
    String longer = a.length() <= b.length() ? b : a;
    int start = 0;
    while (start < shorter.length() && shorter.charAt(start) == longer.charAt(start)) {
      start++;
    }
    String restOfShorter = shorter.substring(start);
    String restOfLonger = longer.substring(start);
    boolean inserted = restOfLonger.substring(1).equals(restOfShorter);
    boolean substituted =
        !restOfShorter.isEmpty() && restOfLonger.substring(1).equals(restOfShorter.substring(1));
    return inserted || substituted || transposed(restOfShorter, restOfLonger) ? 1 : 2;
  }

  private static boolean transposed(String a, String b) {
    return a.length() == b.length()
        && a.length() >= 2
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)
        && a.substring(2).equals(b.substring(2));
  }
}
