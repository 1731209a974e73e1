package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Shell;
import org.junit.jupiter.api.Test;

@RequiresRoot
class NetDeviceTest {
  @Test
  void isSwitchedOnAndKnownByItsMac() throws Exception {
    Shell.run("ip link add of-a-test address 02:42:00:11:22:33 type bridge");
    try {
      NetDevice device = new NetDevice("of-a-test");
      assertEquals(Optional.of("02:42:00:11:22:33"), device.mac());
      assertFalse(device.isUp());
      device.up();
      assertTrue(device.isUp());
      assertTrue(Shell.run("ip -o link show of-a-test").contains(",UP"));
      Shell.run("ip link set of-a-test down");
      assertFalse(device.isUp());
    } finally {
      Shell.run("ip link delete of-a-test");
    }
  }

  @Test
  void oneThatIsNotThere() throws Exception {
    NetDevice device = new NetDevice("nosuch");
    assertEquals(Optional.empty(), device.mac());
    assertFalse(device.isUp());
    assertEquals(
        "get the flags of nosuch: No such device (ENODEV)",
        assertThrows(ErrnoException.class, device::up).getMessage());
  }
}
