package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostPortTest {
  private final Inet4Address all = address(0, 0, 0, 0);
  private final Inet4Address loopback = address(127, 0, 0, 1);

  private static Inet4Address address(int... bytes) {
    try {
      byte[] address = {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2], (byte) bytes[3]};
      return (Inet4Address) InetAddress.getByAddress(address);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void isTakenForEverybodyAndListensToNobody() throws Exception {
    int port;
    try (HostPort held = HostPort.tcp(all, 0)) {
      port = held.port();
      assertTrue(port >= 1024 && port < 65536, "port " + port);
      IOException e = assertThrows(IOException.class, () -> HostPort.tcp(all, port));
      assertEquals(
          "Bind for 0.0.0.0:" + port + " failed: port is already allocated", e.getMessage());
      assertThrows(IOException.class, () -> HostPort.tcp(loopback, port));
      try (ServerSocket server = new ServerSocket()) {
        server.setReuseAddress(true); // as every server does
        assertThrows(BindException.class, () -> server.bind(new java.net.InetSocketAddress(port)));
      }
      assertThrows(ConnectException.class, () -> new Socket(loopback, port));
    }
    HostPort.tcp(all, port).close();
  }

  @Test
  void anAddressHasPortsOfItsOwn() throws Exception {
    try (HostPort one = HostPort.tcp(loopback, 0);
        HostPort other = HostPort.tcp(address(127, 0, 0, 2), one.port())) {
      assertEquals(one.port(), other.port());
    }
  }

  @Test
  void udpPortsAreOthers() throws Exception {
    try (HostPort udp = HostPort.udp(all, 0);
        HostPort tcp = HostPort.tcp(all, udp.port())) {
      assertEquals(udp.port(), tcp.port());
      assertThrows(IOException.class, () -> HostPort.udp(all, udp.port()));
      assertThrows(BindException.class, () -> new DatagramSocket(udp.port()));
    }
  }

  @Test
  void whoeverListensHasItAlready() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      IOException e =
          assertThrows(IOException.class, () -> HostPort.tcp(all, server.getLocalPort()));
      assertTrue(e.getMessage().endsWith("failed: port is already allocated"), e.getMessage());
    }
  }

  @Test
  void anAddressThatIsNotTheHosts() {
    IOException e = assertThrows(IOException.class, () -> HostPort.tcp(address(192, 0, 2, 1), 80));
    assertEquals(
        "Bind for 192.0.2.1:80: Cannot assign requested address (EADDRNOTAVAIL):"
            + " no address of this host: see ip address",
        e.getMessage());
  }

  @Test
  void staysTakenAsLongAsAChildHasIt() throws Exception {
    HostPort held = HostPort.tcp(all, 0);
    Child child =
        new ChildProgram()
            .dup2(held.fd(), 0)
            .execve("/bin/sleep", List.of("sleep", "1000"), List.of())
            .start(Set.of());
    try {
      held.close();
      assertThrows(IOException.class, () -> HostPort.tcp(all, held.port()));
    } finally {
      child.destroy();
    }
    HostPort.tcp(all, held.port()).close();
  }
}
