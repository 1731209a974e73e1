package mydocker.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Kills a process when it is about to make a certain system call: strace(1), "Tampering". */
public final class Strace implements AutoCloseable {
  private static final int KILLED = 128 + 9;

  private final Process strace;
  private final Thread rest;

  private Strace(List<String> command) throws IOException {
    strace = new ProcessBuilder(command).start();
    strace.getOutputStream().close();
    BufferedReader err = strace.errorReader();
    String line = err.readLine();
    if (line == null || !line.endsWith(" attached")) {
      throw new IOException("trace a process: " + line);
    }
    rest = new Thread(() -> err.lines().forEach(more -> {}), "what strace says");
    rest.start(); // else it would wait for a reader
  }

  /**
   * Attaches to a thread, or to a process and all that come of it, which are counted each by
   * itself.
   *
   * @param calls names of system calls; of one that the machine does not have, none is made
   * @param number at the how manieth of these calls the process is killed, before it is made
   * @param follow whether its children and other threads are traced, too
   */
  public static Strace attach(int pid, String calls, int number, boolean follow)
      throws IOException {
    String set = "?" + calls.replace(",", ",?");
    List<String> command =
        new ArrayList<>(List.of("strace", "-p", Integer.toString(pid), "-o", "/dev/null"));
    command.addAll(List.of("-e", "trace=" + set));
    command.addAll(List.of("-e", "inject=" + set + ":signal=KILL:when=" + number));
    if (follow) {
      command.add("-f");
    }
    return new Strace(command);
  }

  /**
   * Runs mydocker, and kills it at one of its calls.
   *
   * @param command its command line
   * @return whether it has got that far
   */
  public static boolean kill(List<String> command, String calls, int number) throws Exception {
    List<String> gated =
        command.stream().map(w -> w.equals("mydocker.Main") ? Gate.class.getName() : w).toList();
    Process process = new ProcessBuilder(gated).redirectErrorStream(true).start();
    BufferedReader out = process.inputReader();
    int thread = Integer.parseInt(out.readLine());
    try (Strace strace = attach(thread, calls, number, false)) {
      process.outputWriter().append('\n').close();
      String said = String.join("\n", out.lines().toList());
      int code = process.waitFor();
      if (code != KILLED && code != 0) {
        throw new AssertionError("it has ended by itself with " + code + ": " + said);
      }
      return code == KILLED;
    }
  }

  /** Waits for the end of all that it traces. */
  @Override
  public void close() throws Exception {
    strace.waitFor();
    rest.join();
  }
}
