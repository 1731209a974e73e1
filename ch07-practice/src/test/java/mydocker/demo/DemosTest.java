package mydocker.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.linux.Child;
import mydocker.linux.Namespace;
import mydocker.testing.Inside;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each demo run as a reader without a terminal runs it: what it prints is what it saw. */
class DemosTest {

  private static String show(String... words) throws IOException, InterruptedException {
    Mydocker run = Mydocker.run(words);
    assertEquals("", run.err());
    assertEquals(0, run.code());
    return run.out();
  }

  /** What the two sides of a comparison say to a command. */
  private record Sides(String outside, String inside) {
    static Sides of(String output, String command) {
      Matcher m =
          Pattern.compile(
                  "(?s)# "
                      + Pattern.quote(command)
                      + "\n  outside  (.*?)\n  inside   (.*?)\n(?! {11})")
              .matcher(output);
      assertTrue(m.find(), "no comparison of " + command + " in\n" + output);
      return new Sides(m.group(1), m.group(2));
    }
  }

  @Test
  void uts() throws Exception {
    String out = show("uts");
    assertEquals("inner", Sides.of(out, "uname -n").inside());
    assertNotEquals("inner", Sides.of(out, "uname -n").outside());
    Sides ids = Sides.of(out, "readlink /proc/self/ns/uts");
    assertEquals(Namespace.UTS.idOfThread(), ids.outside());
    assertNotEquals(ids.outside(), ids.inside());
  }

  @Test
  void ipc() throws Exception {
    String out = show("ipc");
    Sides queues = Sides.of(out, "ipcs -q | grep -c 0x");
    assertTrue(Integer.parseInt(queues.outside()) >= 1, out);
    assertEquals("0", queues.inside());
  }

  @Test
  void pid() throws Exception {
    String out = show("pid");
    Matcher m = Pattern.compile("returned (\\d+)\n +NSpid: (\\d+ )*?(\\d+) 1\n").matcher(out);
    assertTrue(m.find(), out);
    assertEquals(m.group(1), m.group(3));
    assertTrue(out.contains("inside   echo $$ prints 1\n"), out);
  }

  @Test
  void mount() throws Exception {
    String out = show("mount");
    Sides processes = Sides.of(out, "set -- /proc/[0-9]*; echo $#");
    assertEquals("1", processes.inside());
    assertTrue(Integer.parseInt(processes.outside()) > 1, out);
    Sides types = Sides.of(out, "stat -f -c %T /proc /mnt");
    assertTrue(types.inside().matches("proc\\s+tmpfs"), out);
    assertFalse(types.outside().contains("tmpfs"), out);
    assertTrue(out.matches("(?s).*table during: \\d+ mounts, the same as before.*"), out);
    assertTrue(out.matches("(?s).*table after: \\d+ mounts, the same as before.*"), out);
  }

  @Test
  void user() throws Exception {
    String out = show("user");
    assertTrue(out.contains("before the map is written:\n# id -u\n  inside   65534\n"), out);
    assertEquals("0", Sides.of(out, "id -u").inside());
    assertEquals("inner", Sides.of(out, "uname -n").inside());
    assertTrue(out.contains("cat: /etc/shadow: Permission denied"), out);
    assertTrue(out.contains("mknod: /tmp/mydocker-null: Operation not permitted"), out);
  }

  @Test
  @RequiresRoot
  void rootIsUser1000Outside() throws Exception {
    String out = show("user");
    assertTrue(out.contains("user ID: 1000 1000 1000 1000\n"), out);
    assertTrue(Sides.of(out, "cat /proc/self/uid_map").inside().matches("0\\s+1000\\s+1"), out);
  }

  @Test
  void network() throws Exception {
    String out = show("net");
    assertEquals("lo:", Sides.of(out, "grep -o '[^ ]*:' /proc/net/dev").inside());
    assertTrue(Sides.of(out, "ip -brief link show lo").inside().contains("DOWN"), out);
    assertTrue(
        out.matches("(?s).*  outside  bind port \\d+: Address already in use \\(EADDRINUSE\\)\n.*"),
        out);
    assertTrue(out.contains("  inside   bound\n"), out);
  }

  @Test
  void cgroup() throws Exception {
    String inside = Sides.of(show("cgroup"), "cat /proc/self/cgroup").inside();
    for (String line : inside.split("\n")) {
      assertTrue(line.endsWith(":/"), inside);
    }
  }

  @Test
  void time() throws Exception {
    Sides uptimes = Sides.of(show("time"), "cut -d ' ' -f 1 /proc/uptime");
    double days =
        (Double.parseDouble(uptimes.inside()) - Double.parseDouble(uptimes.outside())) / 86400;
    assertEquals(10, days, 0.01);
  }

  @Test
  @RequiresRoot
  void unshare() throws Exception {
    String out = show("unshare");
    Matcher m =
        Pattern.compile(
                "main thread   (.+)\nits own thread    thread  uts:.*\nthe main thread   (.+)\n")
            .matcher(out);
    assertTrue(m.find(), out);
    assertEquals(m.group(1), m.group(2));
    assertTrue(out.contains("unshare the user namespace on a thread: Invalid argument (EINVAL)"));
    assertTrue(out.contains("after unshare(CLONE_NEWPID): 1\n"), out);
  }

  @Test
  @RequiresRoot
  void setns() throws Exception {
    String out = show("setns");
    assertTrue(out.contains("join UTS: the host name is now inner\n"), out);
    assertTrue(out.contains("join the mnt namespace on a thread: Invalid argument (EINVAL)\n"));
    assertTrue(out.contains("unshare(CLONE_FS), join MNT: done"), out);
    Matcher m = Pattern.compile("and (pid:\\[\\d+])\n(?s:.*)  inside   inner\n").matcher(out);
    assertTrue(m.find(), out);
    assertTrue(out.stripTrailing().endsWith(m.group(1)), out);
  }

  @Test
  void setnsOfAProcessOfTheReader() throws Exception {
    Child process =
        Inside.shell(Inside.root().sethostname("mine"), "exec sleep 60")
            .start(Inside.namespaces(Namespace.UTS));
    try {
      String out = show("setns", Integer.toString(process.pid()));
      assertTrue(out.contains("  inside   mine\n"), out);
    } finally {
      process.destroy();
    }
  }

  @Test
  void setnsOfAProcessThatIsWhereWeAre() throws Exception {
    String out = show("setns", Long.toString(ProcessHandle.current().pid()));
    assertTrue(out.stripTrailing().endsWith(Namespace.PID.idOfThread()), out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"uts", "ipc", "pid", "mount", "user", "net", "cgroup", "time", "unshare", "setns"})
  void isExplainedAndNotRun(String name) throws Exception {
    String out = show("--explain", name);
    assertTrue(out.contains("unshare(CLONE_NEWUTS);") || out.contains("clone(setcontext, "), out);
    assertFalse(out.contains("  outside  "), out);
  }

  @Test
  @RequiresRoot
  void allAreShownOneAfterTheOther() throws Exception {
    List<String> shown =
        Pattern.compile("(?m)^== (\\w+):").matcher(show()).results().map(m -> m.group(1)).toList();
    assertEquals(Demos.shownByDefault().stream().map(demo -> demo.name).toList(), shown);
  }
}
