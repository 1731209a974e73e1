package mydocker.command;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
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
  void theUpperLayerAloneBecomesOneMore() throws Exception {
    run(
        "box",
        "busybox",
        "sh",
        "-c",
        "echo hello > /greeting; rm /etc/shadow; rm -r /var; mkdir /var");
    String id = root.out("commit", "box", "mine:1");
    assertTrue(id.matches("sha256:[0-9a-f]{64}\n"), id);
    assertEquals("hello\n", sh("mine:1", "cat /greeting"));
    assertEquals("gone 0\n", sh("mine:1", "test -e /etc/shadow || echo gone $(ls /var | wc -l)"));
    assertEquals(2, root.out("history", "-q", "mine:1").lines().count());
    // The image below is as it was.
    assertEquals("spool www /etc/shadow\n", sh("busybox", "echo $(ls /var) $(ls /etc/shadow)"));
  }

  @Test
  void whatWasMountedIsLeftOut() throws Exception {
    Files.writeString(host.resolve("secret"), "of the host");
    run("box", "-v", host + ":/data", "busybox", "sh", "-c", "echo x > /dev/shm/x; echo y > /y");
    root.out("commit", "box", "mine");
    assertEquals("y\n", sh("mine", "cat /y"));
    assertEquals("", sh("mine", "ls -A /data"));
    Path tar = host.resolve("mine.tar");
    root.out("save", "-o", tar.toString(), "mine");
    assertEquals("0\n", Mydocker.run(List.of("grep", "-c", "of the host", tar.toString())).out());
  }

  @Test
  void whatTheContainerWasRunWithGoesAlongAndCanBeChanged() throws Exception {
    run("box", "-e", "A=1", "-w", "/work", "-u", "nobody", "busybox", "sh", "-c", "true");
    root.out(
        "commit",
        "-m",
        "why",
        "-a",
        "who",
        "-c",
        "CMD [\"sh\", \"-c\", \"echo $A $B $(pwd)\"]",
        "-c",
        "ENV B=2",
        "box",
        "mine");
    assertEquals("1 2 /work\n", root.runOut("mine"));
    assertEquals("nobody\n", root.runOut("mine", "whoami"));
    String history = root.out("history", "--no-trunc", "mine");
    assertTrue(history.lines().toList().get(1).endsWith("why"), history);
    Mydocker wrong = root.mydocker("commit", "-c", "RUN x", "box");
    assertEquals(1, wrong.code());
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
    assertEquals(6, root.out("history", "-q", image).lines().count());
  }

  @Test
  void thatItStandsStillIsNoWordOfItsOwn() throws Exception {
    run("box", "busybox", "touch", "/x");
    root.out("commit", "-p", "box", "one");
    root.out("commit", "--pause=false", "box", "two");
    assertEquals("/x\n/x\n", sh("one", "ls /x") + sh("two", "ls /x"));
  }

  @Test
  void aRunningOneStandsStillMeanwhileAndGoesOn() throws Exception {
    Process process =
        new ProcessBuilder(
                root.command(
                    "run",
                    "-i",
                    "--name",
                    "box",
                    "--cgroup-parent",
                    Root.PARENT,
                    "busybox",
                    "sh",
                    "-c",
                    "echo first > /file; echo up; read line; echo second > /file; exit 5"))
            .redirectError(new File("/dev/null"))
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertEquals("up", out.readLine());
      root.out("commit", "box", "mine");
      process.getOutputStream().close();
      assertEquals(5, process.waitFor());
    }
    assertEquals("first\n", sh("mine", "cat /file"));
  }

  @Test
  void savedAndLoadedItIsTheSame() throws Exception {
    run("box", "busybox", "sh", "-c", "echo hello > /greeting; rm /etc/shadow");
    String id = root.out("commit", "box", "mine:1");
    Path tar = host.resolve("mine.tar");
    root.out("save", "-o", tar.toString(), "mine:1");
    Root other = new Root(host.resolve("other"));
    assertEquals("Loaded image: mine:1\n", other.out("load", "-i", tar.toString()));
    assertEquals(id, other.out("images", "-q", "--no-trunc"));
    assertEquals(
        "hello gone\n",
        other.runOut(
            "mine:1", "sh", "-c", "echo $(cat /greeting) $(test -e /etc/shadow || echo gone)"));
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

  /** Somebody's long load is no reason to stop a container. */
  @Test
  void whileOneWaitsForAnotherChangeTheContainerGoesOn() throws Exception {
    Process box = start("echo up; while sleep 0.1; do echo tick; done");
    Path file = folder.resolve("images/adding");
    Process commit;
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.lock();
      commit = new ProcessBuilder(root.command("commit", "box")).start();
      assertFalse(commit.waitFor(2, TimeUnit.SECONDS));
      while (box.inputReader().ready()) {
        box.inputReader().readLine();
      }
      assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> assertEquals("tick", box.inputReader().readLine()));
    }
    assertEquals(0, commit.waitFor());
    root.out("rm", "-f", "box");
    assertEquals(137, box.waitFor());
  }

  @Test
  void oneThatIsInterruptedLetsTheContainerGoOn() throws Exception {
    Process box = start("truncate -s 500m /big; echo up; while sleep 0.1; do echo tick; done");
    Process commit = new ProcessBuilder(root.command("commit", "box")).start();
    while (root.folder().resolve("overlay2/new").toFile().list().length == 0) {
      Thread.sleep(5); // until it has begun
    }
    commit.destroy(); // SIGTERM
    assertEquals(143, commit.waitFor());
    while (box.inputReader().ready()) {
      box.inputReader().readLine();
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertEquals("tick", box.inputReader().readLine()));
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
