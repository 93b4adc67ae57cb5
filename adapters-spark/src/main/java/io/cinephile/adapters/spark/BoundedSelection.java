package io.cinephile.adapters.spark;

/**
 * Keeps the best of many scored items: a binary heap whose root is the worst of the kept ones. Of
 * equal scores the smaller number is better. Scores of minus infinity and NaN are not taken.
 */
final class BoundedSelection {
  private final float[] scores;
  private final int[] items;
  private int size;

  BoundedSelection(int limit) {
    scores = new float[limit];
    items = new int[limit];
  }

  void offer(float score, int item) {
    if (size < items.length) {
      if (score > Float.NEGATIVE_INFINITY) {
        rise(size++, score, item);
      }
    } else if (isWorse(scores[0], items[0], score, item)) {
      sink(score, item);
    }
  }

  /** The kept items, best first; empties the selection. */
  int[] bestFirst() {
    int[] sorted = new int[size];
    while (size > 0) {
      sorted[size - 1] = items[0];
      size--;
      sink(scores[size], items[size]);
    }
    return sorted;
  }

  private static boolean isWorse(float score, int item, float thanScore, int thanItem) {
    return score < thanScore || (score == thanScore && item > thanItem);
  }

  private void rise(int from, float score, int item) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) / 2;
      if (!isWorse(score, item, scores[parent], items[parent])) {
        break;
      }
      put(place, scores[parent], items[parent]);
      place = parent;
    }
    put(place, score, item);
  }

  /** Puts an item in the place of the root. */
  private void sink(float score, int item) {
    int place = 0;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size
          && isWorse(scores[child + 1], items[child + 1], scores[child], items[child])) {
        child++;
      }
      if (!isWorse(scores[child], items[child], score, item)) {
        break;
      }
      put(place, scores[child], items[child]);
      place = child;
    }
    put(place, score, item);
  }

  private void put(int place, float score, int item) {
    scores[place] = score;
    items[place] = item;
  }
}
