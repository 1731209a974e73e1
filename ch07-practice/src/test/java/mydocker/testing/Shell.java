package mydocker.testing;

import java.io.IOException;
import java.util.List;
import mydocker.linux.Subprocess;

/** Commands of a shell, for tests that make or look at something as one would by hand. */
public final class Shell {
  private Shell() {}

  /**
   * Runs a command in the network of the calling thread.
   *
   * @return what it prints on stdout and stderr
   * @throws IOException if it fails
   */
  public static String run(String command) throws IOException {
    String script = "exec 2>&1; PATH=$PATH:/usr/sbin:/sbin; " + command;
    Subprocess shell = Subprocess.run("", List.of("sh", "-c", script));
    if (shell.code() != 0) {
      throw new IOException(command + ": " + shell);
    }
    return shell.out().stripTrailing();
  }
}
