package mydocker.stdio;

import java.io.IOException;
import java.nio.file.Path;
import mydocker.linux.Cell;
import mydocker.linux.OpenFile;
import mydocker.linux.Pty;
import mydocker.linux.Routine;

/**
 * A terminal whose user has left it. Somebody must have its master open, or the kernel hangs up;
 * and somebody must read what is shown on it, or its programs wait as soon as they have filled what
 * the kernel keeps of it.
 */
final class LeftTerminal {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final int BUFFER = 4096;
  private static final int PR_SET_NAME = 15;

  private LeftTerminal() {}

  /** Has a process of a few hundred kilobytes do so, until no program has the terminal open. */
  static void keep(Pty pty) throws IOException {
    try (OpenFile nothing = OpenFile.open(NOTHING, OpenFile.O_RDWR)) {
      routine(pty.master(), nothing.fd()).start();
    }
  }

  private static Routine routine(int master, int nothing) {
    Routine routine = new Routine().keep(master).keep(nothing);
    for (int fd = 0; fd <= 2; fd++) {
      routine.call("dup2", nothing, fd); // they are our user's terminal, which may be closed
    }
    Routine.Label top = new Routine.Label("top");
    Routine.Label end = new Routine.Label("end");
    Cell failed = new Cell("failed", Long.BYTES);
    return routine
        .call("chdir", "/")
        .call("prctl", PR_SET_NAME, "mydocker")
        .mark(top)
        .call("memset", Routine.ERRNO, 0, Integer.BYTES)
        .call("read", master, new Cell("shown", BUFFER), BUFFER)
        .call("memcpy", failed, Routine.ERRNO, Integer.BYTES) // EIO: nobody has it open
        .jumpIf(failed.value(), end)
        .jump(top)
        .mark(end)
        .call("_exit", 0);
  }
}
