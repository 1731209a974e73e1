package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPlanTest {

  @ParameterizedTest
  @CsvSource({
    "172.18.0.0/16,,,172.18.0.0/16,172.18.0.1",
    "10.0.0.0/8,10.5.0.0/16,,10.5.0.0/16,10.5.0.0",
    "10.0.0.0/24,10.0.0.0/25,,10.0.0.0/25,10.0.0.1",
    "10.0.0.0/24,10.0.0.64/26,10.0.0.254,10.0.0.64/26,10.0.0.254",
    "10.0.0.4/30,,10.0.0.6,10.0.0.4/30,10.0.0.6"
  })
  void whatIsNotSaidIsAsWithDocker(
      String subnet, String range, String gateway, String handedOut, String used) {
    assertEquals(
        new AddressPlan(Subnet.parse(subnet), Subnet.parse(handedOut), Ipv4.parse(used)),
        plan(subnet, range, gateway));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/31|||invalid subnet 10.0.0.0/31: it has no address for a container besides those"
            + " of the network, the gateway and the broadcast: use a prefix of 8 to 30 bits",
        "10.0.0.1/32|||invalid subnet 10.0.0.1/32: it has no address for a container besides those"
            + " of the network, the gateway and the broadcast: use a prefix of 8 to 30 bits",
        "10.0.0.0/7|||invalid subnet 10.0.0.0/7: it is too large: use a prefix of 8 to 30 bits",
      })
  void refusesWhatNoNetworkCanHave(String subnet, String range, String gateway, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> plan(subnet, range, gateway))
            .getMessage());
  }

  private static AddressPlan plan(String subnet, String range, String gateway) {
    return AddressPlan.of(
        Subnet.parse(subnet),
        Optional.ofNullable(range).map(Subnet::parse),
        Optional.ofNullable(gateway).map(Ipv4::parse));
  }
}
