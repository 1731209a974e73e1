package mydocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program run by somebody without any privilege; root is needed to become such a one. */
@RequiresRoot
class UnprivilegedTest {
  private static final String NOBODY = "65534";

  @TempDir static Path folder;
  private static String classPath;

  /** Copies the class path to where everybody may read it. */
  @BeforeAll
  static void copyClassPath() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path copy = folder.resolve(copies.size() + "-" + Path.of(entry).getFileName());
      copy(Path.of(entry), copy);
      copies.add(copy.toString());
    }
    classPath = String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      try (Stream<Path> all = Files.walk(from)) {
        for (Path file : all.toList()) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    command.addAll(Mydocker.commandFrom(classPath, arguments));
    return command;
  }

  private static Mydocker run(String... arguments) throws Exception {
    return Mydocker.run(command(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"uts", "ipc", "pid", "mount", "user", "net", "cgroup", "time", "setns"})
  void seesEveryNamespaceWithTheHelpOfAUserNamespace(String demo) throws Exception {
    Mydocker run = run(demo);
    assertEquals("", run.err());
    assertEquals(0, run.code());
    assertTrue(run.out().contains("inside"), run.out());
  }

  @Test
  void isRootInsideAndHimselfOutside() throws Exception {
    String out = run("user").out();
    assertTrue(out.contains("user ID: 65534 65534 65534 65534\n"), out);
    assertTrue(out.contains("# id -u\n  outside  65534\n  inside   0\n"), out);
  }

  @Test
  void isToldThatAThreadCannotDoWithoutPrivilege() throws Exception {
    Mydocker run = run("unshare");
    assertEquals(
        "mydocker: unshare the uts namespace on a thread: Operation not permitted (EPERM):"
            + " run it as root (sudo)\n",
        run.err());
    assertEquals(125, run.code());
  }

  @Test
  void mountsAnOverlayInAUserNamespaceOrIsToldWhatThatTakes() throws Exception {
    Mydocker run = run("overlay");
    if (run.code() == 0) {
      assertEquals("", run.err());
      assertTrue(run.out().contains("  # ls lower-1/folder\n    old\n"), run.out());
    } else {
      assertEquals(125, run.code());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.err().startsWith("mydocker: mount overlay on merged: "), run.err());
      assertTrue(
          run.err().endsWith("run it as root (sudo), or on Linux 5.11 or newer\n"), run.err());
    }
  }

  @Test
  void isToldThatTheTourNeedsRoot() throws Exception {
    Mydocker run = run();
    assertTrue(run.err().matches("mydocker: .*: run it as root \\(sudo\\)\n"));
    assertEquals(125, run.code());
  }

  @Test
  void escapesFromAChrootToo() throws Exception {
    Mydocker run = run("pivot_root");
    assertEquals("", run.err());
    assertEquals(0, run.code());
  }

  /** Starts a child in a namespace that takes privilege, and prints the error. */
  static final class WithoutUserNamespace {
    private WithoutUserNamespace() {}

    public static void main(String[] args) throws IOException {
      try {
        Child child =
            new ChildProgram()
                .execve("/bin/true", List.of("true"), List.of())
                .start(Set.of(Namespace.UTS));
        System.out.println("started " + child.pid());
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void isToldWhatAChildNeeds() throws Exception {
    List<String> command = command();
    command.set(command.indexOf("mydocker.Main"), WithoutUserNamespace.class.getName());
    assertEquals(
        "clone a child (CLONE_NEWUTS): Operation not permitted (EPERM):"
            + " run it as root (sudo), or with a user namespace, which needs no root\n",
        Mydocker.run(command).out());
  }
}
