package mydocker.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of chapter 6: packets arrive where it says, and nothing is left of it. */
@RequiresRoot
class BridgeDemoTest {
  private static final int KILLED_BY_SIGTERM = 143;

  @TempDir Path folder;

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(Mydocker.command(words));
    command.add(1, "-Djava.io.tmpdir=" + folder);
    return command;
  }

  private String show(String... words) throws Exception {
    Mydocker run = Mydocker.run(command(words));
    assertEquals("", run.err());
    assertEquals(0, run.code());
    assertNothingIsLeft();
    return run.out();
  }

  private void assertNothingIsLeft() {
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  /** What is answered to the first command that begins so. */
  private static String answer(String out, String command) {
    Matcher m =
        Pattern.compile("(?m)# " + Pattern.quote(command) + ".*\\n((?:(?!.*# |\\d\\. ).*\\n)*)")
            .matcher(out);
    assertTrue(m.find(), command + " in " + out);
    return m.group(1).strip().replaceAll(" +", " ");
  }

  @Test
  void tellsWhatIsTrue() throws Exception {
    String out = show("bridge");
    assertTrue(out.startsWith("== bridge: two containers, a bridge and another machine\n"), out);
    String network = answer(out, "mydocker network create").substring(0, 12);
    String web = answer(out, "mydocker run -d --name web");
    String client = answer(out, "mydocker run -d --name client");
    assertTrue(answer(out, "ip -4 -brief address show").startsWith("br-" + network + " "), out);
    assertEquals(2, answer(out, "bridge link").split(" master br-" + network).length - 1, out);
    assertTrue(answer(out, "mydocker exec client ip address").contains("\n link/ether 02:42:"));
    assertTrue(answer(out, "mydocker exec client ip route").startsWith("default via "), out);

    assertTrue(answer(out, "mydocker exec client ping -c 1 172").contains(" 0% packet loss"), out);
    assertEquals("hello from web", answer(out, "mydocker exec client wget"));
    assertTrue(out.contains("\tweb " + web.substring(0, 12) + "\n"), out);
    assertTrue(out.contains("\tclient " + client.substring(0, 12) + "\n"), out);

    assertTrue(answer(out, "mydocker ps").contains("0.0.0.0:8080->80/tcp"), out);
    assertEquals("hello from web", answer(out, "busybox wget"));
    assertTrue(answer(out, "mydocker logs web").contains("203.0.113.2]:"), out);
    assertTrue(answer(out, "iptables-save -t nat | grep MASQ").endsWith("-j MASQUERADE"), out);
    assertTrue(answer(out, "mydocker exec client ping -c 1 203").contains(" 0% packet loss"), out);
    assertTrue(answer(out, "iptables-save -t filter").endsWith("-j DROP"), out);

    assertTrue(answer(out, "ls -R").contains(web + ".json"), out);
    assertTrue(answer(out, "ls -R").contains(client + ".json"), out);
    assertTrue(answer(out, "tr , ").contains("\n\"ContainerID\":\"" + web + "\"\n"), out);
    assertTrue(out.contains("\n# iptables-save | grep -c MYDOCKER\n0\n"), out);
    String end = out.substring(out.indexOf("# mydocker network rm shop"));
    assertEquals(answer(out, "ip -4 -brief address"), answer(end, "ip -4 -brief address"));
  }

  @Test
  void isExplainedAndNotRun() throws Exception {
    assertTrue(show("--explain", "bridge").contains(" | CLONE_NEWNET | "));
  }

  @Test
  void leavesNothingIfItIsInterrupted() throws Exception {
    Process process = new ProcessBuilder(command("bridge")).start();
    try (BufferedReader out = process.inputReader()) {
      String line = "";
      while (!line.startsWith("5.")) {
        line = out.readLine();
      }
      process.destroy();
      assertEquals(KILLED_BY_SIGTERM, process.waitFor());
    }
    assertNothingIsLeft();
  }

  @Test
  void theReaderLooksAround() throws Exception {
    try (Pty pty = new Pty(command("bridge"))) {
      pty.waitFor("(client) # ");
      pty.type("wget -qO- http://web\n");
      pty.waitFor("hello from web\r\n(client) # ");
      pty.type("exit 7\n");
      assertEquals(7, pty.exitCode());
    }
    assertNothingIsLeft();
  }
}
