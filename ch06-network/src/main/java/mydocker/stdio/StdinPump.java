package mydocker.stdio;

import java.io.IOException;
import mydocker.linux.LibC;
import mydocker.linux.Transfer;

/**
 * Copies our stdin to where a container reads it, byte by byte the same, and closes that at the end
 * of ours. Nobody waits for it: what runs there may end before it has read all.
 */
public final class StdinPump {
  private static final int STDIN = 0;

  private StdinPump() {}

  /** Begins to copy; from now on the descriptor is the pump's. */
  public static void start(int to) {
    Thread thread = new Thread(() -> copy(to), "stdin");
    thread.setDaemon(true);
    thread.start();
  }

  private static void copy(int to) {
    try {
      Transfer.copy(STDIN, to);
    } catch (IOException e) {
      // Nobody reads it any more, EPIPE; or our terminal is gone, and that is the end, too.
    } finally {
      LibC.get().close(to);
    }
  }
}
