package io.cinephile.adapters.spark;

import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which number stands for which viewer: the users of the data set have theirs, viewers whom it does
 * not know are numbered beyond the largest. Only the driver has it, and Spark refuses to send it
 * anywhere, as it cannot be serialised: the key stays with the driver, executors see numbers.
 */
final class ViewerNumbers {
  private final Pseudonymiser pseudonymiser;
  private final int largestUser;
  private final List<Pseudonym> newcomers;
  private final int[] numbers;

  private ViewerNumbers(
      Pseudonymiser pseudonymiser, int largestUser, List<Pseudonym> newcomers, int[] numbers) {
    this.pseudonymiser = pseudonymiser;
    this.largestUser = largestUser;
    this.newcomers = newcomers;
    this.numbers = numbers;
  }

  /** Of a data set without live ratings. */
  static ViewerNumbers ofUsers(Pseudonymiser pseudonymiser) {
    return new ViewerNumbers(pseudonymiser, Integer.MAX_VALUE, List.of(), new int[0]);
  }

  /**
   * @param users all user ids of the data set
   * @param viewers all who have live ratings
   */
  static ViewerNumbers of(Pseudonymiser pseudonymiser, int[] users, List<Pseudonym> viewers) {
    Map<Pseudonym, Integer> places = new HashMap<>();
    for (int place = 0; place < viewers.size(); place++) {
      places.put(viewers.get(place), place);
    }
    int[] numbers = new int[viewers.size()];
    int largest = 0;
    for (int user : users) {
      largest = Math.max(largest, user);
      Integer place = places.get(pseudonymOfUser(pseudonymiser, user));
      if (place != null) {
        numbers[place] = user;
      }
    }
    List<Pseudonym> newcomers = new ArrayList<>();
    for (int place = 0; place < numbers.length; place++) {
      if (numbers[place] == 0) {
        newcomers.add(viewers.get(place));
        numbers[place] = largest + newcomers.size();
      }
    }
    if (newcomers.size() > Integer.MAX_VALUE - largest) {
      throw new DatasetRefusedException(
          "The user ids of the data set leave no room for %d new viewers beyond the largest: ids end at %d."
              .formatted(newcomers.size(), Integer.MAX_VALUE));
    }
    return new ViewerNumbers(pseudonymiser, largest, newcomers, numbers);
  }

  /** The number of the viewer at that place in the list of those who have live ratings. */
  int numberOf(int place) {
    return numbers[place];
  }

  Pseudonym pseudonymOf(int number) {
    return number > largestUser
        ? newcomers.get(number - largestUser - 1)
        : pseudonymOfUser(pseudonymiser, number);
  }

  private static Pseudonym pseudonymOfUser(Pseudonymiser pseudonymiser, int user) {
    return pseudonymiser.of(new UserId(Integer.toString(user)));
  }
}
