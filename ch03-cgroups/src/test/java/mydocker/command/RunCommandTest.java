package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mydocker.cgroup.CpuList;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.Hierarchy;
import mydocker.linux.Namespace;
import mydocker.testing.Mydocker;
import mydocker.testing.OwnCgroup;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mydocker run} as a user runs it. */
@RequiresRoot
class RunCommandTest {
  private static final String PARENT = OwnCgroup.NAME;

  private static List<String> command(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run", "--cgroup-parent", PARENT));
    all.addAll(List.of(arguments));
    return Mydocker.command(all.toArray(String[]::new));
  }

  private static Mydocker run(String... arguments) throws Exception {
    return Mydocker.run(command(arguments));
  }

  @Test
  void isAProcessInNamespacesOfItsOwn() throws Exception {
    String[] out =
        run("sh", "-c", "echo $$; uname -n; cd /proc/self/ns; readlink uts ipc pid mnt net user")
            .out()
            .split("\n");
    assertEquals("1", out[0]);
    assertTrue(out[1].matches("[0-9a-f]{12}"), out[1]);
    Namespace[] own = {Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.MNT, Namespace.NET};
    for (int i = 0; i < own.length; i++) {
      assertNotEquals(own[i].idOfThread(), out[2 + i]);
    }
    assertEquals(Namespace.USER.idOfThread(), out[7]);
  }

  @Test
  void seesOnlyItsOwnProcesses() throws Exception {
    assertEquals("/proc/1\n", run("sh", "-c", "echo /proc/[0-9]*").out());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "42", "255"})
  void returnsTheExitCodeOfTheCommand(int code) throws Exception {
    assertEquals(new Mydocker(code, "", ""), run("sh", "-c", "exit " + code));
  }

  @Test
  void returns128PlusTheSignalThatEndedTheCommand() throws Exception {
    assertEquals(143, run("sh", "-c", "sh -c 'kill -TERM $$'; exit $?").code());
    // SIGKILL from outside is the only one that reaches process 1 without a handler.
    assertEquals(137, run("-m", "20m", "tail", "/dev/zero").code());
  }

  @Test
  void saysThatMemoryWasShort() throws Exception {
    Mydocker run = run("-m", "20m", "tail", "/dev/zero");
    assertEquals("mydocker: the kernel killed a process: out of memory, see --memory\n", run.err());
  }

  @Test
  void returns127And126AsShellsDo() throws Exception {
    Mydocker notFound = run("nosuch");
    assertEquals(127, notFound.code());
    assertTrue(
        notFound
            .err()
            .startsWith("mydocker: exec: \"nosuch\": executable file not found in $PATH: /"),
        notFound.err());
    assertEquals(127, run("/nosuch").code());
    Mydocker refused = run("/etc/passwd");
    assertEquals(126, refused.code());
    assertEquals(
        "mydocker: exec: \"/etc/passwd\": execute /etc/passwd: Permission denied (EACCES)\n",
        refused.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-m 5m true             | Minimum memory limit allowed is 6MB",
        "-m 10x true            | invalid argument \"10x\" for --memory: invalid size: '10x'",
        "--memory-swap 1g true  | You should always set the Memory limit when using Memoryswap"
            + " limit, see --memory",
        "-m 20m --memory-swap 10m true | Minimum memoryswap limit should be larger than memory"
            + " limit, see --memory",
        "--cpus x true          | invalid argument \"x\" for --cpus: it is not a number",
        "-c 1 true              | the minimum allowed cpu-shares is 2",
        "-c 262145 true         | the maximum allowed cpu-shares is 262144",
        "--cpuset-cpus 1- true  | invalid argument \"1-\" for --cpuset-cpus: it is not a list such"
            + " as 0-2,4",
        "--pids-limit x true    | invalid argument \"x\" for --pids-limit: it is not a whole"
            + " number",
        "--nosuch true          | unknown flag: --nosuch; see mydocker run --help",
        "-z true                | unknown flag: -z; see mydocker run --help",
        "-t true                | cannot attach stdin to a TTY-enabled container because stdin is"
            + " not a terminal",
        "--cgroup-parent a/b true | invalid --cgroup-parent \"a/b\": one name, without /",
      })
  void refusesWhatMakesNoSense(String words, String message) throws Exception {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(words.split(" +")));
    Mydocker run = Mydocker.run(all.toArray(String[]::new));
    assertEquals("mydocker: " + message + "\n", run.err());
    assertEquals(125, run.code());
  }

  @Test
  void saysHowManyCpusThereAre() throws Exception {
    int machine = Runtime.getRuntime().availableProcessors();
    assertEquals(
        "mydocker: range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available%n"
            .formatted(machine, machine),
        run("--cpus", Integer.toString(machine + 1), "true").err());
    assertEquals(
        "mydocker: Requested CPUs are not available - requested 0-4095, available: "
            + CpuList.onlineCpus()
            + "\n",
        run("--cpuset-cpus", "0-4095", "true").err());
  }

  @Test
  void aRunWithoutCommandIsRefused() throws Exception {
    assertEquals(
        "mydocker: run requires a COMMAND; see mydocker run --help\n", run("-m", "20m").err());
  }

  @Test
  void optionsEndWhereTheCommandBeginsAndArgumentsArriveByteForByte() throws Exception {
    String script = "for a; do printf '<%s>' \"$a\"; done";
    String out = run("sh", "-c", script, "-m", "-m", "a  b", "", "\n", "ä€", "--help", "-it").out();
    assertEquals("<-m><a  b><><\n><ä€><--help><-it>", out);
  }

  @Test
  void theEnvironmentIsDockers() throws Exception {
    List<String> names = run("env").out().lines().map(line -> line.split("=")[0]).sorted().toList();
    assertEquals(List.of("HOME", "HOSTNAME", "PATH"), names);
  }

  @Test
  void readsStdinOnlyIfInteractive() throws Exception {
    assertEquals("hello", runWithInput("hello", command("-i", "cat")));
    assertEquals("", runWithInput("hello", command("cat")));
  }

  private static String runWithInput(String input, List<String> command)
      throws IOException, InterruptedException {
    Process process = builder(command).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it does not read
    }
    try (InputStream stdout = process.getInputStream()) {
      String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    }
  }

  @Test
  void limitsAreInForceInside() throws Exception {
    String files =
        ("find /sys/fs/cgroup -path '*/" + PARENT + "/*/*' -name %s -exec cat {} +; ")
            .repeat(6)
            .formatted(
                "memory.limit_in_bytes",
                "memory.max",
                "cpu.cfs_quota_us",
                "cpu.max",
                "pids.max",
                "cpu.weight -o -path '*/" + PARENT + "/*/*' -name cpu.shares");
    List<String> out =
        run("-m", "64m", "--cpus", "0.5", "-c", "512", "--pids-limit", "9", "sh", "-c", files)
            .out()
            .lines()
            .map(line -> line.split(" ")[0])
            .toList();
    String weight = Hierarchies.here().of("cpu").orElseThrow().version() == 1 ? "512" : "59";
    assertEquals(List.of("67108864", "50000", "9", weight), out);
  }

  @Test
  void aTerminalIsPassedThrough() throws Exception {
    try (Pty pty = new Pty(command("-it", "sh"))) {
      pty.waitFor("# ");
      pty.type("tty; echo $TERM $$\n");
      pty.waitFor("/dev/pts/");
      pty.waitFor("xterm 1");
      pty.type("sh -c 'echo s\"\"leeping; exec sleep 1000'\n");
      pty.waitFor("sleeping");
      pty.type("\003");
      pty.type("echo code $?\n");
      pty.waitFor("code 130");
      pty.type("exit 4\n");
      assertEquals(4, pty.exitCode());
    }
  }

  @Test
  void ctrlCEndsACommandThatDoesNotCareForIt() throws Exception {
    try (Pty pty = new Pty(command("sh", "-c", "echo s\"\"leeping; exec sleep 1000"))) {
      pty.waitFor("sleeping");
      pty.type("\003");
      assertEquals(130, pty.exitCode());
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void aSignalEndsTheCommand(String signal, int code) throws Exception {
    Process process = start("sh", "-c", "echo up; exec sleep 1000");
    kill(signal, process.pid());
    assertEquals(code, process.waitFor());
  }

  @Test
  void aSignalThatTheCommandHandlesIsPassedOn() throws Exception {
    String command = "trap 'exit 9' TERM; echo up; while :; do sleep 0.1; done";
    Process process = start("sh", "-c", command);
    kill("TERM", process.pid());
    assertEquals(9, process.waitFor());
  }

  @Test
  void aSignalThatTheCommandIgnoresIsIgnored() throws Exception {
    Process process = start("sh", "-c", "trap '' TERM; echo up; sleep 1; exit 8");
    kill("TERM", process.pid());
    assertEquals(8, process.waitFor());
  }

  /** Starts a run and returns when its command has printed a line. */
  private static Process start(String... arguments) throws IOException {
    Process process = builder(command(arguments)).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertEquals("up", out.readLine());
    process.getOutputStream().close();
    out.close();
    return process;
  }

  /** What it says on stderr is not of interest, and a pipe to be closed. */
  private static ProcessBuilder builder(List<String> command) {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static void kill(String signal, long pid) throws Exception {
    assertEquals(0, Mydocker.run(List.of("kill", "-" + signal, Long.toString(pid))).code());
  }

  @Test
  void whatAKilledRunLeavesTheNextOneRemoves() throws Exception {
    Process killed = start("sh", "-c", "echo up; exec sleep 1000");
    List<ProcessHandle> inside = killed.descendants().toList();
    // Whoever starts a container tidies up for all, with this lock: not before we have looked.
    try (FileChannel guard =
            FileChannel.open(Path.of("/run/mydocker/lock"), StandardOpenOption.WRITE);
        FileLock held = guard.lock()) {
      killed.destroyForcibly().waitFor();
      for (ProcessHandle process : inside) {
        process.onExit().get(10, TimeUnit.SECONDS);
      }
      assertTrue(cgroupsLeft() > 0, "a killed run cannot remove its cgroup");
    }
    assertEquals(0, run("true").code());
    assertEquals(0, cgroupsLeft());
  }

  @Test
  void aContainerThatOutlivesItsKilledRunIsEndedByTheNextOne() throws Exception {
    // A change of IDs takes back the wish to die with the parent.
    String command = "echo up; exec sleep 1000";
    Process killed = start("setpriv", "--reuid=65534", "--clear-groups", "sh", "-c", command);
    ProcessHandle inside = killed.descendants().findFirst().orElseThrow();
    killed.destroyForcibly().waitFor();
    assertEquals(0, run("true").code());
    inside.onExit().get(10, TimeUnit.SECONDS);
    assertEquals(0, cgroupsLeft());
  }

  private static long cgroupsLeft() throws IOException {
    long left = 0;
    for (Hierarchy hierarchy : Hierarchies.here().all()) {
      Path parent = hierarchy.mountPoint().resolve(PARENT);
      left += Files.exists(parent) ? 1 : 0;
    }
    return left;
  }

  @Test
  void tenRunAtOnceAndDoNotDisturbEachOther() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(
          new ProcessBuilder(command("-m", "32m", "sh", "-c", "sleep 0.2; exit " + i))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i, all.get(i).waitFor());
    }
    assertEquals(0, cgroupsLeft());
  }

  @Test
  void explainsItselfAndRunsNothing() throws Exception {
    String out = run("--explain", "-m", "20m", "nice", "true").out();
    assertTrue(out.contains("  /* the parent: write its number to cgroup.procs */\n"), out);
    assertTrue(out.contains("execve(\"/usr/bin/nice\", {\"nice\", \"true\", NULL}, "), out);
  }

  @Test
  void helpHasExamples() throws Exception {
    Mydocker run = run("--help");
    assertTrue(run.out().contains("Examples:\n  mydocker run hostname\n"), run.out());
    assertFalse(run.out().contains("null"), run.out());
  }
}
