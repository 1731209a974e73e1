package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program with images and containers of its own, and with cgroups that the leak audit knows.
 *
 * @param folder where it keeps them
 */
public record Root(Path folder) {
  /** The cgroup of all containers of tests. */
  public static final String PARENT = OwnCgroup.NAME;

  /** With the image busybox in it, so that no run has to make it, and to say so. */
  public static Root withBusybox(Path folder) throws Exception {
    Root root = new Root(folder);
    assertEquals(0, root.run("busybox", "true").code());
    return root;
  }

  /** Runs any command. */
  public Mydocker mydocker(String... arguments) throws Exception {
    return Mydocker.run(words(arguments));
  }

  /** Runs a container that is removed at its end: options, image and command. */
  public Mydocker run(String... arguments) throws Exception {
    return mydocker(join(List.of("run", "--rm", "--cgroup-parent", PARENT), arguments));
  }

  /** Runs a container that stays. */
  public Mydocker runAndKeep(String... arguments) throws Exception {
    return mydocker(join(List.of("run", "--cgroup-parent", PARENT), arguments));
  }

  /** What a command prints; it must succeed without a word on stderr. */
  public String out(String... arguments) throws Exception {
    return require(mydocker(arguments));
  }

  /** What a container prints that is removed at its end; it must succeed. */
  public String runOut(String... arguments) throws Exception {
    return require(run(arguments));
  }

  private static String require(Mydocker run) {
    assertEquals("", run.err());
    assertEquals(0, run.code(), run.toString());
    return run.out();
  }

  /** The command line of any command. */
  public List<String> command(String... arguments) {
    return Mydocker.command(words(arguments));
  }

  private String[] words(String... arguments) {
    return join(List.of("--root", folder.toString()), arguments);
  }

  /** The command line of a container that is removed at its end. */
  public List<String> runCommand(String... arguments) {
    return command(join(List.of("run", "--rm", "--cgroup-parent", PARENT), arguments));
  }

  private static String[] join(List<String> first, String... then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(then));
    return all.toArray(String[]::new);
  }
}
