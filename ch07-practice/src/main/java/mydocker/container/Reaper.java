package mydocker.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mydocker.config.ContainerId;
import mydocker.linux.Child;
import mydocker.linux.Constant;
import mydocker.linux.ProcessId;
import mydocker.linux.Routine;

/**
 * The program that a monitor becomes when its container has ended and nobody is there to clean up:
 * {@code mydocker reap}, in a JVM like ours.
 *
 * <p>It starts the container again, if that is to be.
 */
final class Reaper {
  private static final String MAIN = "mydocker.Main";

  private static final Constant PR_SET_NAME = new Constant(15, "PR_SET_NAME"); // linux/prctl.h

  /** Where the tools are; and names of files are in UTF-8, whatever the user's locale is. */
  private static final List<String> ENVIRONMENT =
      List.of("PATH=" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "LC_ALL=C.UTF-8");

  private Reaper() {}

  /**
   * What is executed.
   *
   * @param argv a path, and the arguments
   */
  record Command(List<String> argv, List<String> environment) {}

  /**
   * The command for a container.
   *
   * @param entry the descriptor of its entry in the register
   */
  static Command command(ContainerStore store, ContainerId id, int entry) throws IOException {
    List<String> argv = again(store, id);
    argv.add(Integer.toString(entry));
    return new Command(argv, ENVIRONMENT);
  }

  private static List<String> again(ContainerStore store, ContainerId id) throws IOException {
    List<String> argv = new ArrayList<>(java());
    argv.addAll(List.of("--root", store.root().toString(), "reap", id.digits()));
    return argv;
  }

  /**
   * Has a process wait for a while, and then start a container again. It becomes a JVM only then.
   */
  static ProcessId startLater(ContainerStore store, ContainerId id, Duration delay)
      throws IOException {
    String[] argv = again(store, id).toArray(String[]::new);
    Child waiting =
        new Routine()
            .call("prctl", PR_SET_NAME, "mydocker")
            .call("poll", null, 0, (int) delay.toMillis())
            .call("execve", argv[0], argv, ENVIRONMENT.toArray(String[]::new))
            .call("_exit", 127)
            .start();
    return ProcessId.of(waiting.pid());
  }

  /** The command line of this JVM up to the name of the program, if that is what it runs. */
  private static List<String> java() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> own = List.of(Files.readString(Path.of("/proc/self/cmdline"), UTF_8).split("\0"));
    int main = own.indexOf(MAIN);
    if (main > 0) {
      List<String> argv = new ArrayList<>(own.subList(0, main + 1));
      argv.set(0, java);
      return argv;
    }
    return List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath(), MAIN);
  }

  /** Where our classes come from: in Maven's JVM (exec:java) they have a loader of their own. */
  private static String classPath() {
    if (Reaper.class.getClassLoader() instanceof URLClassLoader loader) {
      return Stream.of(loader.getURLs())
          .map(url -> Path.of(URI.create(url.toString())).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }
}
