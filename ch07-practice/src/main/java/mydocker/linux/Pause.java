package mydocker.linux;

import java.io.IOException;

/** A while in which others work. */
public final class Pause {
  private Pause() {}

  /** Waits, or fails if it is interrupted. */
  public static void millis(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait: interrupted", e);
    }
  }
}
