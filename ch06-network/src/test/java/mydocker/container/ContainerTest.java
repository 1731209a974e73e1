package mydocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Limits;
import mydocker.config.CgroupSpec;
import mydocker.config.LifecycleSpec;
import mydocker.config.NetworkSpec;
import mydocker.config.ProcessSpec;
import mydocker.config.RunSpec;
import mydocker.config.Volume;
import mydocker.image.BusyboxImage;
import mydocker.image.Image;
import mydocker.image.ImageName;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers in this JVM, which is quick enough for a guest with another kernel. */
@RequiresRoot
class ContainerTest {
  @TempDir private Path root;
  @TempDir private Path out;
  private Home home;
  private Image busybox;

  @BeforeEach
  void makeImage() throws IOException {
    home = Home.open(root, Optional.empty());
    busybox = BusyboxImage.get(home.images(), new PrintStream(new ByteArrayOutputStream(), true));
  }

  private Container create(Image image, Limits limits, String script) throws IOException {
    RunSpec spec =
        new RunSpec(
            "busybox",
            Optional.empty(),
            new ProcessSpec(List.of("sh", "-c", script), List.of(), Optional.empty(), false, false),
            List.of(new Volume(out, "/out", false)),
            new CgroupSpec(Root.PARENT, limits),
            new LifecycleSpec(false),
            NetworkSpec.NONE);
    return home.containers().create(image, Optional.empty(), spec);
  }

  private String run(String script) throws IOException {
    Container container = create(busybox, Limits.NONE, script + " > /out/text");
    try {
      assertEquals(0, run(container));
    } finally {
      home.containers().remove(container, true);
    }
    return Files.readString(out.resolve("text"));
  }

  @Test
  void allThatItNeedsIsMounted() throws IOException {
    List<String> types = run("cut -d' ' -f3 /proc/mounts | sort -u").lines().toList();
    List<String> needed = List.of("devpts", "mqueue", "overlay", "proc", "sysfs", "tmpfs");
    assertTrue(types.containsAll(needed), types.toString());
    assertTrue(types.stream().anyMatch(type -> type.startsWith("cgroup")), types.toString());
  }

  @Test
  void itsCgroupIsTheRootThatItSees() throws IOException {
    String files = "cd /sys/fs/cgroup; cat pids.max pids/pids.max 2> /dev/null || true";
    Container container = create(busybox, Limits.NONE.withPids(9), "(" + files + ") > /out/text");
    assertEquals(0, run(container));
    home.containers().remove(container, false);
    assertEquals("9\n", Files.readString(out.resolve("text")));
  }

  @Test
  void rootHasFourteenCapabilities() throws IOException {
    assertEquals("CapBnd:\t00000000a80425fb\n", run("grep CapBnd /proc/self/status"));
  }

  @Test
  void commitSeesWhatIsWrittenAndWhatIsRemoved() throws IOException {
    Container container = create(busybox, Limits.NONE, "rm /etc/group; rm -r /var; mkdir /var");
    assertEquals(0, run(container));
    Image mine = Commit.make(home, container, List.of(ImageName.parse("mine")));
    home.containers().remove(container, false);
    Container next = create(mine, Limits.NONE, "ls /var /etc/group > /out/text 2> /dev/null");
    assertEquals(1, run(next));
    home.containers().remove(next, false);
    assertEquals("/var:\n", Files.readString(out.resolve("text")));
  }

  @Test
  void oneThatRunsIsKeptAndKilledByForce() throws Exception {
    Container container = create(busybox, Limits.NONE, "echo > /out/up; sleep 1000");
    Thread runner = new Thread(() -> assertEquals(137, assertRuns(container)));
    runner.start();
    while (!Files.exists(out.resolve("up"))) {
      Thread.sleep(20);
    }
    assertTrue(container.state().status().isUp());
    assertThrows(IOException.class, () -> home.containers().remove(container, false));
    container.destroy();
    runner.join();
    assertEquals(137, container.state().exitCode());
    home.containers().remove(container, false);
  }

  private static int run(Container container) throws IOException {
    try (Waiter waiter = container.start(false)) {
      return waiter.finish().exitCode();
    }
  }

  private static int assertRuns(Container container) {
    try {
      return run(container);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
