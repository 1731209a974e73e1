package mydocker.command;

import static mydocker.linux.MountFlags.MS_PRIVATE;
import static mydocker.linux.MountFlags.MS_REC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.testing.Inside;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders and files of the host in a container, and what an image may try with them. */
@RequiresRoot
class VolumesTest {
  @TempDir private static Path folder;
  private static Root root;

  @TempDir private Path host;
  private Path data;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  @BeforeEach
  void makeData() throws Exception {
    data = Files.createDirectory(host.resolve("data"));
    Files.writeString(data.resolve("file"), "of the host\n");
  }

  private static String sh(List<String> options, String script) throws Exception {
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("busybox", "sh", "-c", script));
    return root.runOut(words.toArray(String[]::new));
  }

  @Test
  void aFolderIsSharedBothWays() throws Exception {
    String script = "cat /data/file; echo of the container > /data/new";
    assertEquals("of the host\n", sh(List.of("-v", data + ":/data"), script));
    assertEquals("of the container\n", Files.readString(data.resolve("new")));
  }

  @Test
  void aFileIsOneToo() throws Exception {
    String place = data.resolve("file") + ":/a/b/file";
    assertEquals("of the host\n", sh(List.of("-v", place), "cat /a/b/file"));
    assertEquals("of the host\n", sh(List.of("-v", data + "/file:/etc/passwd"), "cat /etc/passwd"));
    assertEquals("of the host\n", sh(List.of("-v", data + "/file:/etc/hosts"), "cat /etc/hosts"));
  }

  @Test
  void whatIsReadOnlyStaysSo() throws Exception {
    String script =
        "cat /data/file;"
            + " for f in /data/file /data/new; do echo x 2> /dev/null > $f || echo no; done;"
            + " mount -o remount,rw,bind /data 2> /dev/null || echo never";
    assertEquals("of the host\nno\nno\nnever\n", sh(List.of("-v", data + ":/data:ro"), script));
    assertEquals("of the host\n", Files.readString(data.resolve("file")));
  }

  @Test
  void readOnlyHoldsForMountsBelowTooAndTheirOwnFlagsStay() throws Exception {
    Files.createDirectory(data.resolve("sub folder"));
    String run =
        root
            .runCommand(
                "-v",
                data + ":/data:ro",
                "busybox",
                "sh",
                "-c",
                "touch /data/sub*/x 2> /dev/null || echo refused;"
                    + " grep -c '/data/sub.*ro,nosuid,.*noexec' /proc/mounts")
            .stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    String script = "mount -t tmpfs -o nosuid,noexec none '" + data + "/sub folder' && " + run;
    ChildProgram program = new ChildProgram().mount("none", "/", null, MS_REC | MS_PRIVATE, null);
    assertEquals("refused\n1", Inside.output(program, EnumSet.of(Namespace.MNT), script).strip());
  }

  /** The name of our own folder is put before it, and may have what splits a volume's parts. */
  @Test
  void aRelativeOneCountsFromAnyFolder() throws Exception {
    Path odd = Files.createDirectories(host.resolve("a:b c\nd"));
    Files.createDirectory(odd.resolve("data"));
    List<String> words = new ArrayList<>(List.of("env", "-C", odd.toString()));
    words.addAll(root.runCommand("-v", "./data:/data", "busybox", "touch", "/data/x"));
    assertEquals(new Mydocker(0, "", ""), Mydocker.run(words));
    assertTrue(Files.exists(odd.resolve("data/x")));
    words = new ArrayList<>(List.of("env", "-C", odd.toString()));
    words.addAll(root.command("run", "--cgroup-parent", Root.PARENT, "--name", "odd"));
    words.addAll(List.of("-v", "./data:/data:ro", "busybox", "ls", "/data"));
    assertEquals(new Mydocker(0, "x\n", ""), Mydocker.run(words));
    assertEquals("x\n", root.out("start", "-a", "odd"));
    assertEquals("odd\n", root.out("rm", "odd"));
  }

  @Test
  void aMountThatAnotherOneHidesIsNoHindrance() throws Exception {
    Files.createDirectories(data.resolve("outer/inner"));
    String run =
        String.join(" ", root.runCommand("-v", data + ":/data:ro", "busybox", "ls", "/data/outer"));
    String script =
        "cd " + data + " && mount -t tmpfs none outer/inner && mount -t tmpfs none outer && " + run;
    ChildProgram program = new ChildProgram().mount("none", "/", null, MS_REC | MS_PRIVATE, null);
    assertEquals("", Inside.output(program, EnumSet.of(Namespace.MNT), script));
  }

  @Test
  void aLinkWithoutAnEndIsNamedAndWhatIsWrongWithIt() throws Exception {
    Path link = Files.createSymbolicLink(host.resolve("link"), Path.of("nowhere"));
    Mydocker run = root.run("-v", link + ":/data", "busybox", "true");
    assertEquals("mydocker: use " + link + ": there is something else of this name\n", run.err());
    assertEquals(125, run.code());
  }

  @Test
  void aDeviceThatIsTheVolumeCanBeOpened() throws Exception {
    String script = "echo lost > /hidden; cat /hidden; test -c /hidden && echo device";
    assertEquals("device\n", sh(List.of("-v", "/dev/null:/hidden"), script));
  }

  @Test
  void aMissingFolderIsMade() throws Exception {
    Path missing = host.resolve("not/there");
    assertEquals("", sh(List.of("-v", missing + ":/data"), "ls /data; touch /data/x"));
    assertTrue(Files.exists(missing.resolve("x")));
  }

  @Test
  void whatIsMadeHasDockersModeWhateverTheUmaskIs() throws Exception {
    Path missing = host.resolve("private/there");
    List<String> words = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$0\" \"$@\""));
    words.addAll(root.runCommand("-v", missing + ":/data", "busybox", "true"));
    assertEquals(new Mydocker(0, "", ""), Mydocker.run(words));
    for (Path made : List.of(missing, missing.getParent())) {
      assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  @Test
  void oneInAnotherIsMountedAfterIt() throws Exception {
    Path inner = Files.createDirectory(host.resolve("inner"));
    Files.createFile(inner.resolve("in"));
    List<String> options = List.of("-v", inner + ":/data/a/b", "-v", data + ":/data");
    assertEquals("file in\n", sh(options, "echo $(ls /data/file | cut -d/ -f3) $(ls /data/a/b)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tmp            | a volume is SOURCE:DESTINATION[:ro]",
        "/tmp:/a:ro:x    | a volume is SOURCE:DESTINATION[:ro]",
        "/tmp:/a:rx      | invalid mode: rx",
        "/tmp:a          | invalid mount path: 'a' mount path must be absolute",
        "/tmp:/          | invalid mount path: destination can't be '/'",
        "/tmp:/a/..      | invalid mount path: destination can't be '/'",
        "/tmp:/proc/sys  | \"/proc/sys\" cannot be mounted: it is inside /proc",
        "name:/a         | \"name\" is no path: it begins with / or ./ (there are no named"
            + " volumes)",
      })
  void refusesWhatIsNone(String volume, String why) throws Exception {
    Mydocker run = root.run("-v", volume, "busybox", "true");
    assertEquals("mydocker: invalid volume \"" + volume + "\": " + why + "\n", run.err());
    assertEquals(125, run.code());
  }

  @Test
  void twoAtOnePlaceAreRefused() throws Exception {
    assertEquals(
        "mydocker: Duplicate mount point: /a\n",
        root.run("-v", "/tmp:/a", "-v", data + ":/a/", "busybox", "true").err());
  }

  @Test
  void dataSurvivesWhateverBecomesOfTheContainer() throws Exception {
    String volume = data + ":/data";
    root.runAndKeep("--name", "keeper", "-v", volume, "busybox", "true");
    assertEquals("keeper\n", root.out("rm", "keeper"));
    assertEquals(126, root.run("-v", volume, "busybox", "/data").code());
    assertEquals(127, root.run("-v", volume, "busybox", "/nosuch").code());
    assertEquals(125, root.run("-v", volume, "-w", "nosuch", "busybox").code());
    assertEquals("of the host\n", Files.readString(data.resolve("file")));
  }

  /** An image whose links would lead the mounts of a naive runtime out to the host. */
  @Test
  void linksOfAnImageLeadNowhere() throws Exception {
    Path target = Files.createDirectory(host.resolve("target"));
    Path files = Files.createDirectory(host.resolve("files"));
    String up = "../".repeat(20);
    for (String link : List.of("data", "proc", "sys", "dev", "etc")) {
      Files.createSymbolicLink(files.resolve(link), Path.of(up + target));
    }
    Files.createDirectory(files.resolve("bin"));
    Files.copy(Path.of("/bin/busybox"), files.resolve("bin/sh"));
    Path tar = host.resolve("hostile.tar");
    assertEquals(
        0, Mydocker.run(List.of("tar", "-C", files.toString(), "-cf", tar.toString(), ".")).code());
    root.out("import", tar.toString(), "hostile");
    // The places of the kernel's file systems are folders of ours, whatever the image has there.
    String script = "/bin/sh -c 'echo in > /data/in'; echo /proc/1 /dev/null /etc/hosts";
    assertEquals(
        "/proc/1 /dev/null /etc/hosts\n",
        root.runOut(
            "-v",
            data + ":/mnt/data",
            "hostile",
            "sh",
            "-c",
            "echo $(echo /proc/1 /dev/null /etc/hosts)"));
    // And a volume's place is looked up in the container, where the link has no end.
    Mydocker run = root.run("-v", data + ":/data", "hostile", "sh", "-c", script);
    assertEquals(125, run.code(), run.toString());
    assertEquals(List.of(), names(target));
    assertEquals(List.of("file"), names(data));
  }

  @Test
  void aLinkInThePlaceOfAFileOfOursIsCovered() throws Exception {
    Path secret = Files.writeString(host.resolve("secret"), "secret\n");
    Path files = Files.createDirectories(host.resolve("linked/bin")).getParent();
    Files.copy(Path.of("/bin/busybox"), files.resolve("bin/busybox"));
    Path etc = Files.createDirectory(files.resolve("etc"));
    Files.createSymbolicLink(etc.resolve("resolv.conf"), Path.of("../".repeat(20) + secret));
    Files.createSymbolicLink(etc.resolve("hosts"), secret);
    Path tar = host.resolve("linked.tar");
    assertEquals(
        0, Mydocker.run(List.of("tar", "-C", files.toString(), "-cf", tar.toString(), ".")).code());
    root.out("import", tar.toString(), "linked-etc");
    String out =
        root.runOut(
            "-h", "box", "linked-etc", "/bin/busybox", "cat", "/etc/resolv.conf", "/etc/hosts");
    assertTrue(out.contains("\tbox\n"), out);
    assertEquals("secret\n", Files.readString(secret));
  }

  @Test
  void aLinkWithAnEndInTheContainerIsFollowedThere() throws Exception {
    String make = "mkdir -p /srv/real; ln -s ../../../srv/real /data";
    root.runAndKeep("--name", "linker", "busybox", "sh", "-c", make);
    root.out("commit", "linker", "linked");
    root.out("rm", "linker");
    assertEquals(
        "of the host\n", root.runOut("-v", data + ":/data", "linked", "cat", "/srv/real/file"));
    assertFalse(Files.exists(Path.of("/srv/real")));
  }

  private static List<String> names(Path of) throws Exception {
    try (var files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
