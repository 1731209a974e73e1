package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container finds: files, mounts, devices, privileges, its user and its surroundings. */
@RequiresRoot
class RootTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  private static String sh(String script) throws Exception {
    return root.runOut("busybox", "sh", "-c", script);
  }

  @Test
  void feelsLikeDockersBusybox() throws Exception {
    assertEquals("bin dev etc home proc root sys tmp usr var\n", sh("echo $(ls /)"));
    assertEquals("root /root /\n", sh("echo $(whoami) ~ $(pwd)"));
    assertEquals("drwxrwxrwt\n", sh("ls -ld /tmp | cut -c1-10"));
  }

  /** Mount point, type and the options that matter, as docker has them. */
  @ParameterizedTest
  @CsvSource({
    "/, overlay, rw nodev",
    "/proc, proc, rw nosuid nodev noexec",
    "/dev, tmpfs, rw nosuid size=65536k mode=755",
    "/dev/pts, devpts, rw nosuid noexec gid=5 mode=620 ptmxmode=666",
    "/dev/shm, tmpfs, rw nosuid nodev noexec size=65536k",
    "/dev/mqueue, mqueue, rw nosuid nodev noexec",
    "/sys, sysfs, ro nosuid nodev noexec",
    "/proc/sys, proc, ro nosuid nodev noexec",
    "/proc/irq, proc, ro nosuid nodev noexec",
  })
  void theMountsAreDockers(String place, String type, String options) throws Exception {
    String line = sh("grep ' %s ' /proc/mounts".formatted(place));
    String[] fields = line.split(" ");
    assertEquals(type, fields[2], line);
    assertTrue(List.of(fields[3].split(",")).containsAll(List.of(options.split(" "))), line);
  }

  @Test
  void nothingOfTheHostIsMounted() throws Exception {
    Set<String> places =
        sh("cut -d' ' -f5 /proc/self/mountinfo").lines().collect(Collectors.toSet());
    Set<String> unexpected =
        places.stream()
            .filter(
                place ->
                    !place.matches("/|/(proc|sys|dev)(/.*)?|/etc/(hosts|hostname|resolv.conf)"))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), unexpected);
  }

  @Test
  void cgroupsBeginWithItsOwnAndCannotBeChanged() throws Exception {
    String paths = sh("cut -d: -f3 /proc/self/cgroup | sort -u");
    assertTrue(paths.contains("/\n"), paths);
    assertFalse(paths.contains(Root.PARENT), paths);
    String make = "mkdir /sys/fs/cgroup/x /sys/fs/cgroup/memory/x 2> /dev/null || echo refused";
    assertEquals("refused\n", sh(make));
    // What it sees begins with its own cgroup, so the one that this is in is not there.
    assertEquals("", sh("find /sys/fs/cgroup -name " + Root.PARENT));
  }

  @Test
  void theDevicesAreDockers() throws Exception {
    assertEquals(
        "core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero\n",
        sh("echo $(ls /dev)"));
    String device =
        "stat -c '%A %t:%T' /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty";
    assertEquals(
        List.of("1:3", "1:5", "1:7", "1:8", "1:9", "5:0").stream()
            .map(number -> "crw-rw-rw- " + number)
            .toList(),
        sh(device).lines().toList());
    assertEquals("4096\n", sh("echo lost > /dev/null; head -c 4096 /dev/zero | wc -c"));
    assertEquals("full\n", sh("dd if=/dev/zero of=/dev/full count=1 2> /dev/null || echo full"));
  }

  @Test
  void whatTheMachineTellsIsReadOnly() throws Exception {
    assertEquals("refused\n", sh("echo 1 2>/dev/null > /proc/sys/kernel/panic || echo refused"));
    assertEquals("refused\n", sh("echo b 2>/dev/null > /proc/sysrq-trigger || echo refused"));
  }

  @Test
  void rootHasDockersCapabilitiesButForMknod() throws Exception {
    assertEquals(
        """
        CapInh:	0000000000000000
        CapPrm:	00000000a80425fb
        CapEff:	00000000a80425fb
        CapBnd:	00000000a80425fb
        CapAmb:	0000000000000000
        NoNewPrivs:	0
        """,
        sh("grep -E 'Cap|NoNew' /proc/self/status"));
    assertEquals("refused\n", sh("mount -t tmpfs none /tmp 2>/dev/null || echo refused"));
  }

  @Test
  void whereItCanWriteNoDeviceCanBeOpened() throws Exception {
    Path data = Files.createDirectory(folder.resolve("devices"));
    String script =
        "for at in / /tmp /dev /dev/shm /data; do"
            + " mknod $at/zero2 c 1 5 && head -c 1 $at/zero2 2>/dev/null || echo refused; done";
    assertEquals(
        "refused\n".repeat(5), root.runOut("-v", data + ":/data", "busybox", "sh", "-c", script));
  }

  @Test
  void theEnvironmentIsTheImagesAndWhatIsAskedFor() throws Exception {
    assertEquals(
        "1  a=b c  changed\n\"quoted=1\"\n",
        root.runOut(
            "-e",
            "A=0",
            "-e",
            "A=1",
            "-e",
            "MYDOCKER_NOT_SET",
            "-e",
            "B=a=b c",
            "-e",
            "\"quoted=1\"",
            "-e",
            "HOME=changed",
            "busybox",
            "sh",
            "-c",
            "echo \"$A $MYDOCKER_NOT_SET $B  $HOME\";"
                + " tr '\\0' '\\n' < /proc/1/environ | grep quoted"));
    assertEquals(
        System.getenv("PATH") + "\n",
        root.runOut("-e", "PATH", "busybox", "sh", "-c", "echo $PATH"));
  }

  @Test
  void theWorkingFolderIsMade() throws Exception {
    assertEquals("/a/b c\n", root.runOut("-w", "/a/b c", "busybox", "pwd"));
    Mydocker run = root.run("-w", "a", "busybox", "pwd");
    assertEquals(
        "mydocker: the working directory 'a' is invalid, it needs to be an absolute path\n",
        run.err());
  }

  @Test
  void theHostNameIsInItsFiles() throws Exception {
    String script =
        "hostname; cat /etc/hostname; grep -c 'box.example$' /etc/hosts; echo $HOSTNAME";
    assertEquals(
        "box.example\nbox.example\n1\nbox.example\n",
        root.runOut("-h", "box.example", "busybox", "sh", "-c", script));
    assertEquals(
        "mydocker: invalid hostname \"a b\": see hostname(7)\n",
        root.run("--hostname", "a b", "busybox", "true").err());
    assertEquals("", sh("cat /etc/resolv.conf"));
  }

  @Test
  void everybodyReadsItsFilesWhateverTheUmaskIsOutside() throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$0\" \"$@\""));
    String script = "cat /etc/hosts /etc/hostname /etc/resolv.conf > /dev/null; umask";
    words.addAll(root.runCommand("busybox", "su", "-s", "/bin/sh", "nobody", "-c", script));
    assertEquals(new Mydocker(0, "0022\n", ""), Mydocker.run(words));
  }

  @Test
  void nobodyElseSeesItsMounts() throws Exception {
    List<String> before = Files.readAllLines(Path.of("/proc/thread-self/mountinfo"));
    Path out = Files.createDirectory(folder.resolve("seen"));
    Process process =
        new ProcessBuilder(
                root.runCommand(
                    "-i", "-v", out + ":/out", "busybox", "sh", "-c", "echo up; read line"))
            .redirectError(new File("/dev/null"))
            .start();
    try (BufferedReader lines = process.inputReader()) {
      assertEquals("up", lines.readLine());
      assertEquals(before, Files.readAllLines(Path.of("/proc/thread-self/mountinfo")));
    }
    process.getOutputStream().close();
    process.waitFor();
  }

  @Test
  void chrootLeadsNoFurtherOut() throws Exception {
    // The classic escape; it ends at the container's own root, for there is nothing above it.
    String script =
        "mkdir /jail; cp /bin/busybox /jail; cd /; chroot /jail /busybox ls / > /dev/null;"
            + " cd ../../../..; echo $(ls)";
    assertEquals("bin dev etc home jail proc root sys tmp usr var\n", sh(script));
  }

  /** Until execve a child has all of its parent's; and an image may lead any path to that. */
  @Test
  void noPathLeadsToWhatItsParentHasOpen() throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" 3< /"));
    words.addAll(root.runCommand("-w", "/proc/self/fd/3", "busybox", "ls"));
    Mydocker run = Mydocker.run(words);
    assertEquals("", run.out());
    assertEquals(
        "mydocker: make folder /proc/self/fd/3: No such file or directory (ENOENT)\n", run.err());
    assertEquals(125, run.code());
  }
}
