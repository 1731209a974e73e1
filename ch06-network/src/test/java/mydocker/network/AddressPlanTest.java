package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPlanTest {

  @ParameterizedTest
  @CsvSource({
    "172.18.0.0/16,172.18.0.1",
    "10.0.0.0/8,10.0.0.1",
    "10.0.0.4/30,10.0.0.5",
  })
  void theGatewayIsTheFirst(String subnet, String gateway) {
    assertEquals(Ipv4.parse(gateway), new AddressPlan(Subnet.parse(subnet)).gateway());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/31|invalid subnet 10.0.0.0/31: it has no address for a container besides those"
            + " of the network, the gateway and the broadcast: use a prefix of 8 to 30 bits",
        "10.0.0.1/32|invalid subnet 10.0.0.1/32: it has no address for a container besides those"
            + " of the network, the gateway and the broadcast: use a prefix of 8 to 30 bits",
        "10.0.0.0/7|invalid subnet 10.0.0.0/7: it is too large: use a prefix of 8 to 30 bits",
      })
  void refusesWhatNoNetworkCanHave(String text, String message) {
    Subnet subnet = Subnet.parse(text);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new AddressPlan(subnet)).getMessage());
  }
}
