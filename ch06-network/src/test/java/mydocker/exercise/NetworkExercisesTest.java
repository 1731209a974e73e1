package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.ProcessId;
import mydocker.linux.Subprocess;
import mydocker.network.Ipv4;
import mydocker.network.Subnet;
import mydocker.testing.Await;
import mydocker.testing.HostUnchanged;
import mydocker.testing.Outside;
import mydocker.testing.OwnNetwork;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The solutions of chapter 6's exercises. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class NetworkExercisesTest {
  /** A page that says who has asked for it. */
  private static final String WHO =
      "mkdir -p /www/cgi-bin; cd /www/cgi-bin; echo '#!/bin/sh' > who;"
          + " echo 'echo; echo $REMOTE_ADDR' >> who; chmod +x who;"
          + " exec httpd -f -p 0.0.0.0:80 -h /www";

  @TempDir static Path folder;
  private static Root root;

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.connected(folder);
  }

  private static void start(String name, String script, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox", "sh", "-c", script));
    root.detach(words.toArray(String[]::new));
  }

  private static int pid(String name) throws Exception {
    return Integer.parseInt(root.inspect(name, "{{.State.Pid}}"));
  }

  private static String inside(String name, String script) throws Exception {
    return root.out("exec", name, "sh", "-c", script).strip();
  }

  private static void remove(List<String> containers, List<String> networks) throws Exception {
    for (String container : containers) {
      root.out("rm", "-f", container);
    }
    for (String network : networks) {
      root.out("network", "rm", network);
    }
  }

  /** Exercise 1: a network of two containers that mydocker knows nothing of. */
  @Test
  void exercise1() throws Exception {
    start("left", "sleep 1000", "--network", "none");
    start("right", "sleep 1000", "--network", "none");
    Shell.run(
        "ip link add eth0 netns %d type veth peer name eth0 netns %d"
            .formatted(pid("left"), pid("right")));
    ip("left", "address add 10.0.0.1/24 dev eth0", "link set eth0 up");
    ip("right", "address add 10.0.0.2/24 dev eth0", "link set eth0 up");
    Await.until(
        "it answers", () -> inside("left", "ping -c 1 -W 1 10.0.0.2; true").contains("ttl"));
    remove(List.of("left", "right"), List.of());
  }

  private static void ip(String name, String... commands) throws Exception {
    try (NamespaceFiles there = new NamespaceFiles(pid(name), Namespace.NET)) {
      String script = String.join("\n", commands) + "\n";
      Subprocess ip = Subprocess.runIn(there, script, List.of("ip", "-batch", "-"));
      assertEquals(0, ip.code(), ip.err());
    }
  }

  /** Exercise 2: whom a container sees. */
  @Test
  void exercise2() throws Exception {
    start("web", WHO, "-p", "8080:80");
    start("box", "sleep 1000");
    String page = "busybox wget -q -O - http://%s/cgi-bin/who";
    String byPort = page.formatted(OwnNetwork.ADDRESS + ":8080");
    Await.until("it serves", () -> Shell.run(byPort + "; true").equals(OwnNetwork.ADDRESS));
    String direct = page.formatted(address("web", "bridge"));
    assertEquals(address("box", "bridge"), inside("box", direct));
    assertEquals("172.17.0.1", inside("box", byPort)); // rule 9
    assertEquals("172.17.0.1", inside("web", byPort)); // rule 9
    assertEquals("172.17.0.1", Shell.run(page.formatted("127.0.0.1:8080"))); // rule 8
    assertEquals(OwnNetwork.ADDRESS, Shell.run(byPort)); // the host's, as it is
    assertEquals(Outside.ADDRESS, Outside.run(byPort)); // and the visitor's, as it is
    remove(List.of("web", "box"), List.of());
  }

  /** Exercise 3: which address the next one gets. */
  @Test
  void exercise3() throws Exception {
    root.out("network", "create", "--subnet", "10.9.0.0/29", "few");
    List<String> addresses = new ArrayList<>();
    start("first", "sleep 1000", "--network", "few");
    for (int i = 0; i < 5; i++) {
      addresses.add(root.runOut("--network", "few", "busybox", "hostname", "-i").strip());
    }
    assertEquals(List.of("10.9.0.3", "10.9.0.4", "10.9.0.5", "10.9.0.6", "10.9.0.3"), addresses);
    remove(List.of("first"), List.of("few"));
  }

  /** Exercise 4: the smallest subnet that has two addresses. */
  @Test
  void exercise4() {
    assertEquals(Subnet.parse("172.18.0.0/29"), common("172.18.0.2", "172.18.0.5"));
    assertEquals(Subnet.parse("172.16.0.0/12"), common("172.17.0.1", "172.31.0.1"));
    assertEquals(Subnet.parse("10.0.0.1/32"), common("10.0.0.1", "10.0.0.1"));
    assertEquals(Subnet.parse("0.0.0.0/0"), common("10.0.0.1", "192.168.0.1"));
  }

  private static Subnet common(String one, String other) {
    Ipv4 address = Ipv4.parse(one);
    int differences = address.bits() ^ Ipv4.parse(other).bits();
    return Subnet.containing(address, Integer.numberOfLeadingZeros(differences));
  }

  /** Exercise 5: a container that stands in the door of an internal network. */
  @Test
  void exercise5() throws Exception {
    root.out("network", "create", "street");
    root.out("network", "create", "--internal", "vault");
    start("db", WHO, "--network", "vault");
    String[] both = {"--network", "street", "--network", "vault", "-p", "8080:80"};
    start("door", "exec nc -ll -p 80 -e nc db 80", both);
    String visit = "busybox wget -q -O - http://" + OwnNetwork.ADDRESS + ":8080/cgi-bin/who; true";
    String door = address("door", "vault");
    Await.until("the door is open", () -> Outside.run(visit).equals(door));
    assertNotEquals(
        0, root.mydocker("exec", "db", "ping", "-c", "1", "-W", "1", Outside.ADDRESS).code());
    remove(List.of("door", "db"), List.of("street", "vault"));
  }

  private static String address(String container, String network) throws Exception {
    return root.inspect(container, "{{.NetworkSettings.Networks." + network + ".IPAddress}}");
  }

  /** Exercise 6: what is left of a container whose monitor was killed, and until when. */
  @Test
  void exercise6() throws Exception {
    root.out("network", "create", "back"); // so that it is not the last one on its network
    start("web", "sleep 1000", "--network", "back", "-p", "8080:80");
    String paper = "ls %s/networks/*/endpoints".formatted(folder);
    ProcessId.of(pid("web")).parent().kill();
    Await.until("the cable is gone", () -> !Shell.run("ip link").contains("veth"));
    new ServerSocket(8080).close(); // the port is free: no BindException
    assertTrue(Shell.run("iptables-save -t nat").contains("--dport 8080"));
    assertTrue(Shell.run(paper).contains(".json"));
    assertEquals("", root.runOut("--network", "back", "busybox", "true"));
    assertFalse(Shell.run("iptables-save -t nat").contains("--dport 8080"));
    assertFalse(Shell.run(paper).contains(".json"));
    remove(List.of("web"), List.of("back"));
  }
}
