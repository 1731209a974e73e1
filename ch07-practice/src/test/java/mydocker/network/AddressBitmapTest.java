package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bitmap beside a BitSet that gets the same. */
class AddressBitmapTest {
  private static final long SEED = 20_261_121;

  /** Words of something else before and after it, which it must leave alone. */
  private static final int BEFORE = 3;

  private static final int AFTER = 2;

  @Test
  void smallOnesAreRightInEveryState() {
    for (int size = 1; size <= 12; size++) {
      for (int state = 0; state < 1 << size; state++) {
        Pair pair = new Pair(size);
        for (int number = 0; number < size; number++) {
          if ((state >>> number & 1) != 0) {
            pair.take(number);
          }
        }
        pair.compareAll();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 63, 64, 65, 127, 1023, 1024, 1025, 1089, 4095, 4096, 65_535, 65_537})
  void isRightWhileItFillsAndEmpties(int size) {
    Pair pair = new Pair(size);
    for (int number = 0; number < size; number++) {
      assertEquals(number, pair.bitmap.nextFree(0));
      pair.take(number);
    }
    assertEquals(AddressBitmap.NONE, pair.bitmap.nextFree(0));
    pair.compareAll();
    for (int number = size - 1; number >= 0; number--) {
      pair.release(number);
      assertEquals(number, pair.bitmap.nextFree(0));
    }
    pair.compareAll();
  }

  /** The sizes of /30 to /8, at every fill. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24})
  void isRightWhateverIsTakenAndReleased(int bits) {
    int size = 1 << bits;
    Random random = new Random(SEED + bits);
    Pair pair = new Pair(size);
    for (int round = 0; round < (bits < 16 ? 4 : 1); round++) {
      // Runs, so that words are full and summaries are set, and then numbers anywhere.
      for (int run = 0; run < 4; run++) {
        int from = random.nextInt(size);
        int to = Math.min(size, from + random.nextInt(Math.max(2, size / 4)));
        for (int number = from; number < to; number++) {
          pair.set(number, run % 4 != 3);
        }
      }
      for (int i = 0; i < (bits < 16 ? 1_000 : 100); i++) {
        pair.set(random.nextInt(size), random.nextBoolean());
        pair.compareNextFree(random.nextInt(size + 1));
      }
      pair.compareWords();
    }
  }

  /** Whenever it ends, the rest is as if it had ended before or after; and once more is enough. */
  @ParameterizedTest
  @ValueSource(ints = {64, 4_096, 1 << 17})
  void survivesTheEndBetweenAnyTwoWrites(int size) {
    Random random = new Random(SEED);
    int deaths = 0;
    for (int i = 0; i < 3_000; i++) {
      int number = random.nextInt(size);
      for (int writes = 0; ; writes++) {
        MortalWords words = new MortalWords(BEFORE + AddressBitmap.words(size) + AFTER);
        Pair pair = new Pair(words, size);
        int first = pair.fillAround(number);
        int kind = i % 3;
        if (kind != 0) {
          pair.bitmap.nextFree(first); // sets the summaries
          pair.set(number, kind == 1);
        }
        words.dieAfter(writes);
        try {
          switch (kind) {
            case 0 -> pair.bitmap.nextFree(first);
            case 1 -> pair.bitmap.release(number);
            default -> pair.bitmap.take(number);
          }
          break;
        } catch (MortalWords.Death e) {
          deaths++;
          words.live();
        }
        pair.assertNoSummaryIsTooHigh();
        pair.model.set(number, pair.bitmap.isTaken(number)); // what was last is not known
        pair.compareNextFree(0);
        pair.compareNextFree(number);
        pair.bitmap.release(number);
        pair.model.clear(number);
        pair.compareWords();
      }
      i += size / 64; // a larger one takes longer
    }
    assertTrue(deaths > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256, 1 << 10, 1 << 11, 1 << 12, 1 << 16, 1 << 20, 1 << 24})
  void takesLittleMoreThanOneBitForEach(int size) {
    double bits = (double) Long.SIZE * AddressBitmap.words(size) / size;
    assertTrue(bits <= 1.05, "%f bits for each of %d".formatted(bits, size));
  }

  /** The bitmap, and what it should be. */
  private static final class Pair {
    private final MappedWords words;
    private final AddressBitmap bitmap;
    private final BitSet model = new BitSet();
    private final int size;

    Pair(int size) {
      this(new MortalWords(BEFORE + AddressBitmap.words(size) + AFTER), size);
    }

    Pair(MappedWords words, int size) {
      this.words = words;
      this.size = size;
      bitmap = new AddressBitmap(words, BEFORE, size);
    }

    void take(int number) {
      bitmap.take(number);
      model.set(number);
    }

    void release(int number) {
      bitmap.release(number);
      model.clear(number);
    }

    void set(int number, boolean taken) {
      if (taken) {
        take(number);
      } else {
        release(number);
      }
      assertEquals(taken, bitmap.isTaken(number));
    }

    /** As many as a full word of the top level sums up, where there is one. */
    int fillAround(int number) {
      int length = size <= 4_096 ? 64 : 4_096;
      int from = number / length * length;
      for (int i = from; i < Math.min(size, from + length); i++) {
        take(i);
      }
      return from;
    }

    void compareNextFree(int from) {
      int expected = model.nextClearBit(from);
      assertEquals(expected < size ? expected : AddressBitmap.NONE, bitmap.nextFree(from));
    }

    void compareAll() {
      for (int number = 0; number < size; number++) {
        assertEquals(model.get(number), bitmap.isTaken(number));
        compareNextFree(number);
      }
      compareNextFree(size);
      compareWords();
    }

    /** Level 0 is the truth, no summary is too high, all ghost bits are set, and no other word. */
    void compareWords() {
      BitSet full = model;
      int length = size;
      int word = BEFORE;
      while (word < words.count() - AFTER) {
        int end = word + (length + 63) / 64;
        BitSet ghosts = new BitSet();
        ghosts.set(length, (end - word) * 64);
        BitSet most = (BitSet) full.clone();
        most.or(ghosts);
        BitSet nowFull = new BitSet();
        for (int i = word; i < end; i++) {
          long expected = bits(most, i - word);
          long least = word == BEFORE ? expected : bits(ghosts, i - word);
          assertEquals(0, words.get(i) & ~expected, "too high: word " + i);
          assertEquals(0, least & ~words.get(i), "too low: word " + i);
          nowFull.set(i - word, words.get(i) == -1);
        }
        full = nowFull;
        length = end - word;
        word = end;
      }
      assertNothingElseWasTouched();
    }

    private static long bits(BitSet set, int word) {
      long[] bits = set.get(word * 64, (word + 1) * 64).toLongArray();
      return bits.length == 0 ? 0 : bits[0];
    }

    private void assertNothingElseWasTouched() {
      for (int i = 0; i < BEFORE; i++) {
        assertEquals(0, words.get(i));
      }
      for (int i = words.count() - AFTER; i < words.count(); i++) {
        assertEquals(0, words.get(i));
      }
    }

    void assertNoSummaryIsTooHigh() {
      int length = (size + 63) / 64;
      int word = BEFORE;
      while (word + length < words.count() - AFTER) {
        for (int i = 0; i < length; i++) {
          boolean isSet = (words.get(word + length + i / 64) >>> i & 1) != 0;
          assertFalse(isSet && words.get(word + i) != -1, "summary of word " + (word + i));
        }
        word += length;
        length = (length + 63) / 64;
      }
    }
  }
}
