package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SignalMaskTest {
  private static final int SIGTERM = 15;
  private static final int SIGSEGV = 11;

  /** The signals that the calling thread has blocked: bit n - 1 for signal n. */
  static long blocked() throws IOException {
    return Long.parseUnsignedLong(ProcStatus.of("thread-self", "SigBlk"), 16);
  }

  static long bits(int... signals) {
    long bits = 0;
    for (int signal : signals) {
      bits |= 1L << (signal - 1);
    }
    return bits;
  }

  @Test
  void lastsUntilItIsClosed() throws IOException {
    long before = blocked();
    try (SignalMask full = SignalMask.full(LibC.get())) {
      assertNotEquals(0, blocked() & bits(SIGTERM));
      try (SignalMask empty = SignalMask.empty(LibC.get())) {
        assertEquals(0, blocked());
      }
      assertNotEquals(0, blocked() & bits(SIGTERM));
    }
    assertEquals(before, blocked());
  }

  @Test
  void leavesTheJvmItsOwnSignals() throws IOException {
    try (SignalMask full = SignalMask.full(LibC.get())) {
      assertEquals(0, blocked() & bits(SIGSEGV));
      for (int i = 0; i < 3; i++) {
        System.gc(); // stops this thread by SIGSEGV
      }
    }
  }
}
