package mydocker.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The data of capset(2) that gives a thread some capabilities, and lets no program inherit any by
 * itself: two times effective, permitted and inheritable, 32 bits each.
 */
record CapabilitySet(Set<Capability> capabilities) implements Struct {
  private static final int VERSION_3 = 0x2008_0522;

  /** The header that goes with it: this version, for the calling thread. */
  Struct header() {
    return new Header();
  }

  @Override
  public byte[] bytes() {
    long bits = 0;
    for (Capability capability : capabilities) {
      bits |= 1L << capability.ordinal();
    }
    int low = (int) bits;
    int high = (int) (bits >>> 32);
    return ByteBuffer.allocate(6 * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(low)
        .putInt(low)
        .putInt(0)
        .putInt(high)
        .putInt(high)
        .putInt(0)
        .array();
  }

  @Override
  public String toString() {
    return capabilities.stream()
        .map(capability -> "CAP_" + capability)
        .collect(Collectors.joining(" | ", "{", "}"));
  }

  private record Header() implements Struct {
    @Override
    public byte[] bytes() {
      return ByteBuffer.allocate(2 * Integer.BYTES)
          .order(ByteOrder.nativeOrder())
          .putInt(VERSION_3)
          .array();
    }

    @Override
    public String toString() {
      return "{_LINUX_CAPABILITY_VERSION_3, 0}";
    }
  }
}
