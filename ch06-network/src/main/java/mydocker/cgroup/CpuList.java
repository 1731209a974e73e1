package mydocker.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.regex.Pattern;

/** A list of CPUs or memory nodes as the kernel writes it, {@code 0-2,4}: cpuset(7). */
public final class CpuList {
  private static final Pattern LIST =
      Pattern.compile("\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*");

  private CpuList() {}

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BitSet parse(String list) {
    if (!LIST.matcher(list).matches()) {
      throw new IllegalArgumentException("it is not a list such as 0-2,4");
    }
    BitSet numbers = new BitSet();
    for (String range : list.split(",")) {
      String[] ends = range.split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (first > last) {
        throw new IllegalArgumentException(range + " runs backwards");
      }
      numbers.set(first, last + 1);
    }
    return numbers;
  }

  /** The CPUs that are switched on, as a list. */
  public static String onlineCpus() throws IOException {
    return Files.readString(Path.of("/sys/devices/system/cpu/online"), ISO_8859_1).strip();
  }

  /** The memory nodes there are, as a list; a machine without NUMA has node 0. */
  public static String onlineNodes() throws IOException {
    Path nodes = Path.of("/sys/devices/system/node/online");
    return Files.exists(nodes) ? Files.readString(nodes, ISO_8859_1).strip() : "0";
  }
}
