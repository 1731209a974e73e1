package mydocker.stdio;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The keys by which one leaves a container's terminal without ending what runs there. They are not
 * passed on; a beginning of them that something else follows is.
 */
public final class DetachKeys {
  /** Docker's. */
  public static final String DEFAULT = "ctrl-p,ctrl-q";

  private static final String CONTROLLED = "abcdefghijklmnopqrstuvwxyz@[\\]^_";
  private static final String CONTROL = "ctrl-";
  private static final int DEL = 127;

  private final byte[] keys;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean typed;

  private DetachKeys(byte... keys) {
    this.keys = keys;
  }

  /**
   * Keys in docker's notation, separated by commas: a character, or {@code ctrl-} and a letter or
   * one of {@code @[\]^_}.
   *
   * @throws IllegalArgumentException if there is anything else
   */
  public static DetachKeys parse(String text) {
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    for (String key : text.split(",", -1)) {
      keys.write(code(key, text));
    }
    return new DetachKeys(keys.toByteArray());
  }

  private static int code(String key, String text) {
    if (key.length() == 1 && key.charAt(0) <= DEL) {
      return key.charAt(0);
    }
    if (key.equals("DEL")) {
      return DEL;
    }
    if (key.length() == CONTROL.length() + 1
        && key.startsWith(CONTROL)
        && CONTROLLED.indexOf(key.charAt(CONTROL.length())) >= 0) {
      return key.charAt(CONTROL.length()) & 0x1f; // what the key Ctrl has done since 1963
    }
    throw new IllegalArgumentException("Invalid detach keys (" + text + ") provided");
  }

  /** What is to be passed on, of what was held back before and of what is typed now. */
  byte[] passOn(byte... bytes) {
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    for (byte each : bytes) {
      held.write(each);
      while (!isBeginning(held.toByteArray())) {
        byte[] rest = held.toByteArray();
        passed.write(rest[0]);
        held.reset();
        held.write(rest, 1, rest.length - 1);
      }
      if (held.size() == keys.length) {
        typed = true;
        break;
      }
    }
    return passed.toByteArray();
  }

  private boolean isBeginning(byte... bytes) {
    return Arrays.equals(bytes, Arrays.copyOf(keys, bytes.length));
  }

  /** Whether all of them have been typed, one after the other. */
  boolean areTyped() {
    return typed;
  }
}
