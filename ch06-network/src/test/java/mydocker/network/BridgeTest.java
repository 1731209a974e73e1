package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RequiresRoot
class BridgeTest {
  private static final int MTU = 1400;

  private final Subnet subnet = Subnet.parse("172.30.0.0/16");
  private final Ipv4 gateway = subnet.address(1);
  private final Bridge bridge = new Bridge("br-0123456789ab", "0123456789ab" + "c".repeat(52));

  @AfterEach
  void removeIt() throws IOException {
    Shell.run("ip link delete br-0123456789ab 2>&1 || true");
  }

  private String show() throws IOException {
    return Shell.run("ip -o address show dev br-0123456789ab; ip -o link show br-0123456789ab");
  }

  @Test
  void isUpAndDown() throws Exception {
    bridge.up(Ip.find(bridge.device()), gateway, subnet, MTU);
    String shown = show();
    assertTrue(shown.contains("inet 172.30.0.1/16 brd 172.30.255.255 "), shown);
    assertTrue(shown.contains(",UP> mtu 1400 "), shown);
    assertTrue(shown.contains("link/ether 02:42:01:23:45:67 "), shown);
    assertTrue(shown.contains("alias mydocker network 0123456789ab"), shown);
    assertFalse(shown.contains("inet6"), shown);
    assertEquals("1", setting("ipv4", "route_localnet"));
    assertEquals("1", setting("ipv6", "disable_ipv6"));
    bridge.down();
    assertThrows(IOException.class, this::show);
    bridge.down();
  }

  private static String setting(String version, String name) throws IOException {
    return Files.readString(
            Path.of("/proc/sys/net", version, "conf", "br-0123456789ab").resolve(name))
        .strip();
  }

  @Test
  void whatIsUpIsNotTouched() throws Exception {
    bridge.up(Ip.find(bridge.device()), gateway, subnet, MTU);
    Shell.run("ip link set br-0123456789ab alias 'as it was'");
    bridge.up(Ip.find(bridge.device()), gateway, subnet, MTU);
    assertTrue(show().contains("alias as it was"), show());
  }

  @Test
  void whatIsHalfMadeIsCompleted() throws Exception {
    String[] steps = {
      "ip link add br-0123456789ab address 02:42:01:23:45:67 type bridge",
      "ip link set br-0123456789ab mtu 1400",
      "ip address add 172.30.0.1/16 dev br-0123456789ab"
    };
    for (int done = 1; done <= steps.length; done++) {
      for (int i = 0; i < done; i++) {
        Shell.run(steps[i]);
      }
      bridge.up(Ip.find(bridge.device()), gateway, subnet, MTU);
      assertTrue(show().contains("inet 172.30.0.1/16 "), show());
      assertTrue(show().contains(",UP> mtu 1400 "), show());
      assertEquals("1", setting("ipv4", "route_localnet"));
      bridge.down();
    }
  }

  @Test
  void aDeviceThatIsNotOursIsNeitherTakenNorDeleted() throws Exception {
    String[] commands = {
      "ip link add br-0123456789ab type bridge", "ip link add br-0123456789ab type veth"
    };
    for (String command : commands) {
      Shell.run(command);
      String before = show();
      IOException e =
          assertThrows(
              IOException.class, () -> bridge.up(Ip.find(bridge.device()), gateway, subnet, MTU));
      assertEquals(
          "bridge br-0123456789ab: there is a device of this name that is not ours:"
              + " see ip link show br-0123456789ab",
          e.getMessage());
      bridge.down();
      assertEquals(before, show());
      removeIt();
    }
  }

  /** A tun device, which not all kernels can make. */
  @Test
  void aDeviceWithoutAMacAddressIsNotOurs() {
    JsonObject tun = new JsonObject();
    tun.addProperty("link_type", "none");
    assertFalse(bridge.isOurs(tun));
  }

  @Test
  void aFailureNamesCommandAndCause() {
    IOException e =
        assertThrows(
            IOException.class, () -> Ip.batch("link set lo up", "link set no-such-device up"));
    assertEquals(
        "ip link set no-such-device up: Cannot find device \"no-such-device\"", e.getMessage());
  }
}
