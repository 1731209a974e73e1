package mydocker.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jnr.ffi.LibraryLoader;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.WindowSize;

/** A program on a pseudo-terminal, whose keyboard and screen are the test's: pty(7). */
public final class Pty implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final long PATIENCE_MILLIS = 60_000;

  /** The functions of libc that only a terminal's master needs. */
  public interface PtyLibC {
    /** posix_openpt(3). */
    int posix_openpt(int flags);

    /** unlockpt(3). */
    int unlockpt(int fd);

    /** ptsname(3). */
    String ptsname(int fd);
  }

  private static final PtyLibC PTY = LibraryLoader.create(PtyLibC.class).load("c");

  private final LibC libc = LibC.get();
  private final StringBuilder screen = new StringBuilder();
  private final int master;
  private final Child child;
  private final Thread reader;
  private int seen;

  /** Starts a program with a new session on a new terminal. */
  public Pty(List<String> command) throws IOException {
    master = LibC.check(PTY.posix_openpt(O_RDWR | O_CLOEXEC), "open a pseudo-terminal");
    LibC.check(PTY.unlockpt(master), "unlock a pseudo-terminal");
    List<String> environment = new ArrayList<>();
    for (Map.Entry<String, String> e : System.getenv().entrySet()) {
      environment.add(e.getKey() + "=" + e.getValue());
    }
    child =
        new ChildProgram()
            .setsid()
            .close(0)
            .open(PTY.ptsname(master), O_RDWR) // is descriptor 0, and the session's terminal
            .dup2(0, 1)
            .dup2(0, 2)
            .execve(command.get(0), command, environment)
            .start(Set.of());
    reader = new Thread(this::readScreen, "screen");
    reader.start();
  }

  private void readScreen() {
    byte[] buffer = new byte[4096];
    for (long n = read(buffer); n > 0; n = read(buffer)) {
      synchronized (screen) {
        screen.append(new String(buffer, 0, (int) n, StandardCharsets.UTF_8));
        screen.notifyAll();
      }
    }
  }

  private long read(byte[] buffer) {
    return libc.read(master, buffer, buffer.length); // EIO when no process has it open any more
  }

  /** Types. */
  public void type(String keys) throws IOException {
    byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
    LibC.check((int) libc.write(master, bytes, bytes.length), "type on a pseudo-terminal");
  }

  /** Makes it another size. */
  public void resize(int rows, int columns) throws IOException {
    new WindowSize(rows, columns).set(master);
  }

  /** Waits until a text is on the screen, after what was waited for before. */
  public void waitFor(String text) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    synchronized (screen) {
      int at;
      while ((at = screen.indexOf(text, seen)) < 0) {
        long left = deadline - System.currentTimeMillis();
        if (left <= 0) {
          throw new AssertionError("no \"" + text + "\" on the screen:\n" + screen);
        }
        screen.wait(left);
      }
      seen = at + text.length();
    }
  }

  /** All that has been shown. */
  public String screen() {
    synchronized (screen) {
      return screen.toString();
    }
  }

  /** The program's process ID. */
  public int pid() {
    return child.pid();
  }

  /** Sends the program a signal, as kill(1) does. */
  public void signal(int number) throws IOException {
    child.signal(number);
  }

  /** Waits for the program's end and returns its exit code. */
  public int exitCode() throws IOException {
    return child.waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    child.destroy();
    reader.join(PATIENCE_MILLIS);
    libc.close(master);
  }
}
