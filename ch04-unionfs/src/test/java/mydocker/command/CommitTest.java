package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.image.StoreLock;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a container's files in an image. */
@RequiresRoot
class CommitTest {
  @TempDir private Path folder;
  @TempDir private Path host;
  private Root root;

  @BeforeEach
  void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  private void run(String name, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--name", name));
    all.addAll(List.of(words));
    Mydocker run = root.runAndKeep(all.toArray(String[]::new));
    assertEquals("", run.err());
    assertEquals(0, run.code());
  }

  private String sh(String image, String script) throws Exception {
    return root.runOut(image, "sh", "-c", script);
  }

  @Test
  void nobodyStartsItMeanwhile() throws Exception {
    run("box", "busybox", "true");
    Process commit;
    try (StoreLock held = StoreLock.take(folder.resolve("containers"))) {
      commit = new ProcessBuilder(root.command("commit", "box", "mine")).start();
      assertFalse(commit.waitFor(2, TimeUnit.SECONDS), "it waits for whoever starts a container");
    }
    assertEquals(0, commit.waitFor());
  }

  @Test
  void theUpperLayerAloneBecomesOneMore() throws Exception {
    run(
        "box",
        "busybox",
        "sh",
        "-c",
        "echo hello > /greeting; rm /etc/group; rm -r /var; mkdir /var");
    String id = root.out("commit", "box", "mine:1");
    assertTrue(id.matches("[0-9a-f]{64}\n"), id);
    assertEquals("hello\n", sh("mine:1", "cat /greeting"));
    assertEquals("gone 0\n", sh("mine:1", "test -e /etc/group || echo gone $(ls /var | wc -l)"));
    // The image below is as it was.
    assertEquals("spool /etc/group\n", sh("busybox", "echo $(ls /var) $(ls /etc/group)"));
  }

  @Test
  void whatWasMountedIsLeftOut() throws Exception {
    Files.writeString(host.resolve("secret"), "of the host");
    run("box", "-v", host + ":/data", "busybox", "sh", "-c", "echo x > /dev/shm/x; echo y > /y");
    root.out("commit", "box", "mine");
    assertEquals("y\n", sh("mine", "cat /y"));
    assertEquals("", sh("mine", "ls -A /data"));
  }

  @Test
  void whatTheContainerWasRunWithGoesAlong() throws Exception {
    run("box", "-e", "A=1", "-w", "/work", "busybox", "sh", "-c", "echo $A $(pwd)");
    root.out("commit", "box", "mine");
    assertEquals("1 /work\n", root.runOut("mine"));
    assertEquals("box\n", root.out("rm", "box"));
  }

  @Test
  void anImageOfManyCommitsHasAsManyLayersAndAll() throws Exception {
    String image = "busybox";
    for (int i = 0; i < 5; i++) {
      run("box" + i, image, "sh", "-c", "echo %d > /f%d; rm -f /f%d".formatted(i, i, i - 1));
      image = "step:" + i;
      root.out("commit", "box" + i, image);
    }
    assertEquals("/f4\n", sh(image, "ls /f*"));
  }

  private Process start(String script) throws Exception {
    Process process =
        new ProcessBuilder(
                root.command(
                    "run",
                    "--cgroup-parent",
                    Root.PARENT,
                    "--name",
                    "box",
                    "busybox",
                    "sh",
                    "-c",
                    script))
            .redirectError(new File("/dev/null"))
            .start();
    process.getOutputStream().close();
    assertEquals("up", process.inputReader().readLine());
    return process;
  }

  private Cgroup cgroup() throws Exception {
    String id = root.out("ps", "-q", "--no-trunc").strip();
    return Cgroup.at(Hierarchies.here(), Root.PARENT + "/" + id);
  }

  @Test
  void oneThatRunsIsRefused() throws Exception {
    Process box = start("echo up; exec sleep 1000");
    Mydocker commit = root.mydocker("commit", "box");
    assertEquals(1, commit.code());
    assertTrue(
        commit.err().endsWith(": it runs, and would change its files meanwhile: stop it first\n"),
        commit.err());
    root.out("rm", "-f", "box");
    assertEquals(137, box.waitFor());
  }

  @Test
  void whatAKilledOneHasLeftFrozenCanBeRemoved() throws Exception {
    Process box = start("echo up; exec sleep 1000");
    cgroup().freeze();
    assertEquals("box\n", root.out("rm", "-f", "box"));
    assertEquals(137, box.waitFor());
  }
}
