package mydocker.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What chapter 6 has written can be read, and has less in it. */
class NetworkJsonTest {
  private static final Path FILE = Path.of("/of/a/test");

  @Test
  void aNetworkOfChapter6() throws Exception {
    String text =
        """
        {"Id":"1","Name":"back","Device":"br-1","Mtu":1500,"Subnet":"10.0.0.0/24","Internal":true}
        """;
    Network network = NetworkJson.readNetwork(text.getBytes(UTF_8), FILE);
    assertEquals("back", network.name());
    assertEquals(Driver.BRIDGE, network.driver());
    Subnet subnet = Subnet.parse("10.0.0.0/24");
    AddressPlan plan = new AddressPlan(subnet, subnet, Ipv4.parse("10.0.0.1"));
    assertEquals(Optional.of(plan), network.addresses());
    assertEquals(Map.of(), network.labels());
  }

  @Test
  void anEndpointOfChapter6() throws Exception {
    String text =
        """
        {"NetworkID":"1","ContainerID":"2","EndpointID":"3","Name":"box","Hostname":"box",
        "IPAddress":"10.0.0.2","Device":"veth1","Inside":"eth0","Ports":[]}
        """;
    assertEquals(List.of(), NetworkJson.readEndpoint(text.getBytes(UTF_8), FILE).aliases());
  }
}
