package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mydocker exec} as a user runs it, without a terminal. */
@RequiresRoot
class ExecTest {
  private static final int PATIENCE_SECONDS = 20;

  @TempDir private static Path folder;
  private static Root root;
  private static Running box;

  @BeforeAll
  static void start() throws Exception {
    root = Root.withBusybox(folder);
    box = Running.start(root, "box", ":", "-e", "A=of the container", "-e", "B=b", "-w", "/srv");
  }

  @AfterAll
  static void end() throws Exception {
    box.close();
  }

  private static Mydocker exec(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("exec"));
    words.addAll(List.of(arguments));
    return root.mydocker(words.toArray(String[]::new));
  }

  private static String out(String... arguments) throws Exception {
    Mydocker exec = exec(arguments);
    assertEquals("", exec.err());
    assertEquals(0, exec.code());
    return exec.out();
  }

  private static String shell(String script) throws Exception {
    return out("box", "sh", "-c", script);
  }

  // ---- where it is

  @Test
  void isInTheNamespacesAndTheCgroupOfTheContainer() throws Exception {
    String script =
        "for i in uts ipc pid mnt net cgroup user;"
            + " do [ $(readlink /proc/$$/ns/$i) = $(readlink /proc/1/ns/$i) ] || echo $i; done;"
            + " cmp /proc/self/cgroup /proc/1/cgroup && cat /proc/self/cgroup | cut -d: -f3";
    assertEquals(List.of("/"), shell(script).lines().distinct().toList());
  }

  @Test
  void isInTheCgroupAsTheHostSeesIt() throws Exception {
    Process process = new ProcessBuilder(root.command("exec", "box", "sleep", "1001")).start();
    try {
      assertEquals("1001", await("ps -o args | sed -n 's/^sleep 100/100/p' | grep 1001"));
      ProcessHandle sleep = process.descendants().findFirst().orElseThrow();
      String id = root.out("ps", "-q", "--no-trunc").strip();
      for (String line : Files.readAllLines(Path.of("/proc/" + sleep.pid() + "/cgroup"))) {
        if (line.matches("\\d+:(memory|pids|cpu|freezer)[:,].*")) {
          assertTrue(line.endsWith("/" + Root.PARENT + "/" + id), line);
        }
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void seesWhatTheContainerSees() throws Exception {
    shell("echo one > /data;");
    assertEquals("one\n", out("box", "cat", "/data"));
    assertEquals("sleep 1000 ", shell("tr '\\0' ' ' < /proc/1/cmdline"));
  }

  @Test
  void hasNothingOpenButItsThreeAndTheyAreNoFilesOfTheHost() throws Exception {
    List<String> open = // without a pipeline, for which the shell would have more open
        shell("ls -l /proc/$$/fd; true")
            .lines()
            .filter(line -> line.contains(" -> "))
            .map(line -> line.substring(line.indexOf(" -> ") + 4))
            .toList();
    assertEquals(3, open.size(), open.toString());
    assertEquals("/dev/null", open.get(0));
    assertTrue(open.get(1).startsWith("pipe:") && open.get(2).startsWith("pipe:"), "" + open);
  }

  @Test
  void mayDoWhatTheContainerMay() throws Exception {
    assertEquals(
        shell("grep ^Cap /proc/1/status"), shell("grep ^Cap /proc/$$/status; umask > /dev/null"));
    assertEquals("0022\n", shell("umask"));
  }

  // ---- what it is given

  @Test
  void hasTheContainersEnvironmentAndItsOwnAboveThat() throws Exception {
    String[] env =
        out(
                "-e",
                "A=own=1\n2",
                "-e",
                "B=of the command",
                "-e",
                "D=",
                "-e",
                "MYDOCKER_NOT_SET",
                "-e",
                "PWD",
                "box",
                "sh",
                "-c",
                "echo \"$A|$B|$D|$HOME|$HOSTNAME|$TERM\"; env")
            .split("\\|", -1);
    assertEquals(
        List.of("own=1\n2", "of the command", "", "/root"), Arrays.asList(env).subList(0, 4));
    assertTrue(env[4].matches("[0-9a-f]{12}"), env[4]);
    assertTrue(env[5].startsWith("\n"), "no TERM without a terminal");
    assertFalse(env[5].contains("MYDOCKER_NOT_SET"), env[5]);
    assertFalse(env[5].contains("JAVA"), env[5]);
  }

  @Test
  void startsInTheContainersFolderOrInAnother() throws Exception {
    assertEquals("/srv\n", out("box", "pwd"));
    assertEquals("/etc\n", out("-w", "/etc", "box", "pwd"));
    Mydocker missing = exec("-w", "/nosuch", "box", "pwd");
    assertEquals("mydocker: chdir to /nosuch: No such file or directory (ENOENT)\n", missing.err());
    assertEquals(127, missing.code());
    assertEquals(125, exec("-w", "etc", "box", "pwd").code());
  }

  // ---- what goes in, what comes out

  @ParameterizedTest
  @CsvSource({
    "0, exit 0",
    "1, false",
    "42, exit 42",
    "255, exit 255",
    "143, kill $$",
    "137, kill -9 $$"
  })
  void theExitCodeIsTheCommands(int code, String script) throws Exception {
    assertEquals(new Mydocker(code, "", ""), exec("box", "sh", "-c", script));
  }

  @Test
  void theWordsAreWhatTheyWere() throws Exception {
    String[] words = {"-l", "", "a b", "\"", "'", "$A", "*", "--", "ä\n\t", "-it"};
    List<String> command = new ArrayList<>(List.of("box", "printf", "%s|"));
    command.addAll(List.of(words));
    assertEquals(String.join("|", words) + "|", out(command.toArray(String[]::new)));
  }

  @Test
  void stdinIsEmptyUnlessItIsAskedForAndThenEveryByteArrives() throws Exception {
    byte[] sent = new byte[3_000_000];
    new Random(5).nextBytes(sent);
    assertArrayEquals(sent, throughCat(sent, "exec", "-i", "box", "cat"));
    assertArrayEquals(new byte[0], throughCat(new byte[10], "exec", "box", "cat"));
  }

  private static byte[] throughCat(byte[] sent, String... command) throws Exception {
    Process process = new ProcessBuilder(root.command(command)).start();
    Thread writer = new Thread(() -> write(process, sent));
    writer.start();
    byte[] received = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    writer.join();
    return received;
  }

  private static void write(Process process, byte... bytes) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(bytes);
    } catch (java.io.IOException e) {
      // it does not read
    }
  }

  @Test
  void stdinThatStaysOpenDoesNotKeepItFromEnding() throws Exception {
    Process process = new ProcessBuilder(root.command("exec", "-i", "box", "true")).start();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    process.getOutputStream().close();
  }

  @Test
  void muchComesOutWhole() throws Exception {
    Process process =
        new ProcessBuilder(root.command("exec", "box", "dd", "if=/dev/zero", "bs=1M", "count=50"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = process.getInputStream()) {
      assertEquals(50L << 20, out.transferTo(OutputStream.nullOutputStream()));
    }
    assertEquals(0, process.waitFor());
  }

  @Test
  void whatItLeavesBehindIsNotWaitedForAndNoneOfItsOutputIsLost() throws Exception {
    String pid =
        shell(
                "sleep 1002 & echo $! > /sleep; i=0; while [ $i -lt 9000 ]; do echo $i; i=$((i+1));"
                    + " done")
            .lines()
            .reduce((first, second) -> second)
            .orElseThrow();
    assertEquals("8999", pid);
    shell("kill $(cat /sleep)");
  }

  @Test
  void oneThatNobodyReadsEndsAsInAnyPipe() throws Exception {
    List<String> words = root.command("exec", "box", "yes");
    String pipe = "'" + String.join("' '", words) + "' | head -1";
    Process process = new ProcessBuilder("/bin/sh", "-c", pipe).start();
    assertEquals("y\n", new String(process.getInputStream().readAllBytes()));
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals("", new String(process.getErrorStream().readAllBytes()));
  }

  @Test
  void aDiskThatIsFullIsReported() throws Exception {
    Process process =
        new ProcessBuilder(root.command("exec", "box", "echo", "x"))
            .redirectOutput(new java.io.File("/dev/full"))
            .start();
    assertEquals(
        "mydocker: write to descriptor 1: No space left on device (ENOSPC)\n",
        new String(process.getErrorStream().readAllBytes()));
    assertEquals(1, process.waitFor());
  }

  @Test
  void itEndsWithOneThatIsKilled() throws Exception {
    Process process =
        new ProcessBuilder(root.command("exec", "box", "sh", "-c", "echo $$ > /p; exec sleep 1004"))
            .start();
    String pid = await("cat /p");
    process.destroyForcibly().waitFor();
    assertEquals("gone", await("[ -e /proc/" + pid + " ] || echo gone"));
  }

  /** Runs a script in the container until it prints something. */
  private static String await(String script) throws Exception {
    return shell("until { " + script + "; } 2> /dev/null | grep .; do sleep 0.1; done").strip();
  }

  // ---- what is refused

  @Test
  void whatCannotBeExecutedHasDockersCodes() throws Exception {
    Mydocker missing = exec("-e", "PATH=/a:/b", "box", "nosuch");
    assertEquals(
        "mydocker: exec: \"nosuch\": executable file not found in $PATH: /a:/b\n", missing.err());
    assertEquals(127, missing.code());
    assertEquals(127, exec("box", "/nosuch").code());
    assertEquals(126, exec("box", "/etc").code());
    assertEquals(126, exec("box", "/etc/passwd").code());
  }

  @Test
  void aContainerThatIsNotThereOrNotRunningRunsNothing() throws Exception {
    Mydocker none = exec("nosuch", "true");
    assertEquals(new Mydocker(1, "", "mydocker: No such container: nosuch\n"), none);
    root.runAndKeep("--name", "ended", "busybox", "true");
    String id = root.out("ps", "-aq", "--no-trunc").lines().findFirst().orElseThrow();
    Path trace = folder.resolve("trace");
    Mydocker ended = exec("ended", "touch", trace.toString());
    assertEquals(new Mydocker(1, "", "mydocker: container " + id + " is not running\n"), ended);
    assertFalse(Files.exists(trace));
    root.out("rm", "ended");
  }

  @Test
  void whatIsMissingOrWrongIsAQuestionOfUsage() throws Exception {
    assertEquals(
        new Mydocker(
            125, "", "mydocker: exec requires at least 2 arguments; see mydocker exec --help\n"),
        exec("box"));
    assertEquals(125, exec("--nosuch", "box", "true").code());
  }

  // ---- what an attacker in the container could try

  /** CVE-2024-21626: a descriptor of ours that is a folder of the host's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/self/fd/3",
        "/proc/self/fd/7",
        "/proc/self/fd/8",
        "/proc/self/cwd/..",
        "/proc/thread-self/fd/9"
      })
  void noFolderLeadsToTheHost(String path) throws Exception {
    Mydocker exec = exec("-w", path, "box", "stat", "-c", "%d:%i", ".", "/");
    if (exec.code() == 0) {
      assertEquals(1, exec.out().lines().distinct().count(), exec.out());
    } else {
      assertEquals(127, exec.code());
    }
  }

  /** It is there, and can be looked at, before it is what it will be. */
  @Test
  void whoWatchesItsBeginningSeesNothingOfTheHost() throws Exception {
    String watch =
        "echo > /ready; while [ ! -e /enough ]; do for p in /proc/[0-9]*; do"
            + " for f in $p/exe $p/cwd $p/root $p/fd/*; do readlink $f >> /seen; done;"
            + " tr '\\0' '\\n' < $p/environ >> /seen 2> /dev/null; done; done";
    String enter =
        "env -i PATH=$PATH nsenter -t %d -m -p -i -u -n sh -c '%s' < /dev/null > /dev/null 2>&1 &";
    Mydocker.run(List.of("sh", "-c", enter.formatted(box.pid(), watch.replace("'", "'\\''"))));
    await("[ -e /ready ] && echo yes");
    for (int i = 0; i < 10; i++) {
      out("-w", "/tmp", "box", "true");
    }
    shell("touch /enough");
    String seen = shell("sort -u /seen");
    assertTrue(seen.contains("/bin/"), seen);
    for (String line : seen.lines().toList()) {
      assertTrue(
          line.matches("/|/tmp|/srv|/seen|/proc(/.*)?|/bin/.*|/.*/bin/java|/dev/null|pipe:\\[\\d+]")
              || line.matches("(PATH|HOSTNAME|HOME|A|B|PWD|SHLVL|OLDPWD)=.*|"),
          line);
    }
  }
}
