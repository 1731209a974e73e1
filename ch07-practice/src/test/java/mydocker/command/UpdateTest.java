package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.cgroup.Hierarchies;
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

/** Limits that change: those of the kernel at once, and those of the next start. */
@RequiresRoot
class UpdateTest {
  private static final String MEBIBYTES =
      "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.PidsLimit}}";

  @TempDir private static Path folder;
  private static Root root;
  private static Running box;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    box = Running.start(root, "box", "", "-m", "64m");
    root.runAndKeep(
        "--name",
        "ended",
        "-m",
        "64m",
        "--memory-swap",
        "100m",
        "busybox",
        "sh",
        "-c",
        "ulimit -a");
  }

  @AfterAll
  static void remove() throws Exception {
    box.close();
  }

  /** A file of the running container's cgroup, of whichever version. */
  private static String control(String controller, String file) throws Exception {
    String id = root.out("inspect", "-f", "{{.Id}}", "box").strip();
    Path tree = Hierarchies.here().of(controller).orElseThrow().mountPoint();
    return Files.readString(tree.resolve(Root.PARENT).resolve(id).resolve(file)).strip();
  }

  @Test
  void theKernelKnowsAtOnceAndTheConfigurationToo() throws Exception {
    assertEquals("box\n", root.out("update", "-m", "80m", "--pids-limit", "7", "box"));
    assertEquals("7", control("pids", "pids.max"));
    String usage = root.out("stats", "--no-stream", "--format", "{{.MemUsage}}", "box");
    assertTrue(usage.endsWith(" / 80MiB\n"), usage);
    // Nobody has spoken of the sum with swap, which stays twice as much.
    assertEquals(
        (80 << 20) + " " + (160 << 20) + " 7\n", root.out("inspect", "-f", MEBIBYTES, "box"));
    root.out("update", "--pids-limit", "-1", "box");
    assertEquals("max", control("pids", "pids.max"));
    usage = root.out("stats", "--no-stream", "--format", "{{.MemUsage}}", "box");
    assertTrue(usage.endsWith(" / 80MiB\n"), usage);
  }

  @Test
  void itsProcessesMoveToOtherCpus() throws Exception {
    root.out("update", "--cpuset-cpus", "0", "box");
    String status = Files.readString(Path.of("/proc/" + box.pid() + "/status"));
    assertTrue(status.contains("\nCpus_allowed_list:\t0\n"), status);
  }

  @Test
  void ifTheKernelRefusesOneLimitAllStayAsTheyWere() throws Exception {
    root.out("update", "-m", "64m", "box");
    Mydocker update = root.mydocker("update", "-m", "72m", "--pids-limit", "5000000", "box");
    assertTrue(
        update.err().matches("mydocker: write 5000000 to /.*/pids.max: Invalid argument\n"),
        update.err());
    assertEquals(1, update.code());
    String usage = root.out("stats", "--no-stream", "--format", "{{.MemUsage}}", "box");
    assertTrue(usage.endsWith(" / 64MiB\n"), usage);
    assertEquals((64 << 20) + "\n", root.out("inspect", "-f", "{{.HostConfig.Memory}}", "box"));
  }

  @Test
  void whatIsThereIsUpdatedAllTheSame() throws Exception {
    Mydocker update = root.mydocker("update", "-c", "512", "nosuch", "box");
    assertEquals("mydocker: No such container: nosuch\n", update.err());
    assertEquals("box\n", update.out());
    assertEquals(1, update.code());
  }

  @Test
  void whatDoesNotRunHasTheLimitsWhenItStarts() throws Exception {
    root.out("update", "-m", "80m", "--restart", "on-failure:3", "ended");
    String restart = "{{with .HostConfig.RestartPolicy}}{{.Name}} {{.MaximumRetryCount}}{{end}}";
    assertEquals(
        (80 << 20) + " " + (100 << 20) + " <no value>\non-failure 3\n",
        root.out("inspect", "-f", MEBIBYTES + "\n" + restart, "ended"));
    root.out("update", "--restart", "no", "ended");
    root.out("start", "-a", "ended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-m 1k ended       | 1   | Minimum memory limit allowed is 6MB",
        "-m 200m ended     | 1   | Memory limit should be smaller than already set memoryswap"
            + " limit,"
            + " update the memoryswap at the same time",
        "-m 1g nosuch      | 1   | No such container: nosuch",
        "box               | 125 | You must provide one or more flags when using this command.",
        "--restart x box   | 125 | invalid restart policy: unknown policy 'x'; use one of 'no',"
            + " 'always', 'on-failure', or 'unless-stopped'",
        "--cpuset-cpus 4096 box | 1 | Requested CPUs are not available - requested 4096, available:"
            + " CPUS",
      })
  void refuses(String words, int code, String message) throws Exception {
    Mydocker update = root.mydocker(("update " + words).split(" +"));
    assertEquals("mydocker: " + message.replace("CPUS", cpus()) + "\n", update.err());
    assertEquals(code, update.code());
    assertEquals("", update.out());
  }

  private static String cpus() throws IOException {
    return Files.readString(Path.of("/sys/devices/system/cpu/online")).strip();
  }
}
