package mydocker.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Sizes of images as docker writes them: three digits, and units that are powers of 1000. */
public final class Size {
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
  private static final int STEP = 1000;
  private static final MathContext DIGITS = new MathContext(3);

  private Size() {}

  /** Writes a number of bytes: {@code 0B}, {@code 4.26MB}. */
  public static String format(long bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= STEP) {
      amount /= STEP;
      unit++;
    }
    BigDecimal rounded = new BigDecimal(amount).round(DIGITS).stripTrailingZeros();
    return rounded.toPlainString() + UNITS.get(unit);
  }
}
