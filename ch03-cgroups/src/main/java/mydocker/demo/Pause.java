package mydocker.demo;

import java.io.IOException;

/** A while in which others work. */
final class Pause {
  private Pause() {}

  static void millis(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait: interrupted", e);
    }
  }
}
