package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A child of this process. Its number stays its own, if only as a zombie's, until {@link #waitFor}
 * has returned; after that no signal is sent to the number any more, which may be another's.
 */
public final class Child {
  /** Has not called execve(2) since it was forked: linux/sched.h. */
  private static final int PF_FORKNOEXEC = 0x40;

  private static final int P_PID = 1;
  private static final int WSTOPPED = 2;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x0100_0000;
  private static final int RUNNING = -1;

  // siginfo_t: sigaction(2)
  private static final int SIGINFO_T = 128;
  private static final int SI_CODE = 8;
  private static final int CLD_TRAPPED = 4;
  private static final int CLD_STOPPED = 5;

  private final LibC libc;
  private final int pid;
  private int exitCode = RUNNING;

  Child(LibC libc, int pid) {
    this.libc = libc;
    this.pid = pid;
  }

  /** Its process ID, as this process numbers it. */
  public int pid() {
    return pid;
  }

  /**
   * Waits until it has ended.
   *
   * @return its exit code, or 128 + n if signal n ended it, as a shell and docker have it
   */
  public int waitFor() throws ErrnoException {
    while (awaitChange(WEXITED | WNOWAIT) == CLD_TRAPPED) { // it has itself traced: a stop only
      awaitChange(WSTOPPED); // takes note of the stop
    }
    return reap();
  }

  /**
   * Waits until it has ended, and does not let it stand still: a child that has our terminal and is
   * stopped, as by Ctrl-Z, would keep it, with nobody left to continue it.
   */
  public int waitForAwake() throws ErrnoException {
    while (awaitChange(WEXITED | WSTOPPED | WNOWAIT) == CLD_STOPPED) {
      awaitChange(WSTOPPED);
      signal(Signals.SIGCONT);
    }
    return reap();
  }

  /** Waits without the lock, so that another thread can send it a signal; returns what it was. */
  private int awaitChange(int options) throws ErrnoException {
    Pointer info = Memory.allocateDirect(Runtime.getSystemRuntime(), SIGINFO_T, true);
    while (isRunning() && libc.waitid(P_PID, pid, info, options) == -1) {
      ErrnoException e = ErrnoException.last("wait for process " + pid);
      // ECHILD: another thread has waited for it, and is about to say how it ended
      if (e.errno() != Errno.EINTR && (e.errno() != Errno.ECHILD || isRunning())) {
        throw e;
      }
    }
    return info.getInt(SI_CODE);
  }

  private synchronized int reap() throws ErrnoException {
    if (exitCode == RUNNING) {
      int[] status = new int[1];
      LibC.check(libc.waitpid(pid, status, 0), "wait for process " + pid);
      int signal = status[0] & 0x7f;
      exitCode = signal == 0 ? status[0] >> 8 & 0xff : 128 + signal;
    }
    return exitCode;
  }

  private synchronized boolean isRunning() {
    return exitCode == RUNNING;
  }

  /** Sends it a signal, by its number in signal(7), unless it has ended. */
  public synchronized void signal(int signal) throws ErrnoException {
    if (exitCode == RUNNING) {
      LibC.check(libc.kill(pid, signal), "send signal " + signal + " to process " + pid);
    }
  }

  /** Ends it, whatever it is doing, and waits for that. */
  public void destroy() throws ErrnoException {
    signal(Signals.SIGKILL);
    waitFor();
  }

  /** Whether a process has got as far as execve, even if it is over since. */
  static boolean hasExecuted(int pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"), ISO_8859_1);
    // proc(5): PID (name) state ppid pgrp session tty tpgid flags; the name may hold anything.
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(afterName[6]) & PF_FORKNOEXEC) == 0;
  }
}
