package mydocker.testing;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import mydocker.Main;

/**
 * Runs a command of the program in the JVM of the tests: most of what a command takes is the start
 * of a JVM. What begins a process that outlives it, or waits, has one of its own as it has with
 * users, and so has what runs beside another.
 */
final class InThisJvm {
  private static final Set<String> COMMANDS =
      Set.of(
          "stop", "kill", "ps", "logs", "inspect", "rm", "network", "commit", "images", "import",
          "rmi");

  private static final ReentrantLock ONE = new ReentrantLock();

  private InThisJvm() {}

  /**
   * Does it, or returns null if it cannot.
   *
   * @param words the options of the program, its command, and the words of that
   */
  static Mydocker run(List<String> words) {
    int command = words.indexOf("--root") == 0 ? 2 : 0;
    if (words.size() <= command || !isFit(words.subList(command, words.size())) || !ONE.tryLock()) {
      return null;
    }
    InputStream stdin = System.in;
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setIn(InputStream.nullInputStream());
      System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = Main.run(words.toArray(String[]::new));
      return new Mydocker(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(stdin);
      System.setOut(stdout);
      System.setErr(stderr);
      ONE.unlock();
    }
  }

  private static boolean isFit(List<String> command) {
    return COMMANDS.contains(command.get(0)) && !follows(command);
  }

  private static boolean follows(List<String> command) {
    return command.get(0).equals("logs")
        && (command.contains("-f") || command.contains("--follow"));
  }
}
