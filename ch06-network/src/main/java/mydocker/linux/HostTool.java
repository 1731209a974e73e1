package mydocker.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** A program of the host that does a piece of work: cp, rm. */
public final class HostTool {
  private HostTool() {}

  /**
   * Runs one to its end.
   *
   * @return what it has printed
   * @throws IOException if it has failed: the first line of what it says
   */
  public static String run(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException(
          output.lines().findFirst().orElse(words[0] + " has ended with " + code));
    }
    return output;
  }
}
