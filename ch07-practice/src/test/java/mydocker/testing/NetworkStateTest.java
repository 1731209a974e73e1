package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of the leak audit that looks at the network. */
@RequiresRoot
class NetworkStateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip address add 10.9.9.9/24 dev lo    | ip address delete 10.9.9.9/24 dev lo",
        "ip route add 10.9.9.0/24 dev uplink  | ip route delete 10.9.9.0/24 dev uplink",
        "ip route add blackhole 10.9.9.0/24 table 77 | ip route delete 10.9.9.0/24 table 77",
        "echo 0 > /proc/sys/net/ipv4/ip_forward | echo 1 > /proc/sys/net/ipv4/ip_forward",
        "iptables-nft -N LEFT                 | iptables-nft -X LEFT",
        "iptables-nft -A FORWARD -j DROP      | iptables-nft -D FORWARD -j DROP",
        "iptables-legacy -A FORWARD -j DROP   | iptables-legacy -D FORWARD -j DROP"
      })
  void findsWhatIsLeft(String leave, String remove) throws IOException {
    Shell.run(remove + " 2> /dev/null || true"); // the first use of iptables makes its tables
    List<String> before = NetworkState.lines();
    assertEquals(before, NetworkState.lines());
    Shell.run(leave);
    assertNotEquals(before, NetworkState.lines());
    Shell.run(remove);
    assertEquals(before, NetworkState.lines());
  }
}
