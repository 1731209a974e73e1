package mydocker.network;

import static mydocker.testing.Greeter.visitTcp;
import static mydocker.testing.Greeter.visitUdp;
import static mydocker.testing.Place.HERE;
import static mydocker.testing.Place.OUTSIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.testing.Await;
import mydocker.testing.Greeter;
import mydocker.testing.Neighbour;
import mydocker.testing.Outside;
import mydocker.testing.OwnNetwork;
import mydocker.testing.Place;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gets through, and what does not: two networks, one internal one, and another host. */
@RequiresRoot
class TrafficTest {
  private static final String HOST = OwnNetwork.ADDRESS;

  /** Milliseconds in which nothing is heard where nothing is to be heard, and others to wait. */
  private static final int SHORT = 400;

  private static final int LONG = 10_000;

  @TempDir Path folder;

  private final List<AutoCloseable> cleanup = new ArrayList<>();

  /** A network of the test's. */
  private final class Net {
    final String id;
    final Subnet subnet;
    final Bridge bridge;
    final Ipv4 gateway;
    final boolean internal;

    Net(String digit, boolean internal) throws IOException {
      id = digit.repeat(64);
      subnet = Subnet.parse("172.2" + digit + ".0.0/16");
      gateway = subnet.address(1);
      bridge = new Bridge("br-" + digit.repeat(12), id);
      this.internal = internal;
      bridge.up(Optional.empty(), gateway, subnet, 1500);
      cleanup.add(bridge::down);
    }

    /** A container on it, which greets on port 80. */
    Neighbour container(String name, int number) throws IOException {
      Neighbour container = Neighbour.start();
      cleanup.add(container);
      // The way out is there for internal ones, too: it is not the missing route that stops them.
      Veth veth = Veth.of(id.substring(0, 7) + "%04x".formatted(number));
      veth.plug(
          bridge.device(),
          container.pid(),
          new Veth.Inside("eth0", subnet.address(number), subnet, Optional.of(gateway)),
          1500);
      cleanup.add(veth::remove);
      cleanup.add(Greeter.start(name, container, 80));
      return container;
    }

    List<Rule> rules() {
      return Rules.ofNetwork(id, bridge.device(), subnet, internal);
    }
  }

  @AfterEach
  void cleanUp() throws Exception {
    for (int i = cleanup.size() - 1; i >= 0; i--) {
      cleanup.get(i).close();
    }
  }

  private void firewall(String iptables, List<Rule> rules, Net... nets) throws IOException {
    Firewall firewall = new Firewall(folder.resolve("lock"), iptables);
    firewall.change(List.of(), rules);
    cleanup.add(() -> firewall.change(owners(nets), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void isAsOfDocker(String iptables) throws Exception {
    Net front = new Net("0", false);
    Net back = new Net("1", false);
    Net vault = new Net("2", true);
    Neighbour web = front.container("web", 2);
    Neighbour other = front.container("other", 3);
    Neighbour db = back.container("db", 2);
    Neighbour safe = vault.container("safe", 2);
    Outside.run("ip route add 172.16.0.0/12 via " + HOST);
    cleanup.add(() -> Outside.run("ip route delete 172.16.0.0/12"));
    cleanup.add(Greeter.start("outside", OUTSIDE, 8080));
    cleanup.add(Greeter.start("host", HERE, 7777));

    List<Rule> rules = new ArrayList<>(front.rules());
    rules.addAll(back.rules());
    rules.addAll(vault.rules());
    rules.addAll(published("a", front.subnet.address(2), Ipv4.ANY, 8080));
    rules.addAll(published("b", front.subnet.address(3), Ipv4.parse("127.0.0.1"), 8081));
    firewall(iptables, rules, front, back, vault);

    // A published port is there on all addresses of the host, for everybody.
    both("web sees 203.0.113.2", OUTSIDE, HOST, 8080);
    both("web sees 203.0.113.1", HERE, HOST, 8080);
    both("web sees 172.20.0.1", HERE, "127.0.0.1", 8080);
    both("web sees 172.20.0.1", other, HOST, 8080);
    both("web sees 172.20.0.1", web, HOST, 8080);
    both("web sees 172.20.0.1", web, "172.20.0.1", 8080);
    both("web sees 172.20.0.1", db, HOST, 8080);
    // One of 127.0.0.1 is for the host alone.
    both("other sees 172.20.0.1", HERE, "127.0.0.1", 8081);
    both("refused", HERE, HOST, 8081);
    both("refused", OUTSIDE, HOST, 8081);
    both("refused", web, HOST, 8081);
    both("refused", db, "172.20.0.1", 8081);
    // What goes to the same port of another host is let alone.
    both("outside sees 203.0.113.1", HERE, Outside.ADDRESS, 8080);
    both("outside sees 203.0.113.1", web, Outside.ADDRESS, 8080);
    both("outside sees 203.0.113.1", db, Outside.ADDRESS, 8080);
    // Neighbours and the host get there without a published port, and nobody else.
    both("web sees 172.20.0.3", other, "172.20.0.2", 80);
    both("web sees 172.20.0.1", HERE, "172.20.0.2", 80);
    both("nothing", db, "172.20.0.2", 80);
    both("nothing", OUTSIDE, "172.20.0.2", 80);
    both("host sees 172.20.0.2", web, "172.20.0.1", 7777);
    // An internal network has the host, and no other.
    both("safe sees 172.22.0.1", HERE, "172.22.0.2", 80);
    both("nothing", safe, Outside.ADDRESS, 8080);
    both("nothing", safe, "172.20.0.2", 80);
    both("nothing", safe, HOST, 8080);
    both("nothing", web, "172.22.0.2", 80);
    both("nothing", OUTSIDE, "172.22.0.2", 80);
  }

  /** The bridge takes packets of 127.0.0.0/8, which no other device does: who makes use of it? */
  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void loopbackIsTheHostsAlone(String iptables) throws Exception {
    Net net = new Net("0", false);
    Neighbour intruder = net.container("intruder", 2);
    net.container("private", 3);
    Greeter host = Greeter.start("host", HERE, 7777);
    cleanup.add(host);
    sendLoopbackTo("172.20.0.1", intruder::run, () -> {});
    sendLoopbackTo(HOST, Outside::run, this::takeLoopbackBack);
    intruder.run("ip address add 127.0.0.2/32 dev eth0");
    List<Rule> rules = new ArrayList<>(net.rules());
    rules.addAll(published("b", net.subnet.address(3), Ipv4.parse("127.0.0.1"), 8081));
    firewall(iptables, rules, net);

    both("nothing", OUTSIDE, "127.0.0.1", 8081);
    both("nothing", intruder, "127.0.0.1", 8081);
    sendAsLoopback(intruder);
    visitUdp(intruder, "172.20.0.1", 7777, LONG); // on the same way, and later
    assertEquals(Set.of("172.20.0.2"), host.visitors());

    // So would they all have come through.
    Shell.run(iptables + " -t raw -F MYDOCKER-RAW");
    tcp("private sees 203.0.113.2", OUTSIDE, "127.0.0.1", 8081);
    tcp("private sees 172.20.0.1", intruder, "127.0.0.1", 8081);
    sendAsLoopback(intruder);
    Await.until("the host believes it", () -> host.visitors().contains("127.0.0.2"));
  }

  private interface Command {
    String run(String command) throws IOException;
  }

  private void sendLoopbackTo(String gateway, Command shell, AutoCloseable undo)
      throws IOException {
    cleanup.add(undo);
    shell.run("ip address delete 127.0.0.1/8 dev lo");
    shell.run("ip route add 127.0.0.0/8 via " + gateway);
    shell.run("echo 1 > /proc/sys/net/ipv4/conf/eth0/route_localnet");
  }

  private void takeLoopbackBack() throws IOException {
    Outside.run("echo 0 > /proc/sys/net/ipv4/conf/eth0/route_localnet");
    Outside.run("ip route delete 127.0.0.0/8");
    Outside.run("ip address add 127.0.0.1/8 dev lo");
  }

  private static void sendAsLoopback(Place from) throws IOException {
    from.call(
        () -> {
          try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
            InetSocketAddress host = new InetSocketAddress("172.20.0.1", 7777);
            socket.send(new DatagramPacket(new byte[1], 1, host));
            return null;
          }
        });
  }

  private static void both(String expected, Place from, String address, int port)
      throws IOException {
    tcp(expected, from, address, port);
    int patience = expected.equals("nothing") ? SHORT : LONG;
    assertEquals(expected, visitUdp(from, address, port, patience), "udp " + address + ":" + port);
  }

  private static void tcp(String expected, Place from, String address, int port)
      throws IOException {
    int patience = expected.equals("nothing") ? SHORT : LONG;
    assertEquals(expected, visitTcp(from, address, port, patience), "tcp " + address + ":" + port);
  }

  private static List<Rule> published(String digit, Ipv4 address, Ipv4 host, int port) {
    return Rules.ofContainer(
        digit.repeat(64),
        address,
        List.of(
            new PublishedPort(host, port, 80, Protocol.TCP),
            new PublishedPort(host, port, 80, Protocol.UDP)));
  }

  private static List<String> owners(Net... nets) {
    List<String> owners = new ArrayList<>();
    owners.add(Rules.ownerOfContainer("a".repeat(64)));
    owners.add(Rules.ownerOfContainer("b".repeat(64)));
    for (Net net : nets) {
      owners.add(Rules.ownerOfNetwork(net.id));
    }
    return owners;
  }
}
