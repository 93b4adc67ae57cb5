package io.cinephile.application.fakes;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.RatingTotals;
import io.cinephile.domain.rating.RatingTotals.Genre;
import io.cinephile.domain.rating.RatingTotals.Period;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import io.cinephile.domain.training.MovieFactors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keeps generations in memory; passes the same contract suites as the real store. */
public final class InMemoryStore
    implements RecommendationStore, Catalogue, Ratings, RatingStatistics {
  private static final Comparator<CatalogueEntry> MOST_RATED_FIRST =
      Comparator.comparingLong((CatalogueEntry entry) -> entry.statistics().ratings())
          .reversed()
          .thenComparing(CatalogueEntry::id);

  private static final int SHORTEST_FORGIVEN = 3;

  private final Map<GenerationId, Stored> generations = new TreeMap<>();
  private Optional<GenerationId> serving = Optional.empty();

  private static final class Stored {
    private final Map<MovieId, PublishedMovie> movies = new TreeMap<>();
    private final List<Rating> ratings = new ArrayList<>();
    private final Set<Rating> uncounted = new HashSet<>();
    private final Map<Pseudonym, PublishedViewer> viewers = new HashMap<>();
    private Optional<Counts> sealed = Optional.empty();
    private boolean hasRatings = true;

    Counts counts() {
      return new Counts(movies.size(), ratings.size(), viewers.size());
    }
  }

  /** All ratings and profiles, as a text to be searched. */
  public synchronized String everything() {
    StringBuilder text = new StringBuilder();
    generations
        .values()
        .forEach(
            stored -> text.append(stored.ratings).append(stored.uncounted).append(stored.viewers));
    return text.toString();
  }

  /** Puts other pseudonyms in the place of all in a generation; how many documents there are. */
  synchronized long rename(GenerationId generation, UnaryOperator<Pseudonym> change) {
    Stored stored = stored(generation);
    Map<Rating, Rating> ratings = new LinkedHashMap<>();
    stored.ratings.forEach(
        rating ->
            ratings.put(
                rating,
                new Rating(
                    change.apply(rating.viewer()), rating.movie(), rating.stars(), rating.time())));
    Set<Rating> uncounted = stored.uncounted.stream().map(ratings::get).collect(Collectors.toSet());
    stored.ratings.replaceAll(ratings::get);
    stored.uncounted.clear();
    stored.uncounted.addAll(uncounted);
    List<PublishedViewer> viewers = List.copyOf(stored.viewers.values());
    stored.viewers.clear();
    viewers.forEach(
        former -> {
          Pseudonym viewer = change.apply(former.viewer());
          ViewerProfile profile = former.profile();
          stored.viewers.put(
              viewer,
              new PublishedViewer(
                  new ViewerProfile(
                      new ViewerRecommendations(
                          viewer, profile.recommendations().recommendations()),
                      profile.rankingFactors(),
                      profile.starFactors()),
                  former.rated()));
        });
    return (long) ratings.size() + viewers.size();
  }

  /** Takes one rating away, so that the generation is no longer whole. */
  public synchronized void loseRating(GenerationId generation, Pseudonym viewer, MovieId movie) {
    stored(generation)
        .ratings
        .removeIf(rating -> rating.viewer().equals(viewer) && rating.movie().equals(movie));
  }

  /** Takes all ratings away, and what they lie in. */
  public synchronized void loseRatings(GenerationId generation) {
    stored(generation).ratings.clear();
    stored(generation).hasRatings = false;
  }

  @Override
  public synchronized Publication open(GenerationId generation) {
    if (generations.putIfAbsent(generation, new Stored()) != null) {
      throw new IllegalStateException("The generation %s is there already.".formatted(generation));
    }
    return new InMemoryPublication(generation);
  }

  @Override
  public synchronized void activate(GenerationId generation) {
    lack(generation)
        .ifPresent(
            lack -> {
              throw new IncompleteGenerationException(lack);
            });
    serving = Optional.of(generation);
  }

  @Override
  public synchronized Optional<String> lack(GenerationId generation) {
    Stored stored = generations.get(generation);
    if (stored == null) {
      return Optional.of("The generation %s is not stored.".formatted(generation));
    }
    String front = "The generation %s is not whole: ".formatted(generation);
    if (!stored.hasRatings) {
      return Optional.of(front + "it has no index of ratings.");
    }
    if (stored.sealed.isEmpty()) {
      return Optional.of(front + "it was not written to the end.");
    }
    return stored
        .sealed
        .filter(written -> !written.equals(stored.counts()))
        .map(written -> front + difference(stored.counts(), written));
  }

  private static String difference(Counts found, Counts written) {
    return "it has %d of %d movies, %d of %d ratings and %d of %d viewers."
        .formatted(
            found.movies(),
            written.movies(),
            found.ratings(),
            written.ratings(),
            found.viewers(),
            written.viewers());
  }

  @Override
  public synchronized Optional<GenerationId> serving() {
    return serving;
  }

  @Override
  public synchronized List<GenerationId> stored() {
    return List.copyOf(generations.keySet());
  }

  @Override
  public synchronized void delete(GenerationId generation) {
    if (serving.equals(Optional.of(generation))) {
      throw new IllegalStateException("The generation %s is being served.".formatted(generation));
    }
    generations.remove(generation);
  }

  @Override
  public synchronized List<ViewerProfile> profiles(
      GenerationId generation, Collection<Pseudonym> viewers) {
    return published(generation, viewers).map(PublishedViewer::profile).toList();
  }

  private Stream<PublishedViewer> published(
      GenerationId generation, Collection<Pseudonym> viewers) {
    return viewers.stream()
        .flatMap(viewer -> Optional.ofNullable(stored(generation).viewers.get(viewer)).stream());
  }

  @Override
  public synchronized List<Ballot> ballots(
      GenerationId generation, Collection<Pseudonym> viewers, int depth) {
    return published(generation, viewers).map(viewer -> Ballot.of(viewer, depth)).toList();
  }

  @Override
  public synchronized Counts held(GenerationId generation, Collection<Pseudonym> viewers) {
    return new Counts(0, by(generation, viewers).size(), profiles(generation, viewers).size());
  }

  @Override
  public synchronized boolean erase(GenerationId generation, Collection<Pseudonym> viewers) {
    Stored stored = stored(generation);
    if (generations.containsKey(generation) && stored.sealed.isEmpty()) {
      return false;
    }
    Counts before = stored.counts();
    stored.ratings.removeIf(rating -> viewers.contains(rating.viewer()));
    viewers.forEach(stored.viewers::remove);
    Counts after = stored.counts();
    stored.sealed =
        stored.sealed.map(
            written ->
                new Counts(
                    written.movies(),
                    written.ratings() - before.ratings() + after.ratings(),
                    written.viewers() - before.viewers() + after.viewers()));
    return true;
  }

  @Override
  public synchronized Stream<LearntMovie> movies(GenerationId generation) {
    return stored(generation).movies.values().stream()
        .map(movie -> new LearntMovie(movie.entry(), movie.factors()))
        .toList()
        .stream();
  }

  @Override
  public synchronized List<MovieFactors> holdoutFactors(GenerationId generation) {
    return stored(generation).movies.values().stream()
        .flatMap(movie -> movie.holdoutFactors().stream())
        .toList();
  }

  @Override
  public synchronized List<CatalogueEntry> named(
      GenerationId generation, TitleQuery query, int limit) {
    return resembling(generation, query, Integer.MAX_VALUE).stream()
        .filter(entry -> namedSo(query, entry) || hasAllWords(query, entry))
        .limit(limit)
        .toList();
  }

  private static boolean hasAllWords(TitleQuery query, CatalogueEntry entry) {
    List<String> words =
        FoldedTitle.namesIn(entry.movie().title()).stream()
            .flatMap(name -> name.words().stream())
            .toList();
    return query.readings().stream()
        .anyMatch(
            reading ->
                reading.title().words().stream()
                    .allMatch(asked -> words.stream().anyMatch(word -> alike(asked, word))));
  }

  @Override
  public synchronized List<CatalogueEntry> resembling(
      GenerationId generation, TitleQuery query, int limit) {
    Comparator<CatalogueEntry> closest =
        Comparator.comparing((CatalogueEntry entry) -> !namedSo(query, entry))
            .thenComparing(entry -> -shared(query, entry))
            .thenComparing(entry -> -entry.statistics().ratings());
    return entries(generation)
        .filter(entry -> shared(query, entry) > 0 || namedSo(query, entry))
        .sorted(closest)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized CatalogueSearch.Found search(
      GenerationId generation, CatalogueSearch search) {
    List<CatalogueEntry> found =
        search
            .title()
            .map(title -> resembling(generation, title, Integer.MAX_VALUE).stream())
            .orElseGet(() -> entries(generation).sorted(MOST_RATED_FIRST))
            .filter(search.filter()::passes)
            .toList();
    Stream<String> genres = found.stream().flatMap(entry -> entry.movie().genres().stream());
    Stream<Integer> decades =
        found.stream().flatMap(entry -> entry.movie().year().stream()).map(year -> year / 10 * 10);
    return new CatalogueSearch.Found(
        found.size(),
        found.stream().skip(search.offset()).limit(search.limit()).toList(),
        counts(genres),
        new TreeMap<>(counts(decades)));
  }

  private static <T extends Comparable<T>> Map<T, Long> counts(Stream<T> values) {
    Map<T, Long> counts =
        values.collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
    Map<T, Long> mostFirst = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<T, Long>comparingByValue().reversed())
        .forEach(entry -> mostFirst.put(entry.getKey(), entry.getValue()));
    return mostFirst;
  }

  @Override
  public synchronized List<CatalogueEntry> beginningWith(
      GenerationId generation, FoldedTitle prefix, int limit) {
    String begun = prefix.key();
    return entries(generation)
        .filter(entry -> typoOf(begun, entry) < 2)
        .sorted(
            Comparator.comparingInt((CatalogueEntry entry) -> typoOf(begun, entry))
                .thenComparing(MOST_RATED_FIRST))
        .limit(limit)
        .toList();
  }

  /** 0 where a name begins so, 1 where one begins nearly so, else 2. */
  private static int typoOf(String begun, CatalogueEntry entry) {
    List<String> beginnings =
        FoldedTitle.namesIn(entry.movie().title()).stream()
            .flatMap(
                name ->
                    IntStream.range(0, name.words().size())
                        .mapToObj(
                            from ->
                                String.join(" ", name.words().subList(from, name.words().size()))))
            .toList();
    if (beginnings.stream().anyMatch(name -> name.startsWith(begun))) {
      return 0;
    }
    boolean nearly =
        begun.length() >= SHORTEST_FORGIVEN
            && beginnings.stream()
                .anyMatch(
                    name ->
                        IntStream.rangeClosed(begun.length() - 1, begun.length() + 1)
                            .filter(length -> length <= name.length())
                            .anyMatch(length -> isOneEdit(begun, name.substring(0, length))));
    return nearly ? 1 : 2;
  }

  @Override
  public synchronized Audience audienceOf(GenerationId generation, MovieId movie, int limit) {
    List<Rating> viewers =
        stored(generation).ratings.stream().filter(r -> r.movie().equals(movie)).toList();
    List<Rating> fans =
        viewers.stream().filter(rating -> rating.stars().value() >= Audience.LIKED).toList();
    Comparator<Rating> byStars = Comparator.comparingDouble(rating -> rating.stars().value());
    List<Pseudonym> members =
        (fans.isEmpty() ? viewers : fans)
            .stream()
                .sorted(byStars.reversed().thenComparing(Rating::viewer))
                .limit(limit)
                .map(Rating::viewer)
                .toList();
    Set<Rating> uncounted = stored(generation).uncounted;
    return new Audience(
        viewers.stream().filter(rating -> !uncounted.contains(rating)).count(),
        fans.stream().filter(rating -> !uncounted.contains(rating)).count(),
        members);
  }

  @Override
  public synchronized List<Rating> by(GenerationId generation, Collection<Pseudonym> viewers) {
    return stored(generation).ratings.stream()
        .filter(rating -> viewers.contains(rating.viewer()))
        .toList();
  }

  @Override
  public synchronized Map<Pseudonym, Stars> given(
      GenerationId generation, MovieId movie, Collection<Pseudonym> viewers) {
    return by(generation, viewers).stream()
        .filter(rating -> rating.movie().equals(movie))
        .collect(Collectors.toMap(Rating::viewer, Rating::stars));
  }

  @Override
  public synchronized Map<Stars, Long> timesGiven(GenerationId generation, MovieId movie) {
    return counted(generation)
        .filter(rating -> rating.movie().equals(movie))
        .collect(Collectors.groupingBy(Rating::stars, Collectors.counting()));
  }

  @Override
  public synchronized Map<MovieId, Long> timesRatedSince(GenerationId generation, Instant from) {
    return counted(generation)
        .filter(rating -> !rating.time().isBefore(from))
        .collect(Collectors.groupingBy(Rating::movie, Collectors.counting()));
  }

  @Override
  public synchronized Instant newest(GenerationId generation) {
    return counted(generation)
        .map(Rating::time)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  @Override
  public synchronized RatingTotals totals(GenerationId generation) {
    List<Rating> counted = counted(generation).toList();
    return new RatingTotals(
        counted.size(),
        viewers(counted),
        mean(counted),
        new TreeMap<Double, Long>(
            InMemoryStore.<Double>counts(counted.stream().map(rating -> rating.stars().value()))),
        genres(generation, counted),
        periods(counted, day -> day.withDayOfMonth(1)),
        periods(counted, day -> day.withDayOfYear(1)));
  }

  private List<Genre> genres(GenerationId generation, List<Rating> counted) {
    Map<String, List<Rating>> byGenre = new TreeMap<>();
    for (Rating rating : counted) {
      Optional.ofNullable(stored(generation).movies.get(rating.movie())).stream()
          .flatMap(movie -> movie.entry().movie().genres().stream())
          .forEach(genre -> byGenre.computeIfAbsent(genre, name -> new ArrayList<>()).add(rating));
    }
    return byGenre.entrySet().stream()
        .map(genre -> new Genre(genre.getKey(), genre.getValue().size(), mean(genre.getValue())))
        .sorted(Comparator.comparingLong(Genre::ratings).reversed())
        .toList();
  }

  private static List<Period> periods(List<Rating> counted, UnaryOperator<LocalDate> firstDay) {
    Map<LocalDate, List<Rating>> byPeriod =
        counted.stream()
            .collect(
                Collectors.groupingBy(
                    rating -> firstDay.apply(LocalDate.ofInstant(rating.time(), ZoneOffset.UTC)),
                    TreeMap::new,
                    Collectors.toList()));
    return byPeriod.entrySet().stream()
        .map(
            period ->
                new Period(period.getKey(), period.getValue().size(), viewers(period.getValue())))
        .toList();
  }

  private static long viewers(List<Rating> ratings) {
    return ratings.stream().map(Rating::viewer).distinct().count();
  }

  private static double mean(List<Rating> ratings) {
    return ratings.stream().mapToDouble(rating -> rating.stars().value()).average().orElse(0);
  }

  private Stream<Rating> counted(GenerationId generation) {
    Stored stored = stored(generation);
    return stored.ratings.stream().filter(rating -> !stored.uncounted.contains(rating));
  }

  private Stored stored(GenerationId generation) {
    return generations.getOrDefault(generation, new Stored());
  }

  private Stream<CatalogueEntry> entries(GenerationId generation) {
    return stored(generation).movies.values().stream().map(PublishedMovie::entry);
  }

  private static boolean namedSo(TitleQuery query, CatalogueEntry entry) {
    List<FoldedTitle> names = FoldedTitle.namesIn(entry.movie().title());
    return query.readings().stream()
        .map(reading -> withoutBlanks(reading.title()))
        .anyMatch(asked -> names.stream().anyMatch(name -> alike(asked, withoutBlanks(name))));
  }

  private static String withoutBlanks(FoldedTitle title) {
    return String.join("", title.words());
  }

  private static long shared(TitleQuery query, CatalogueEntry entry) {
    List<String> words =
        FoldedTitle.namesIn(entry.movie().title()).stream()
            .flatMap(name -> name.words().stream())
            .distinct()
            .toList();
    return query.readings().stream()
        .flatMap(reading -> reading.title().words().stream())
        .distinct()
        .filter(word -> words.stream().anyMatch(other -> alike(word, other)))
        .count();
  }

  /** At most one edit, found the simple way: by trying all deletions of both. */
  private static boolean alike(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    return Math.min(a.length(), b.length()) >= SHORTEST_FORGIVEN && isOneEdit(a, b);
  }

  private static boolean isOneEdit(String a, String b) {
    return deletions(a).contains(b)
        || deletions(b).contains(a)
        || (a.length() == b.length() && differByOneEdit(a, b));
  }

  private static List<String> deletions(String word) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < word.length(); i++) {
      all.add(word.substring(0, i) + word.substring(i + 1));
    }
    return all;
  }

  private static boolean differByOneEdit(String a, String b) {
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < a.length(); i++) {
      if (a.charAt(i) != b.charAt(i)) {
        different.add(i);
      }
    }
    if (different.size() == 2) {
      int i = different.get(0);
      return different.get(1) == i + 1
          && a.charAt(i) == b.charAt(i + 1)
          && a.charAt(i + 1) == b.charAt(i);
    }
    return different.size() == 1;
  }

  private final class InMemoryPublication implements Publication {
    private final GenerationId generation;

    InMemoryPublication(GenerationId generation) {
      this.generation = generation;
    }

    @Override
    public GenerationId generation() {
      return generation;
    }

    @Override
    public void ratings(Stream<PublishedRating> ratings, LongConsumer written) {
      List<PublishedRating> more = ratings.toList();
      synchronized (InMemoryStore.this) {
        more.forEach(published -> stored(generation).ratings.add(published.rating()));
        more.stream()
            .filter(published -> !published.counted())
            .forEach(published -> stored(generation).uncounted.add(published.rating()));
      }
      written.accept(more.size());
    }

    @Override
    public void recommendations(Stream<PublishedViewer> viewers, LongConsumer written) {
      List<PublishedViewer> more = viewers.toList();
      synchronized (InMemoryStore.this) {
        more.forEach(viewer -> stored(generation).viewers.put(viewer.viewer(), viewer));
      }
      written.accept(more.size());
    }

    @Override
    public void movies(Stream<PublishedMovie> movies, LongConsumer written) {
      List<PublishedMovie> more = movies.toList();
      synchronized (InMemoryStore.this) {
        more.forEach(movie -> stored(generation).movies.put(movie.entry().id(), movie));
      }
      written.accept(more.size());
    }

    @Override
    public Counts seal() {
      synchronized (InMemoryStore.this) {
        Stored stored = stored(generation);
        stored.sealed = Optional.of(stored.counts());
        return stored.counts();
      }
    }
  }
}
