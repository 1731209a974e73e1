package mydocker.network;

import java.util.regex.Pattern;

/**
 * The addresses that have their first bits in common, {@code 172.18.0.0/16}: RFC 4632.
 *
 * @param first the lowest of them: its bits behind the prefix are 0
 * @param prefix how many bits they have in common: 0 to 32
 */
public record Subnet(Ipv4 first, int prefix) {
  private static final Pattern PREFIX = Pattern.compile("\\d{1,2}");

  /**
   * A subnet.
   *
   * @throws IllegalArgumentException if there is no such one
   */
  public Subnet {
    if (prefix < 0 || prefix > Integer.SIZE) {
      throw invalid(first + "/" + prefix, "a prefix has 0 to 32 bits");
    }
    if ((first.bits() & ~mask(prefix)) != 0) {
      throw invalid(first + "/" + prefix, "it should be " + containing(first, prefix));
    }
  }

  /** The one that an address is in. */
  public static Subnet containing(Ipv4 address, int prefix) {
    return new Subnet(new Ipv4(address.bits() & mask(prefix)), prefix);
  }

  /**
   * Reads {@code A.B.C.D/PREFIX}.
   *
   * @throws IllegalArgumentException if it is none, or has bits behind its prefix
   */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
      throw invalid(text, "invalid CIDR block notation: such as 172.18.0.0/16 is expected");
    }
    Ipv4 first = Ipv4.parse(text.substring(0, slash));
    return new Subnet(first, Integer.parseInt(text.substring(slash + 1)));
  }

  private static IllegalArgumentException invalid(String text, String cause) {
    return new IllegalArgumentException("invalid subnet %s: %s".formatted(text, cause));
  }

  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << Integer.SIZE - prefix;
  }

  /** How many addresses it has, with those that no interface can have. */
  public long size() {
    return 1L << Integer.SIZE - prefix;
  }

  /** Its last address: what is sent there, all of it get. */
  public Ipv4 broadcast() {
    return address(size() - 1);
  }

  /**
   * One of its addresses.
   *
   * @param index from 0 on
   */
  public Ipv4 address(long index) {
    assert index >= 0 && index < size() : index;
    return first.plus(index);
  }

  /** The place of one of its addresses among them, from 0 on. */
  public long indexOf(Ipv4 address) {
    assert contains(address) : address;
    return Integer.toUnsignedLong(address.bits() - first.bits());
  }

  /** Whether an address is in it. */
  public boolean contains(Ipv4 address) {
    return (address.bits() & mask(prefix)) == first.bits();
  }

  /** Whether an address is in both: then one of them is in the other. */
  public boolean overlaps(Subnet other) {
    return contains(other.first) || other.contains(first);
  }

  @Override
  public String toString() {
    return first + "/" + prefix;
  }
}
