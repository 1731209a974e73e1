package mydocker.testing;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import mydocker.Main;

/**
 * Runs a command of the program in the JVM of the tests: most of what a command takes is the start
 * of a JVM. What reads stdin has one of its own as it has with users, and so has what runs beside
 * another.
 */
final class InThisJvm {
  private static final Set<String> COMMANDS =
      Set.of(
          "run", "start", "wait", "exec", "stop", "kill", "ps", "logs", "inspect", "rm", "network",
          "commit", "images", "import", "rmi");

  private static final POSIX POSIX = POSIXFactory.getPOSIX();
  private static final ReentrantLock ONE = new ReentrantLock();

  private InThisJvm() {}

  /**
   * Does it, or returns null if it cannot.
   *
   * @param words the options of the program, its command, and the words of that
   */
  static Mydocker run(List<String> words) throws IOException {
    int command = words.indexOf("--root") == 0 ? 2 : 0;
    if (words.size() <= command || !isFit(words.subList(command, words.size())) || !ONE.tryLock()) {
      return null;
    }
    Set<Long> before = children();
    try (Redirected redirected = new Redirected()) {
      int code = Main.run(words.toArray(String[]::new));
      System.out.flush();
      return new Mydocker(code, redirected.out(), redirected.err());
    } finally {
      children().stream().filter(pid -> !before.contains(pid)).forEach(InThisJvm::reap);
      ONE.unlock();
    }
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** A monitor is the child of init when the command that has made it ends; here it is ours. */
  private static void reap(long pid) {
    Thread reaper = new Thread(() -> POSIX.waitpid(pid, new int[1], 0), "reaper of " + pid);
    reaper.setDaemon(true);
    reaper.start();
  }

  private static boolean isFit(List<String> command) {
    return COMMANDS.contains(command.get(0)) && !follows(command) && !reads(command);
  }

  private static boolean follows(List<String> command) {
    return command.get(0).equals("logs")
        && (command.contains("-f") || command.contains("--follow"));
  }

  /** It reads stdin, which is Maven's, or needs a terminal. */
  private static boolean reads(List<String> command) {
    return Set.of("run", "start", "exec").contains(command.get(0))
        && command.stream().anyMatch(word -> word.matches("-[a-z]*[it][a-z]*|--interactive|--tty"));
  }
}
