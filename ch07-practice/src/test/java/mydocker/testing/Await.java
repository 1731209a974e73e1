package mydocker.testing;

import java.util.concurrent.Callable;

/** Waiting for what nobody tells a test of. */
public final class Await {
  private static final long PATIENCE_MILLIS = 30_000;

  private Await() {}

  /**
   * Waits until something is so.
   *
   * @param what what is waited for, for the error
   */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.call()) {
      if (System.currentTimeMillis() > deadline) {
        throw new AssertionError("still not so: " + what);
      }
      Thread.sleep(20);
    }
  }
}
