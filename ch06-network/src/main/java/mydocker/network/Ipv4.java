package mydocker.network;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An address of the Internet protocol, version 4: RFC 791.
 *
 * @param bits its four bytes, the first one on top: 0x0a000001 is 10.0.0.1
 */
public record Ipv4(int bits) implements Comparable<Ipv4> {
  /** 0.0.0.0: where one listens, all addresses that the host has. */
  public static final Ipv4 ANY = new Ipv4(0);

  private static final int PARTS = 4;
  private static final int BYTE = 0xff;

  /** No leading zero: to some readers 010 is 8. */
  private static final Pattern PART = Pattern.compile("0|[1-9]\\d{0,2}");

  /**
   * Reads {@code A.B.C.D}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Ipv4 parse(String text) {
    String[] parts = text.split("\\.", -1);
    int bits = 0;
    for (String part : parts) {
      boolean isByte = PART.matcher(part).matches() && Integer.parseInt(part) <= BYTE;
      if (!isByte || parts.length != PARTS) {
        throw new IllegalArgumentException(
            "invalid IPv4 address %s: four numbers of 0 to 255 are expected, such as 172.18.0.2"
                .formatted(text));
      }
      bits = bits << Byte.SIZE | Integer.parseInt(part);
    }
    return new Ipv4(bits);
  }

  /** The address that comes some after this one, or before it. */
  public Ipv4 plus(long distance) {
    return new Ipv4((int) (bits + distance));
  }

  /**
   * The MAC address of an interface that has this address. No two on one bridge are alike, and a
   * container that starts again is found under the one that its neighbours remember. Its first byte
   * says that it is nobody's product: IEEE 802, "locally administered".
   */
  public String mac() {
    return "02:42:"
        + HexFormat.ofDelimiter(":")
            .formatHex(new byte[] {(byte) part(0), (byte) part(1), (byte) part(2), (byte) part(3)});
  }

  private int part(int index) {
    return bits >>> Integer.SIZE - Byte.SIZE * (index + 1) & BYTE;
  }

  /** The order of the numbers, in which 128.0.0.0 comes after 10.0.0.0. */
  @Override
  public int compareTo(Ipv4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return part(0) + "." + part(1) + "." + part(2) + "." + part(3);
  }
}
