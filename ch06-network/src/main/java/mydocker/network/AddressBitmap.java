package mydocker.network;

import java.util.Arrays;

/**
 * Which of the numbers from 0 to size - 1 are taken: a bit for each, and above the bits a tree that
 * knows where none is free.
 *
 * <pre>
 *   level 1            1 1 0 0 ... 0                1: the word below is full
 *                     /  |  \       \
 *   level 0    ff...ff ff...ff 00..07 ... 00..00    1: the number is taken
 * </pre>
 *
 * Each word sums up 64 of the level below, so that among 2^24 numbers the next free one is found in
 * a few steps, whether none is taken or all but one. The tree ends where a level is so short that
 * it is as well looked through; all of it takes 1 + 1/64 + 1/4096 + ... bits a number.
 *
 * <p>Three things are always so:
 *
 * <ul>
 *   <li>"Level 0 is the truth." The levels above it say only where not to look.
 *   <li>"No summary is too high": where its bit is set, the word below is full. So bits are set
 *       from below and cleared from above, and it is so between any two writes, when kill -9 may
 *       come. One that is too low costs a look at a full word, and no wrong answer; and the search
 *       that looks sets it. So who takes a number writes one word, and a full word is found once.
 *   <li>"Ghost bits are set": those of a level's last word that stand for nothing. So a word is
 *       full if it is -1, wherever it is.
 * </ul>
 */
final class AddressBitmap {
  /** There is no such number. */
  static final int NONE = -1;

  /** A level that has no more words needs none above it. */
  private static final int SHORT = 16;

  private static final int SHIFT = 6;
  private static final int LAST_BIT = 63;
  private static final long FULL = -1L;

  private final MappedWords words;
  private final int size;

  /** Where each level begins in the words; one more, where the last one ends. */
  private final int[] start;

  private final int top;

  /**
   * A bitmap in some memory.
   *
   * @param words where it was left, or 0 only: then all numbers are free
   * @param first the first word of it: it has {@link #words} of them
   * @param size how many numbers there are: 1 to 2^24
   */
  AddressBitmap(MappedWords words, int first, int size) {
    this.words = words;
    this.size = size;
    start = levels(first, size);
    top = start.length - 2;
    assert start[top + 1] <= words.count() : words.count() + " words for " + size + " numbers";
    setGhostBits();
  }

  /** How many words it has for so many numbers. */
  static int words(int size) {
    int[] start = levels(0, size);
    return start[start.length - 1];
  }

  private static int[] levels(int first, int size) {
    int[] start = new int[Integer.SIZE / SHIFT];
    start[0] = first;
    int level = 0;
    int length = size;
    do {
      length = (length + LAST_BIT) >>> SHIFT;
      start[level + 1] = start[level] + length;
      level++;
    } while (length > SHORT);
    return Arrays.copyOf(start, level + 1);
  }

  private void setGhostBits() {
    int bits = size;
    for (int level = 0; level <= top; level++) {
      if ((bits & LAST_BIT) != 0) {
        int last = start[level + 1] - 1;
        words.set(last, words.get(last) | FULL << bits);
      }
      bits = start[level + 1] - start[level];
    }
  }

  private int word(int level, int bit) {
    return start[level] + (bit >>> SHIFT);
  }

  private boolean isSet(int level, int bit) {
    return (words.get(word(level, bit)) >>> bit & 1) != 0;
  }

  /**
   * The first number that is free, from one on; {@link #NONE} if there is none up to the end.
   *
   * @param from 0 to size
   */
  int nextFree(int from) {
    assert from >= 0 && from <= size : from;
    int level = from == 0 ? top : 0; // what has no neighbour before it is found from above
    int bit = from;
    while (true) {
      int word = word(level, bit);
      if (word == start[level + 1]) {
        return NONE;
      }
      long taken = words.get(word);
      long free = ~taken & FULL << bit; // depends on the ghost bits being set
      if (free != 0) {
        bit = (bit & ~LAST_BIT) + Long.numberOfTrailingZeros(free);
        if (level == 0) {
          return bit;
        }
        level--;
        bit <<= SHIFT;
      } else if (level == top) {
        bit = (bit | LAST_BIT) + 1;
      } else {
        level++;
        bit >>>= SHIFT;
        if (taken == FULL && !isSet(level, bit)) {
          set(level, bit);
        }
        bit++;
      }
    }
  }

  private void set(int level, int bit) {
    int word = word(level, bit);
    words.set(word, words.get(word) | 1L << bit);
  }

  private void clear(int level, int bit) {
    int word = word(level, bit);
    words.set(word, words.get(word) & ~(1L << bit));
  }

  /** Whether a number is taken. */
  boolean isTaken(int number) {
    assert number >= 0 && number < size : number;
    return isSet(0, number);
  }

  /** Takes a number. */
  void take(int number) {
    set(0, number);
  }

  /** Gives a number back. */
  void release(int number) {
    int level = 0;
    while (level < top && isSet(level + 1, number >>> SHIFT * (level + 1))) {
      level++;
    }
    for (; level >= 0; level--) { // from above: no summary is too high
      clear(level, number >>> SHIFT * level);
    }
  }
}
