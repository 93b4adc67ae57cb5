package io.cinephile.adapters.spark.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDatasetTest {

  private static final SampleParameters FEW = new SampleParameters(40, 30, 7);
  private static final List<String> FILES = List.of("movies.csv", "ratings.csv", "README.txt");

  @TempDir static Path folder;

  private static final List<SampleFilm> FILMS = SampleDataset.films();
  private static List<Line> ratings;

  /** A line of {@code ratings.csv}, read back the way a stranger would. */
  private record Line(int user, int movie, String stars, long timestamp) {

    static Line parse(String text) {
      String[] fields = text.split(",", -1);
      return new Line(
          Integer.parseInt(fields[0]),
          Integer.parseInt(fields[1]),
          fields[2],
          Long.parseLong(fields[3]));
    }

    boolean liked() {
      return Double.parseDouble(stars) >= 4;
    }

    SampleFilm film() {
      return FILMS.get(movie - 1);
    }

    int year() {
      return Instant.ofEpochSecond(timestamp).atZone(ZoneOffset.UTC).getYear();
    }
  }

  @BeforeAll
  static void writeOnce() throws IOException {
    SampleDataset.write(folder);
    ratings =
        Files.readAllLines(folder.resolve("ratings.csv")).stream()
            .skip(1)
            .map(Line::parse)
            .toList();
  }

  @Test
  void theLayoutIsThatOfMovieLensLatest() throws IOException {
    assertThat(Files.readAllLines(folder.resolve("movies.csv")))
        .hasSize(FILMS.size() + 1)
        .startsWith(
            "movieId,title,genres",
            "1,Toy Story (1995),Adventure|Animation|Children|Comedy|Fantasy")
        .anyMatch(line -> line.endsWith(",\"Matrix, The (1999)\",Action|Sci-Fi|Thriller"));
    assertThat(Files.readAllLines(folder.resolve("ratings.csv")))
        .startsWith("userId,movieId,rating,timestamp");
  }

  @Test
  void theReadmeSaysThatTheRatingsAreMadeUp() throws IOException {
    assertThat(folder.resolve("README.txt"))
        .content()
        .contains("Real titles, synthetic ratings.", "No viewer is a real person")
        .contains(FILMS.size() + " films", ratings.size() + " ratings of 1200 viewers");
  }

  @Test
  void twelveHundredViewersRateAboutEightyThousandTimes() {
    assertThat(ratings).hasSizeBetween(75_000, 85_000);
    assertThat(ratings)
        .extracting(Line::user)
        .contains(1, 1_200)
        .allMatch(user -> 1 <= user && user <= 1_200);
    assertThat(countBy(Line::user)).hasSize(1_200);
  }

  @Test
  void everyViewerRatesAtLeastTwentyFilmsAndNoneTwice() {
    assertThat(countBy(Line::user).values()).allMatch(count -> count >= 20);
    assertThat(ratings)
        .extracting(line -> List.of(line.user(), line.movie()))
        .doesNotHaveDuplicates();
  }

  @Test
  void linesAreInTheOrderOfUserAndMovie() {
    assertThat(ratings)
        .isSortedAccordingTo(
            (a, b) ->
                a.user() != b.user()
                    ? Integer.compare(a.user(), b.user())
                    : Integer.compare(a.movie(), b.movie()));
  }

  @Test
  void starsAreHalfStarsFromAHalfToFiveAndAllAreGiven() {
    assertThat(new HashSet<>(ratings.stream().map(Line::stars).toList()))
        .containsExactlyInAnyOrder(
            "0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0");
  }

  @Test
  void theMeanIsThatOfPeopleWhoChooseWhatTheyWatch() {
    double mean =
        ratings.stream()
            .mapToDouble(line -> Double.parseDouble(line.stars()))
            .average()
            .orElseThrow();

    assertThat(mean).isBetween(3.2, 3.7);
  }

  @Test
  void ratingsAreGivenBetween2015And2025AndInALaterYearThanTheFilms() {
    assertThat(ratings)
        .allSatisfy(
            line ->
                assertThat(line.year()).isBetween(2015, 2025).isGreaterThan(line.film().year()));
  }

  @Test
  void viewersRateInMoreThanOneSession() {
    Map<Integer, Set<Long>> days = new TreeMap<>();
    ratings.forEach(
        line ->
            days.computeIfAbsent(line.user(), any -> new HashSet<>())
                .add(line.timestamp() / 86_400));

    assertThat(days.values().stream().filter(sessions -> sessions.size() > 1).count())
        .isGreaterThan(1_100);
  }

  @Test
  void aTenthOfTheFilmsDrawsMoreThanAQuarterOfTheRatings() {
    List<Integer> counts = new ArrayList<>(countBy(Line::movie).values());
    counts.sort(Collections.reverseOrder());
    int top = counts.stream().limit(FILMS.size() / 10).mapToInt(Integer::intValue).sum();

    assertThat(top / (double) ratings.size()).isBetween(0.25, 0.5);
    assertThat(counts.get(counts.size() / 2))
        .as("the median film still has an audience")
        .isGreaterThan(50);
  }

  @Test
  void theSameParametersGiveTheSameBytes(@TempDir Path again) throws IOException {
    SampleDataset.write(again);

    for (String file : FILES) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
    }
  }

  @Test
  void neitherLocaleNorTimeZoneReachesTheFiles(@TempDir Path here, @TempDir Path there)
      throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    SampleDataset.write(here, FEW);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      SampleDataset.write(there, FEW);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }

    for (String file : FILES) {
      assertThat(there.resolve(file)).hasSameBinaryContentAs(here.resolve(file));
    }
  }

  /**
   * Whoever changes films or generator on purpose writes the new value here, and says so in the
   * commit.
   */
  @Test
  void theBytesArePinnedSoThatEveryJdkAndPlatformMustAgree() throws IOException {
    assertThat(sha256("ratings.csv"))
        .isEqualTo("fc51b67706e94fb37e7a9683bb322e7ac8a26ae9b374c596757f854fcc443597");
    assertThat(sha256("movies.csv"))
        .isEqualTo("cf0ca882fc5f216b4f3b54c74ea01a2e8626589b5d6bf806b2aed4eba55d4cbc");
  }

  @Test
  void anotherSeedGivesOtherRatingsOfTheSameFilms(@TempDir Path one, @TempDir Path other)
      throws IOException {
    SampleDataset.write(one, FEW);
    SampleDataset.write(other, FEW.withSeed(8));

    assertThat(Files.mismatch(one.resolve("ratings.csv"), other.resolve("ratings.csv")))
        .isNotEqualTo(-1);
    assertThat(one.resolve("movies.csv")).hasSameBinaryContentAs(other.resolve("movies.csv"));
  }

  @Test
  void fewerViewersAreAPrefixOfMore(@TempDir Path few, @TempDir Path more) throws IOException {
    SampleDataset.write(few, FEW);
    SampleDataset.write(more, new SampleParameters(60, FEW.medianRatings(), FEW.seed()));

    assertThat(Files.readString(more.resolve("ratings.csv")))
        .startsWith(Files.readString(few.resolve("ratings.csv")));
  }

  @Test
  void linesEndInALineFeedOnly() throws IOException {
    for (String file : FILES) {
      assertThat(Files.readString(folder.resolve(file))).doesNotContain("\r").endsWith("\n");
    }
  }

  @Test
  void filmsOfOneTasteAreLikedTogetherFarMoreOftenThanChanceAndOthersAreNot() {
    CoLikes coLikes = new CoLikes(ratings);
    double within = coLikes.lift((a, b) -> a.mainTaste().equals(b.mainTaste()));
    double across = coLikes.lift((a, b) -> Collections.disjoint(a.tastes(), b.tastes()));

    assertThat(within).isGreaterThan(4);
    assertThat(across).isBetween(0.8, 1.5);
  }

  @Test
  void theStructureHoldsInEveryTasteGroup() {
    CoLikes coLikes = new CoLikes(ratings);

    assertThat(FILMS.stream().map(SampleFilm::mainTaste).distinct())
        .allSatisfy(
            taste ->
                assertThat(
                        coLikes.lift(
                            (a, b) -> a.mainTaste().equals(taste) && b.mainTaste().equals(taste)))
                    .as(taste)
                    .isGreaterThan(3));
  }

  @Test
  void whoLikesToyStoryLikesDisneyTooButNotTheMafia() {
    CoLikes coLikes = new CoLikes(ratings);
    double disney =
        coLikes.lift(
            (a, b) -> a.title().equals("Toy Story") && b.mainTaste().equals("classic-disney"));
    double mafia =
        coLikes.lift(
            (a, b) -> a.title().equals("Toy Story") && b.mainTaste().equals("mafia-and-crime"));

    assertThat(disney).isGreaterThan(2);
    assertThat(mafia).isLessThan(1.4);
  }

  @Test
  void parametersOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> new SampleParameters(0, 54, 1)).hasMessageContaining("viewers");
    assertThatThrownBy(() -> new SampleParameters(10, 19, 1)).hasMessageContaining("medianRatings");
  }

  /**
   * How often pairs of films are liked by the same viewer, and how often they would be if taste did
   * not matter.
   */
  private static final class CoLikes {

    private final int viewers;
    private final int[][] together = new int[FILMS.size()][FILMS.size()];

    CoLikes(List<Line> ratings) {
      Map<Integer, List<Integer>> liked = new TreeMap<>();
      ratings.stream()
          .filter(Line::liked)
          .forEach(
              line ->
                  liked
                      .computeIfAbsent(line.user(), any -> new ArrayList<>())
                      .add(line.movie() - 1));
      viewers = liked.size();
      liked.values().forEach(films -> films.forEach(a -> films.forEach(b -> together[a][b]++)));
    }

    /**
     * Observed over expected co-likes, over all ordered pairs of different films that the rule
     * selects.
     */
    double lift(BiPredicate<SampleFilm, SampleFilm> pairs) {
      double observed = 0;
      double expected = 0;
      for (SampleFilm a : FILMS) {
        for (SampleFilm b : FILMS) {
          if (a.movieId() != b.movieId() && pairs.test(a, b)) {
            observed += together[a.movieId() - 1][b.movieId() - 1];
            expected += (double) likes(a) * likes(b) / viewers;
          }
        }
      }
      return observed / expected;
    }

    private int likes(SampleFilm film) {
      return together[film.movieId() - 1][film.movieId() - 1];
    }
  }

  private static Map<Integer, Integer> countBy(ToIntFunction<Line> key) {
    Map<Integer, Integer> counts = new TreeMap<>();
    ratings.forEach(line -> counts.merge(key.applyAsInt(line), 1, Integer::sum));
    return counts;
  }

  private static String sha256(String file) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file)));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
