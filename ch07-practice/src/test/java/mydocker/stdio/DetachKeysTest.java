package mydocker.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are for us, and all others. */
class DetachKeysTest {

  private static String typed(DetachKeys keys, String text) {
    byte[] passed = keys.passOn(text.getBytes(StandardCharsets.ISO_8859_1));
    return new String(passed, StandardCharsets.ISO_8859_1);
  }

  @Test
  void ctrlPAndCtrlQAreNotPassedOnAndNorIsWhatFollows() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.DEFAULT);
    assertEquals("ab", typed(keys, "ab\020\021cd"));
    assertTrue(keys.areTyped());
  }

  @Test
  void theyMayComeOneByOne() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.DEFAULT);
    assertEquals("", typed(keys, "\020"));
    assertFalse(keys.areTyped());
    assertEquals("", typed(keys, "\021"));
    assertTrue(keys.areTyped());
  }

  @Test
  void aBeginningIsPassedOnWithWhatFollows() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.DEFAULT);
    assertEquals("", typed(keys, "\020"));
    assertEquals("\020x", typed(keys, "x"));
    assertEquals("\020", typed(keys, "\020\020"));
    assertEquals("", typed(keys, "\021"));
    assertTrue(keys.areTyped());
  }

  @Test
  void aBeginningMayHideInABeginning() {
    DetachKeys keys = DetachKeys.parse("a,a,b");
    assertEquals("a", typed(keys, "aaab"));
    assertTrue(keys.areTyped());
  }

  @Test
  void allOtherBytesAreWhatTheyWere() {
    DetachKeys keys = DetachKeys.parse(DetachKeys.DEFAULT);
    StringBuilder all = new StringBuilder();
    for (char c = 255; c > 0; c--) {
      all.append(c);
    }
    assertEquals(all.toString(), typed(keys, all.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "ctrl-a, 1",
    "ctrl-z, 26",
    "ctrl-@, 0",
    "ctrl-[, 27",
    "ctrl-\\, 28",
    "ctrl-_, 31",
    "DEL, 127",
    "x, 120"
  })
  void aKeyHasANameInDockersNotation(String name, int code) {
    DetachKeys keys = DetachKeys.parse(name);
    assertEquals("", typed(keys, Character.toString(code)));
    assertTrue(keys.areTyped());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ctrl-", "ctrl-1", "ctrl-A", "a,", ",a", "ab", "ctrl-p ctrl-q", "ä"})
  void othersAreNone(String text) {
    assertEquals(
        "Invalid detach keys (" + text + ") provided",
        assertThrows(IllegalArgumentException.class, () -> DetachKeys.parse(text)).getMessage());
  }
}
