package mydocker.command;

import static mydocker.linux.MountFlags.MS_PRIVATE;
import static mydocker.linux.MountFlags.MS_REC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.testing.Inside;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container from its creation to its removal, also where something goes wrong in between. */
@RequiresRoot
class LifeTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertEquals("", root.out("ps", "-aq"));
    assertEquals(List.of("lock"), names("containers"));
    List<String> layers = names("overlay2");
    assertEquals(2, layers.size(), "init, and that of the image: " + layers);
  }

  private static List<String> names(String of) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(of))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String keep(String name, String script) throws Exception {
    Mydocker run = root.runAndKeep("--name", name, "busybox", "sh", "-c", script);
    assertEquals("", run.err());
    return run.out();
  }

  @Test
  void itsLayerStaysUntilItIsRemoved() throws Exception {
    keep("box", "echo one >> /data");
    String id = root.out("ps", "-aq", "--no-trunc").strip();
    assertEquals("one\n", Files.readString(folder.resolve("overlay2/" + id + "/diff/data")));
    assertEquals("box\n", root.out("rm", "box"));
  }

  @Test
  void psTellsWhatThereIs() throws Exception {
    Mydocker failed =
        root.runAndKeep("--name", "box", "busybox", "sh", "-c", "echo a long; exit 3");
    assertEquals(3, failed.code());
    List<String> lines = root.out("ps", "-a").lines().toList();
    assertEquals(
        "CONTAINER ID   IMAGE     COMMAND                  STATUS",
        lines.get(0).substring(0, 57).strip());
    String row = "\\w{12} {3}busybox {3}\"sh -c echo a long; …\" +Exited \\(3\\) +box";
    assertTrue(lines.get(1).matches(row), lines.get(1));
    assertEquals(1, root.out("ps").lines().count());
    root.out("rm", "box");
  }

  @Test
  void aRunningOneIsListedAndRefusesToBeRemoved() throws Exception {
    Process process = start("box");
    assertTrue(root.out("ps").contains(" Up "), root.out("ps"));
    Mydocker rm = root.mydocker("rm", "box");
    assertEquals(
        "mydocker: cannot remove container \"/box\": container is running: stop the container"
            + " before removing or force remove\n",
        rm.err());
    assertEquals(1, rm.code());
    assertEquals("box\n", root.out("rm", "-f", "box"));
    assertEquals(137, process.waitFor());
  }

  /** Two want its end written down: its own mydocker, and who removes it. */
  @Test
  void oneThatRemovesItselfCanBeRemovedByForce() throws Exception {
    Process process = start("box", "--rm");
    root.mydocker("rm", "-f", "box"); // or it has been faster itself: then there is none to remove
    assertEquals("", new String(process.getErrorStream().readAllBytes()));
    assertEquals(137, process.waitFor());
  }

  @Test
  void whoRemovesItLetsItsMydockerFinish() throws Exception {
    Process process = start("box");
    signal("STOP", process);
    Process rm = new ProcessBuilder(root.command("rm", "-f", "box")).inheritIO().start();
    assertFalse(rm.waitFor(2, TimeUnit.SECONDS));
    signal("CONT", process);
    assertTrue(rm.waitFor(5, TimeUnit.SECONDS));
    assertEquals(0, rm.exitValue());
    assertEquals(137, process.waitFor());
  }

  private static void signal(String name, Process process) throws Exception {
    Mydocker.run(List.of("/bin/kill", "-" + name, Long.toString(process.pid())));
  }

  private static Process start(String name, String... options) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("run", "--cgroup-parent", Root.PARENT, "--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox", "sh", "-c", "echo up; exec sleep 1000"));
    Process process = new ProcessBuilder(root.command(words.toArray(String[]::new))).start();
    process.getOutputStream().close();
    BufferedReader out = process.inputReader();
    assertEquals("up", out.readLine());
    return process;
  }

  @Test
  void whatIsLeftOfAKilledRunIsRemovedByForce() throws Exception {
    Process killed = start("box");
    List<ProcessHandle> inside = killed.descendants().toList();
    killed.destroyForcibly().waitFor();
    for (ProcessHandle process : inside) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
    assertTrue(root.out("ps", "-a").contains(" Exited (137)   box\n"), root.out("ps", "-a"));
    assertEquals("box\n", root.out("rm", "-f", "box"));
  }

  /** Killed at any moment, from the start of its JVM to a moment when its command runs. */
  @ParameterizedTest
  @ValueSource(ints = {150, 250, 350, 450, 550, 650, 750, 850, 1000})
  void killedAtAnyMomentItLeavesWhatTheNextRemovalCleans(int millis) throws Exception {
    Process process =
        new ProcessBuilder(
                root.command(
                    "run",
                    "--cgroup-parent",
                    Root.PARENT,
                    "--name",
                    "box",
                    "busybox",
                    "sleep",
                    "9"))
            .redirectError(new File("/dev/null"))
            .redirectOutput(new File("/dev/null"))
            .start();
    process.getOutputStream().close();
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    assertEquals(0, root.mydocker("rm", "-f", "box").code());
    root.runOut("busybox", "true"); // what has no name yet is removed by the next run
  }

  /** Asked to end at any moment; what is not removed would be found after the test. */
  @ParameterizedTest
  @ValueSource(ints = {200, 250, 300, 350, 400, 450, 500, 600, 700})
  void toldToEndAtAnyMomentItIsRemovedIfThatWasWanted(int millis) throws Exception {
    Process process =
        new ProcessBuilder(root.runCommand("busybox", "sleep", "9"))
            .redirectError(new File("/dev/null"))
            .redirectOutput(new File("/dev/null"))
            .start();
    process.getOutputStream().close();
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroy();
    assertEquals(143, process.waitFor());
  }

  @Test
  void aNameIsOnesOwn() throws Exception {
    keep("box", "true");
    String id = root.out("ps", "-aq", "--no-trunc").strip();
    Mydocker again = root.runAndKeep("--name", "box", "busybox", "true");
    assertEquals(
        ("mydocker: Conflict. The container name \"/box\" is already in use by container \"%s\"."
                + " You have to remove (or rename) that container to be able to reuse that name.%n")
            .formatted(id),
        again.err());
    assertEquals(125, again.code());
    assertEquals(id.substring(0, 5) + "\n", root.out("rm", id.substring(0, 5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "/box", ".box", "a b", "-box", "a", ""})
  void aNameIsNoPath(String name) throws Exception {
    Mydocker run = root.runAndKeep("--name=" + name, "busybox", "true");
    assertEquals(
        "mydocker: Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed%n"
            .formatted(name),
        run.err());
    assertEquals(125, run.code());
  }

  @Test
  void oneWithoutANameGetsOne() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(0, root.runAndKeep("busybox", "true").code());
    }
    List<String> ids = root.out("ps", "-aq").lines().toList();
    assertEquals(3, ids.stream().distinct().count());
    List<String> rm = new ArrayList<>(List.of("rm"));
    rm.addAll(ids);
    root.out(rm.toArray(String[]::new));
  }

  @Test
  void oneThatCouldNotBeStartedStaysAsCreated() throws Exception {
    assertEquals(127, root.runAndKeep("--name", "box", "busybox", "nosuch").code());
    assertTrue(root.out("ps", "-a").contains("Created"));
    assertEquals("box\n", root.out("rm", "box"));
    assertEquals(127, root.run("busybox", "nosuch").code());
  }

  @Test
  void whatIsNotThereCannotBeRemovedUnlessByForce() throws Exception {
    Mydocker rm = root.mydocker("rm", "nosuch");
    assertEquals("mydocker: No such container: nosuch\n", rm.err());
    assertEquals(1, rm.code());
    assertEquals(0, root.mydocker("rm", "-f", "nosuch").code());
    keep("box", "true");
    assertEquals("box\n", root.mydocker("rm", "nosuch", "box").out());
  }

  @Test
  void whatHasFilledTheDiskKeepsItsExitCodeAndCanBeRemoved(@TempDir Path disk) throws Exception {
    Root full = new Root(disk);
    String fill = "dd if=/dev/zero of=/big 2> /dev/null; exit 4";
    String script =
        "mount -t tmpfs -o size=8m none %s; %s 2> /dev/null; %s; echo $?; %s"
            .formatted(
                disk,
                words(full.runCommand("busybox", "true")),
                words(
                    full.command(
                        "run",
                        "--cgroup-parent",
                        Root.PARENT,
                        "--name",
                        "box",
                        "busybox",
                        "sh",
                        "-c",
                        fill)),
                words(full.command("rm", "box")));
    ChildProgram program = new ChildProgram().mount("none", "/", null, MS_REC | MS_PRIVATE, null);
    assertEquals(
        """
        mydocker: write down that the container has ended: No space left on device
        4
        box""",
        Inside.output(program, EnumSet.of(Namespace.MNT), script));
  }

  /** A command line for a shell. */
  private static String words(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  @Test
  void anImageThatIsNotThereIsNamed() throws Exception {
    Mydocker run = root.run("nosuch:1", "true");
    assertEquals(
        "mydocker: No such image: nosuch:1: import it (mydocker import --help), or run busybox\n",
        run.err());
    assertEquals(125, run.code());
  }

  @Test
  void anImageInUseIsKept() throws Exception {
    keep("box", "true");
    Mydocker rmi = root.mydocker("rmi", "busybox");
    assertTrue(rmi.err().startsWith("mydocker: conflict: unable to delete "), rmi.err());
    assertEquals(1, rmi.code());
    root.out("rm", "box");
  }

  @Test
  void allAtOnceGetDifferentNamesAndIds() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(
          new ProcessBuilder(root.command("run", "--cgroup-parent", Root.PARENT, "busybox", "true"))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    for (Process process : all) {
      assertEquals(0, process.waitFor());
    }
    List<String> ids = root.out("ps", "-aq").lines().toList();
    assertEquals(10, ids.size());
    assertNotEquals(ids.get(0), ids.get(1));
    List<String> rm = new ArrayList<>(List.of("rm"));
    rm.addAll(ids);
    root.out(rm.toArray(String[]::new));
  }
}
