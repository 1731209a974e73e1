package mydocker.linux;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A number of the kernel's interface with the name that it has in C, so that a program can be
 * printed as one would write it.
 */
public record Constant(long value, String name) {

  /** The bits that are set, by name: {@code MS_REC | MS_PRIVATE}; 0 if none is. */
  static Constant bits(long value, Map<Long, String> names) {
    String set =
        names.entrySet().stream()
            .filter(bit -> (value & bit.getKey()) != 0)
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(" | "));
    return new Constant(value, set.isEmpty() ? Long.toString(value) : set);
  }

  @Override
  public String toString() {
    return name;
  }
}
