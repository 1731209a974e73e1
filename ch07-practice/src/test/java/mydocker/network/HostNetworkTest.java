package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import mydocker.network.HostNetwork.Route;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Shell;
import org.junit.jupiter.api.Test;

class HostNetworkTest {

  private static HostNetwork of(String json) {
    List<JsonObject> told = new ArrayList<>();
    for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
      told.add(element.getAsJsonObject());
    }
    return HostNetwork.of(told);
  }

  @Test
  void routesOfAllKinds() {
    HostNetwork host =
        of(
            """
            [{"dst":"default","gateway":"10.0.2.2","dev":"wlan0","metric":600,"flags":[]},
             {"dst":"default","gateway":"10.0.2.2","dev":"eth0","metric":100,"flags":[]},
             {"type":"unicast","dst":"10.0.2.0/24","dev":"eth0","protocol":"kernel"},
             {"dst":"192.168.7.7","dev":"wg0","table":"51820"},
             {"dst":"0.0.0.0/1","dev":"tun0"},
             {"dst":"128.0.0.0/1","dev":"tun0"},
             {"type":"local","dst":"127.0.0.0/8","dev":"lo","table":"local"},
             {"type":"broadcast","dst":"10.0.2.255","dev":"eth0","table":"local"},
             {"type":"unreachable","dst":"172.16.0.0/12"},
             {"dst":"fe80::/64","dev":"eth0"},
             {"ifname":"eth0","mtu":1450},
             {"ifname":"wlan0","mtu":1500}]""");
    assertEquals(
        List.of(
            new Route(Subnet.parse("10.0.2.0/24"), "eth0"),
            new Route(Subnet.parse("192.168.7.7/32"), "wg0"),
            new Route(Subnet.parse("127.0.0.0/8"), "lo")),
        host.routes());
    assertEquals(1450, host.mtu());
  }

  @Test
  void aHostWithoutAWayOut() {
    assertEquals(new HostNetwork(List.of(), 1500), of("[]"));
  }

  @Test
  @RequiresRoot
  void theOneThatTheTestsHave() throws Exception {
    Shell.run("ip link set uplink mtu 1460");
    try {
      HostNetwork host = HostNetwork.of(Ip.look("route show table all", "link show"));
      assertTrue(host.routes().contains(new Route(Subnet.parse("203.0.113.0/24"), "uplink")));
      assertTrue(host.used().contains(Subnet.parse("127.0.0.0/8")));
      assertFalse(host.used().contains(Subnet.parse("172.17.0.0/16")));
      assertEquals(1460, host.mtu());
    } finally {
      Shell.run("ip link set uplink mtu 1500");
    }
  }
}
