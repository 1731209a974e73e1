package mydocker.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.roaringbitmap.RoaringBitmap;

/**
 * What it takes to allocate an address and to give it back, in subnets of three sizes and five
 * fills. What is free lies anywhere, and what is allocated is the next free one behind the last:
 * each time another one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx768m", "-XX:+UseSerialGC"})
public class AddressBenchmark {

  /** A subnet in which some addresses are free, by their numbers. */
  @State(Scope.Thread)
  public abstract static class Filled {
    /** More than enough to be wrong. */
    private static final int CHECKS = 1_000;

    /** How many bits all addresses have in common. */
    @Param({"24", "16", "8"})
    public int prefix;

    /** Which part is taken, in percent; at 100 one address is free. */
    @Param({"0", "50", "99", "99.99", "100"})
    public double fill;

    private final BitSet free = new BitSet();
    private int size;

    /** Takes what is not free, and checks that the right ones are found then. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
      size = 1 << Integer.SIZE - prefix;
      chooseFree();
      open(size);
      for (int number = free.nextClearBit(0); number < size; number = free.nextClearBit(++number)) {
        take(number);
      }
      ready();
      int expected = free.nextSetBit(0);
      for (int i = 0; i < checks(); i++) {
        int number = allocateAndRelease();
        if (number != expected) {
          throw new IllegalStateException("%d instead of %d".formatted(number, expected));
        }
        expected = after(number);
      }
    }

    /** Each set of so many numbers is as likely as any other: Knuth's algorithm S. */
    private void chooseFree() {
      int first = 2; // what no container gets: the network, the gateway, and the broadcast
      int left = size - 1 - first;
      int wanted = Math.max(1, (int) Math.round(left * (1 - fill / 100)));
      Random random = new Random(prefix);
      for (int number = first; number < size - 1; number++) {
        if (random.nextInt(left--) < wanted) {
          free.set(number);
          wanted--;
        }
      }
    }

    int size() {
      return size;
    }

    /** How many answers are checked. */
    int checks() {
      return CHECKS;
    }

    /** The one that is to be allocated after another one. */
    int after(int number) {
      int next = free.nextSetBit(number + 1);
      return next < 0 ? free.nextSetBit(0) : next;
    }

    abstract void open(int numbers) throws IOException;

    abstract void take(int number) throws IOException;

    /** All are taken that are to be. */
    void ready() throws IOException {}

    abstract int allocateAndRelease() throws IOException;
  }

  /** Ours, in memory. */
  public static class Tree extends Filled {
    private AddressBitmap bitmap;
    private int from;

    @Override
    void open(int numbers) {
      bitmap = new AddressBitmap(new MortalWords(AddressBitmap.words(numbers)), 0, numbers);
    }

    @Override
    void take(int number) {
      bitmap.take(number);
    }

    @Override
    int allocateAndRelease() {
      int number = bitmap.nextFree(from);
      if (number == AddressBitmap.NONE) {
        number = bitmap.nextFree(0);
      }
      bitmap.take(number);
      from = number + 1;
      bitmap.release(number);
      return number;
    }
  }

  /** Ours in its file, with the intent before and after each change. */
  public static class Pool extends Filled {
    private final BitSet taken = new BitSet();
    private Path file;
    private AddressPlan plan;
    private AddressPool pool;

    @Override
    void open(int numbers) throws IOException {
      file = Files.createTempFile("addresses", null);
      Subnet subnet = new Subnet(Ipv4.parse("10.0.0.0"), prefix);
      plan = new AddressPlan(subnet);
    }

    @Override
    void take(int number) {
      taken.set(number);
    }

    @Override
    void ready() throws IOException {
      pool = AddressPool.open(file, "benchmark", plan, this::papers);
    }

    /** Millions of them, one after the other. */
    private Collection<Ipv4> papers() {
      return new AbstractCollection<>() {
        @Override
        public Iterator<Ipv4> iterator() {
          return taken.stream().mapToObj(number -> plan.subnet().address(number)).iterator();
        }

        @Override
        public int size() {
          return taken.cardinality();
        }
      };
    }

    @Override
    int allocateAndRelease() throws IOException {
      Ipv4 address = pool.allocate();
      pool.settle();
      pool.release(address);
      pool.settle();
      return (int) plan.subnet().indexOf(address);
    }

    /** Removes the file. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
      pool.close();
      Files.delete(file);
    }
  }

  /** The JDK's set of bits. */
  public static class Bits extends Filled {
    private BitSet taken;
    private int from;

    @Override
    void open(int numbers) {
      taken = new BitSet(numbers);
    }

    @Override
    void take(int number) {
      taken.set(number);
    }

    @Override
    int allocateAndRelease() {
      int number = taken.nextClearBit(from);
      if (number >= size()) {
        number = taken.nextClearBit(0);
      }
      taken.set(number);
      from = number + 1;
      taken.clear(number);
      return number;
    }
  }

  /** A compressed set of bits. */
  public static class Roaring extends Filled {
    private RoaringBitmap taken;
    private int from;

    @Override
    void open(int numbers) {
      taken = new RoaringBitmap();
    }

    @Override
    void take(int number) {
      taken.add(number);
    }

    @Override
    int allocateAndRelease() {
      int number = (int) taken.nextAbsentValue(from);
      if (number >= size()) {
        number = (int) taken.nextAbsentValue(0);
      }
      taken.add(number);
      from = number + 1;
      taken.remove(number);
      return number;
    }
  }

  /**
   * A character for each address, as in a first program about containers: what is free is looked
   * for from the beginning, and the text is copied to change a character of it. The program would
   * also read and write a file of it each time, which is left out here.
   */
  public static class Text extends Filled {
    private static final int FEW_CHECKS = 10;

    private byte[] draft;
    private String text;

    @Override
    void open(int numbers) {
      draft = "0".repeat(numbers).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    int checks() {
      return FEW_CHECKS;
    }

    @Override
    int after(int number) {
      return number; // always the first one
    }

    @Override
    void take(int number) {
      draft[number] = '1';
    }

    @Override
    int allocateAndRelease() {
      if (text == null) {
        text = new String(draft, StandardCharsets.ISO_8859_1);
      }
      int number = text.indexOf('0');
      text = with(text, number, '1');
      text = with(text, number, '0');
      return number;
    }

    private static String with(String text, int index, char c) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      bytes[index] = (byte) c;
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** The tree of summaries. */
  @Benchmark
  public int tree(Tree tree) {
    return tree.allocateAndRelease();
  }

  /** The same in a file, with all that makes it survive. */
  @Benchmark
  public int pool(Pool pool) throws IOException {
    return pool.allocateAndRelease();
  }

  /** {@link BitSet#nextClearBit}. */
  @Benchmark
  public int bitSet(Bits bits) {
    return bits.allocateAndRelease();
  }

  /** {@link RoaringBitmap#nextAbsentValue}. */
  @Benchmark
  public int roaring(Roaring roaring) {
    return roaring.allocateAndRelease();
  }

  /** A linear scan. */
  @Benchmark
  public int text(Text text) {
    return text.allocateAndRelease();
  }
}
