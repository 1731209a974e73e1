package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that is told from all others, before and after it: its number alone is given to another
 * one some day.
 *
 * @param pid its number
 * @param startTime when it was started, in clock ticks since the machine was: proc(5)
 * @param boot the run of the machine, as a UUID: /proc/sys/kernel/random/boot_id
 */
public record ProcessId(int pid, long startTime, String boot) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static volatile String thisBoot;

  /** Between two looks at what nobody tells us of. */
  private static final int MILLIS = 5;

  // Fields of /proc/PID/stat behind the name.
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /**
   * The process that has a number now.
   *
   * @throws IOException if there is none
   */
  public static ProcessId of(int pid) throws IOException {
    long startTime = Long.parseLong(stat(pid)[START_TIME]);
    return new ProcessId(pid, startTime, thisBoot());
  }

  /** Whether it has not ended yet. */
  public boolean isAlive() throws IOException {
    try {
      String[] stat = stat(pid);
      return !stat[STATE].equals("Z")
          && !stat[STATE].equals("X")
          && Long.parseLong(stat[START_TIME]) == startTime
          && thisBoot().equals(boot);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) { // ESRCH: it ends while its file is read
      if (!Files.exists(Path.of("/proc", Integer.toString(pid)))) {
        return false;
      }
      throw e;
    }
  }

  private static String thisBoot() throws IOException {
    if (thisBoot == null) {
      thisBoot = Files.readString(BOOT_ID, ISO_8859_1).strip();
    }
    return thisBoot;
  }

  /** Ends it, unless it has ended. */
  public void kill() throws IOException {
    if (isAlive() && LibC.get().kill(pid, Signals.SIGKILL) == -1 && isAlive()) {
      throw ErrnoException.last("kill process " + pid);
    }
  }

  /**
   * Waits until it has ended.
   *
   * @throws IOException if it does not in time: a process that waits for a disk, say
   */
  public void awaitEnd(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("wait for the end of process " + pid + ": it is still there");
      }
      Pause.millis(MILLIS);
    }
  }

  private static String[] stat(int pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"), ISO_8859_1);
    // PID (name) state ppid ...; the name may hold anything.
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}
