package mydocker.cgroup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as docker reads and writes them: units are powers of 1024. */
public final class Bytes {
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kmgtp]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgtp";

  private Bytes() {}

  /**
   * Reads an amount: {@code 100m}, {@code 1.5g}, {@code 4096}, {@code 64KiB}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long parse(String amount) {
    Matcher m = AMOUNT.matcher(amount);
    if (!m.matches()) {
      throw new IllegalArgumentException("invalid size: '" + amount + "'");
    }
    int power = m.group(2).isEmpty() ? 0 : UNITS.indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
    BigDecimal bytes = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("invalid size: '" + amount + "': it is too large");
    }
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** Writes an amount with at most four digits: {@code 100MiB}, {@code 1.465GiB}. */
  public static String format(long bytes) {
    int power = 0;
    double amount = bytes;
    while (amount >= 1024 && power < UNITS.length()) {
      amount /= 1024;
      power++;
    }
    BigDecimal rounded = new BigDecimal(amount).round(new MathContext(4));
    String unit = power == 0 ? "B" : Character.toUpperCase(UNITS.charAt(power - 1)) + "iB";
    return rounded.stripTrailingZeros().toPlainString() + unit;
  }
}
