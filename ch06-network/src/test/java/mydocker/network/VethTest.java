package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import mydocker.testing.Await;
import mydocker.testing.Neighbour;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRoot
class VethTest {
  private static final int MTU = 1400;

  private final Subnet subnet = Subnet.parse("172.30.0.0/16");
  private final Bridge bridge = new Bridge("br-0123456789ab", "0123456789ab" + "c".repeat(52));
  private final Veth veth = Veth.of("fedcba9876543210");

  @BeforeEach
  void makeTheBridge() throws IOException {
    bridge.up(Optional.empty(), subnet.address(1), subnet, MTU);
  }

  @AfterEach
  void removeTheBridge() throws IOException {
    bridge.down();
  }

  private Veth.Inside inside(int number) {
    return new Veth.Inside("eth0", subnet.address(number), subnet, Optional.of(subnet.address(1)));
  }

  @Test
  void connectsAContainer() throws Exception {
    try (Neighbour container = Neighbour.start()) {
      veth.plug(bridge.device(), container.pid(), inside(2), MTU);
      String links = container.run("ip -o link");
      assertTrue(links.contains("lo: <LOOPBACK,UP,"), links);
      assertTrue(links.contains("link/ether 02:42:ac:1e:00:02 "), links);
      assertTrue(links.contains(",UP,LOWER_UP> mtu 1400 "), links);
      assertEquals(
          "default via 172.30.0.1 dev eth0 \n"
              + "172.30.0.0/16 dev eth0 proto kernel scope link src 172.30.0.2",
          container.run("ip route"));
      assertEquals("", container.run("ip -6 -o address show dev eth0"));
      String host = Shell.run("ip -d -o link show vethfedcba98765");
      assertTrue(host.contains(" master br-0123456789ab "), host);
      assertTrue(host.contains(" hairpin on "), host);
      container.run("busybox ping -c 1 -W 5 172.30.0.1");
      Shell.run("busybox ping -c 1 -W 5 172.30.0.2");
      veth.remove();
      assertThrows(IOException.class, () -> container.run("ip link show eth0"));
      veth.remove();
    }
  }

  @Test
  void connectsContainersWithEachOther() throws Exception {
    Veth other = Veth.of("0123456789abcdef");
    try (Neighbour one = Neighbour.start();
        Neighbour two = Neighbour.start()) {
      veth.plug(bridge.device(), one.pid(), inside(2), MTU);
      other.plug(bridge.device(), two.pid(), inside(3), MTU);
      one.run("busybox ping -c 1 -W 5 172.30.0.3");
      veth.remove();
      other.remove();
    }
  }

  @Test
  void aNetworkWithoutAWayOut() throws Exception {
    try (Neighbour container = Neighbour.start()) {
      Veth.Inside noWay = new Veth.Inside("eth0", subnet.address(2), subnet, Optional.empty());
      veth.plug(bridge.device(), container.pid(), noWay, MTU);
      assertFalse(container.run("ip route").contains("default"));
      veth.remove();
    }
  }

  @Test
  void ofAFailureNothingIsLeft() throws Exception {
    try (Neighbour container = Neighbour.start()) {
      container.run("ip link add eth0 type veth peer name other");
      IOException e =
          assertThrows(
              IOException.class, () -> veth.plug(bridge.device(), container.pid(), inside(2), MTU));
      assertTrue(e.getMessage().startsWith("ip link add vethfedcba98765 "), e.getMessage());
      assertTrue(e.getMessage().endsWith(": File exists"), e.getMessage());
      container.run("ip link delete eth0");
      Veth.Inside unreachable =
          new Veth.Inside("eth0", subnet.address(2), subnet, Optional.of(Ipv4.parse("192.0.2.1")));
      e =
          assertThrows(
              IOException.class,
              () -> veth.plug(bridge.device(), container.pid(), unreachable, MTU));
      assertEquals(
          "ip route add default via 192.0.2.1: Error: Nexthop has invalid gateway.",
          e.getMessage());
      assertThrows(IOException.class, () -> Shell.run("ip link show vethfedcba98765"));
      assertThrows(IOException.class, () -> container.run("ip link show eth0"));
    }
  }

  @Test
  void goesWithTheContainer() throws Exception {
    try (Neighbour container = Neighbour.start()) {
      veth.plug(bridge.device(), container.pid(), inside(2), MTU);
    }
    Await.until("it is gone", () -> Ip.find(veth.device()).isEmpty());
    veth.remove();
  }
}
