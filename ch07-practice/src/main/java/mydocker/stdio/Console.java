package mydocker.stdio;

import java.io.IOException;
import java.util.Optional;
import mydocker.linux.RawMode;
import mydocker.linux.Transfer;

/**
 * Our terminal as the keyboard of a container's, until it is closed: every key goes there as it is
 * typed, and both are equally large.
 */
public final class Console implements AutoCloseable {
  private static final int STDIN = 0;

  private final SizeOfOurs size;
  private final Optional<RawMode> raw;

  private Console(SizeOfOurs size, Optional<RawMode> raw) {
    this.size = size;
    this.raw = raw;
  }

  /** Only makes it as large as ours; nothing is typed there. */
  public static Console watch(int master) {
    return new Console(SizeOfOurs.follow(master), Optional.empty());
  }

  /**
   * Begins. What is there is shown by others, who read the master, or a log.
   *
   * @param master the master of the container's terminal
   * @param keys what is typed to leave
   * @param leave what is to be done then, on a thread of the console's
   * @throws IOException if our stdin is no terminal
   */
  public static Console open(int master, DetachKeys keys, Runnable leave) throws IOException {
    Optional<RawMode> raw = Optional.of(RawMode.enter());
    Console console = new Console(SizeOfOurs.follow(master), raw);
    Thread thread = new Thread(() -> type(master, keys, leave), "keyboard");
    thread.setDaemon(true);
    thread.start();
    return console;
  }

  private static void type(int master, DetachKeys keys, Runnable leave) {
    Transfer transfer = new Transfer();
    try {
      byte[] typed = transfer.readBytes(STDIN);
      while (typed.length > 0) {
        transfer.writeBytes(master, keys.passOn(typed));
        if (keys.areTyped()) {
          leave.run();
          return;
        }
        typed = transfer.readBytes(STDIN);
      }
    } catch (IOException e) {
      // what runs there has ended, or our terminal is gone
    }
  }

  @Override
  public void close() {
    size.close();
    raw.ifPresent(RawMode::close);
  }
}
