package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go into containers and out of them: of one that runs, "up", and one that does not. */
@RequiresRoot
class CpTest {
  /** Also a setuid program of somebody's, and names of all kinds of files. */
  private static final String TREE =
      "mkdir -p %1$s/sub/empty; cd %1$s; echo text > file; chmod 640 file; ln -s file link;"
          + " ln -s /tree/file absolute; ln file sub/hard; mkfifo sub/fifo; chmod 1777 sub/empty;"
          + " echo x > program; chown 7:8 program; chmod 6755 program; touch -d @1 file;"
          + " echo 'a b' > \"a b\"";

  @TempDir private static Path folder;
  @TempDir private static Path volume;
  @TempDir private Path host;
  private static Root root;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    run("up", TREE.formatted("/tree") + "; exec sleep 1000", "-d", "-v", volume + ":/vol");
    run("down", TREE.formatted("/tree"), "-v", volume + ":/vol:ro");
    run("ro", "exec sleep 1000", "-d", "--read-only", "-v", volume + ":/vol");
    while (root.mydocker("exec", "up", "test", "-e", "/tree/a b").code() != 0) {
      Thread.sleep(20);
    }
  }

  private static void run(String name, String script, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox", "sh", "-c", script));
    assertEquals(0, root.runAndKeep(words.toArray(String[]::new)).code());
  }

  @AfterAll
  static void removeContainers() throws Exception {
    assertEquals("up\ndown\nro\n", root.out("rm", "-f", "up", "down", "ro"));
  }

  private static String sh(String script) throws Exception {
    Mydocker shell = Mydocker.run(List.of("sh", "-c", script));
    assertEquals("", shell.err());
    return shell.out();
  }

  /** All that there is to know of the files of a tree but the times of links. */
  private static String list(Path tree) throws Exception {
    return sh("cd '" + tree + "'; find . -mindepth 1 -printf '%P %y%m %U:%G %n %l\\n' | sort");
  }

  /** Without a JVM of its own, and so quick. */
  private static void cp(String... words) throws Exception {
    List<String> root = List.of("--root", folder.toString());
    CpCommand command = new CpCommand(new GlobalOptions(root), System.in, System.out, System.err);
    assertEquals(0, command.run(List.of(words)));
  }

  private static void assertFails(String message, String... words) {
    IOException e = assertThrows(IOException.class, () -> cp(words));
    assertEquals(message, e.getMessage());
  }

  // ---- all kinds of files

  @ParameterizedTest
  @ValueSource(strings = {"up", "down"})
  void aTreeIsTheSameOutside(String box) throws Exception {
    sh(TREE.formatted(host + "/expected"));
    assertEquals("", root.out("cp", "-a", box + ":/tree", host + "/copy"));
    assertEquals(list(host.resolve("expected")), list(host.resolve("copy")));
    assertEquals("1", sh("stat -c %Y " + host + "/copy/file").strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down"})
  void aTreeComesBackAsItWent(String box) throws Exception {
    sh(TREE.formatted(host + "/tree"));
    assertEquals("", root.out("cp", "-a", host + "/tree", box + ":/root/came"));
    assertEquals("", root.out("cp", "-a", box + ":/root/came", host.toString()));
    assertEquals(list(host.resolve("tree")), list(host.resolve("came")));
  }

  @Test
  void copiesBelongToRootAndNobodysProgramGetsItsPrivileges() throws Exception {
    root.out("cp", "up:/tree/program", host.toString());
    assertEquals("755 0:0\n", sh("stat -c '%a %u:%g' " + host + "/program"));
    sh("chown 7:8 " + host + "/program; chmod 6755 " + host + "/program");
    root.out("cp", host + "/program", "up:/root");
    assertEquals("755 0:0\n", root.out("exec", "up", "stat", "-c", "%a %u:%g", "/root/program"));
  }

  /** The container's root may make the node of the host's disk; it must not come to the host. */
  @Test
  void noDeviceComesToTheHost() throws Exception {
    root.out("exec", "up", "sh", "-c", "mkdir /devs; mknod /devs/disk b 8 0; echo > /devs/file");
    Mydocker cp = root.mydocker("cp", "up:/devs", host.toString());
    assertEquals(new Mydocker(0, "", "mydocker: copy 'devs/disk': left out: it is a device\n"), cp);
    assertEquals("file", sh("ls " + host + "/devs").strip());
  }

  /** As docker has it: /proc, /sys and /dev are the kernel's, and /proc/kcore has no end. */
  @ParameterizedTest
  @ValueSource(strings = {"up", "down"})
  void aWholeContainerIsCopiedWithoutWhatTheKernelShows(String box) throws Exception {
    assertEquals("", root.out("cp", box + ":/", host + "/all"));
    assertEquals("text\n", Files.readString(host.resolve("all/tree/file")));
    assertEquals("", sh("cd " + host + "/all; find proc sys dev -mindepth 1").strip());
  }

  // ---- docker's rules

  @ParameterizedTest
  @CsvSource({
    "up:/tree/file, new, new",
    "up:/tree/file, dir, dir/file",
    "up:/tree/file, old, old",
    "up:/tree/link, dir, dir/link",
    "up:/tree/sub, new, new/hard",
    "up:/tree/sub/, dir/, dir/sub/hard",
    "up:/tree/sub/., dir, dir/hard",
    "up:/tree/sub/., new, new/hard",
    "up:/tree/./sub//../file, link, dir/file",
  })
  void whereACopyComes(String source, String destination, String file) throws Exception {
    sh("cd " + host + "; mkdir dir; echo old > old; ln -s dir link");
    cp(source, host.resolve(destination) + (destination.endsWith("/") ? "/" : ""));
    assertTrue(Files.exists(host.resolve(file), LinkOption.NOFOLLOW_LINKS), file);
    assertFalse(sh("cat " + host + "/old").isEmpty());
  }

  @Test
  void aLinkIsFollowedIfThatIsAskedForAndInTheContainer() throws Exception {
    cp("-L", "down:/tree/link", host + "/linked");
    assertEquals("text\n", Files.readString(host.resolve("linked")));
    cp("-L", "down:/tree/absolute", host + "/absolute");
    assertEquals("text\n", Files.readString(host.resolve("absolute")));
  }

  @Test
  void whatCannotBeIsSaidInDockersWords() throws Exception {
    String there = Files.writeString(host.resolve("file"), "").toString();
    assertFails("Could not find the file /nosuch in container up", "up:/nosuch", there);
    assertFails("Could not find the file /no in container down", there, "down:/no/such");
    assertFails("no such directory", there, "up:/nosuch/");
    assertFails("cannot copy directory", "up:/tree", there);
    assertFails("lstat /nosuch: no such file or directory", "/nosuch", "up:/");
    assertFails(
        "invalid output path: directory \"" + host + "/no\" does not exist",
        "up:/tree",
        host + "/no/such");
    assertFails("copying between containers is not supported", "up:/tree", "down:/");
    assertFails("must specify at least one container source", there, there);
    assertFails("No such container: nosuch", "nosuch:/tree", there);
    assertFails("container rootfs is marked read-only", there, "ro:/root");
    assertFails("mounted volume is marked read-only", there, "down:/vol");
    assertFails(
        "copy 'dir/': cannot overwrite non-directory \"dir\" with directory",
        Files.createDirectory(host.resolve("dir")).toString(),
        withFile("dir"));
  }

  @Test
  void aFailureEndsItWithOne() throws Exception {
    assertEquals(
        new Mydocker(1, "", "mydocker: Could not find the file /nosuch in container up\n"),
        root.mydocker("cp", "up:/nosuch", host.toString()));
  }

  /** A folder of the container that has a file of that name. */
  private static String withFile(String name) throws Exception {
    root.out("exec", "up", "sh", "-c", "mkdir -p /with; touch /with/" + name);
    return "up:/with";
  }

  @Test
  void aVolumeIsWhereTheContainerSeesIt() throws Exception {
    Files.writeString(host.resolve("file"), "shared");
    cp(host + "/file", "ro:/vol/");
    assertEquals("shared", Files.readString(volume.resolve("file")));
    cp("down:/vol/file", host + "/back");
    assertEquals("shared", Files.readString(host.resolve("back")));
  }

  @Test
  void aFileThatIsMountedIsWrittenTo() throws Exception {
    String hosts = Files.writeString(host.resolve("hosts"), "127.0.0.1 me\n").toString();
    cp(hosts, "up:/etc/hosts");
    assertEquals("127.0.0.1 me\n", root.out("exec", "up", "cat", "/etc/hosts"));
  }

  // ---- tars

  @Test
  void tarsGoInAndOut() throws Exception {
    Path tar = host.resolve("tree.tar");
    Process out =
        new ProcessBuilder(root.command("cp", "down:/tree", "-"))
            .redirectOutput(tar.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(0, out.waitFor());
    assertEquals(
        "tree/\ntree/a b\ntree/absolute\ntree/file\ntree/link\ntree/program\ntree/sub/\n"
            + "tree/sub/empty/\ntree/sub/fifo\ntree/sub/hard\n",
        sh("tar tf " + tar));
    assertEquals(new Mydocker(0, "", ""), cpFromTar(tar, "up:/root/..//var/"));
    assertEquals("text\n", root.out("exec", "up", "cat", "/var/tree/sub/hard"));
    assertEquals(
        new Mydocker(1, "", "mydocker: destination \"up:/tree/file\" must be a directory\n"),
        cpFromTar(tar, "up:/tree/file"));
    sh("cd %s; head -c 3000 tree.tar > half.tar".formatted(host));
    assertEquals(1, cpFromTar(host.resolve("half.tar"), "up:/tmp").code());
  }

  private static Mydocker cpFromTar(Path tar, String to) throws IOException, InterruptedException {
    File err = File.createTempFile("mydocker", ".err");
    try {
      Process in =
          new ProcessBuilder(root.command("cp", "-", to))
              .redirectInput(tar.toFile())
              .redirectError(err)
              .start();
      int code = in.waitFor();
      return new Mydocker(code, "", Files.readString(err.toPath()));
    } finally {
      Files.delete(err.toPath());
    }
  }

  @Test
  void aTarLeadsNowhereElse() throws Exception {
    sh(
        "cd "
            + host
            + "; mkdir d; echo evil > d/f; tar -P --transform 's|^|../../|' -cf up.tar d/f");
    Mydocker up = cpFromTar(host.resolve("up.tar"), "up:/tmp");
    assertEquals("mydocker: copy '../../d/f': its name leads out of the layer (..)\n", up.err());
    sh(
        "cd %1$s; ln -s %1$s/d link; tar -cf link.tar link; rm link; mkdir link; echo > link/evil;"
                .formatted(host)
            + " tar -rf link.tar link/evil");
    assertEquals(1, cpFromTar(host.resolve("link.tar"), "up:/tmp").code());
    assertEquals("f", sh("ls " + host + "/d").strip());
  }
}
