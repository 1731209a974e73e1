package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubnetPoolsTest {

  @Test
  void handsOutDockersSubnetsInDockersOrder() throws IOException {
    List<Subnet> used = new ArrayList<>();
    List<String> all =
        Stream.concat(
                IntStream.rangeClosed(17, 31).mapToObj("172.%d.0.0/16"::formatted),
                IntStream.range(0, 16).mapToObj(i -> "192.168.%d.0/20".formatted(16 * i)))
            .toList();
    for (String expected : all) {
      used.add(SubnetPools.DEFAULT.firstFree(used));
      assertEquals(expected, used.get(used.size() - 1).toString());
    }
    IOException e = assertThrows(IOException.class, () -> SubnetPools.DEFAULT.firstFree(used));
    assertEquals(
        "all predefined address pools have been fully subnetted: remove networks that nobody uses"
            + " (network rm), or choose a --subnet",
        e.getMessage());
  }

  @Test
  void skipsWhateverOverlaps() throws IOException {
    assertEquals("172.18.0.0/16", firstFree("172.17.255.255/32"));
    assertEquals("172.20.0.0/16", firstFree("172.16.0.0/14"));
    assertEquals("192.168.0.0/20", firstFree("172.16.0.0/12"));
    assertEquals(
        "192.168.112.0/20",
        firstFree("172.16.0.0/12", "192.168.0.0/18", "192.168.96.9/32", "192.168.64.0/19"));
  }

  @Test
  void theDefaultRouteLeavesAllFree() throws IOException {
    assertEquals("172.17.0.0/16", firstFree("0.0.0.0/0", "10.0.0.0/8"));
  }

  private static String firstFree(String... used) throws IOException {
    return SubnetPools.DEFAULT.firstFree(Stream.of(used).map(Subnet::parse).toList()).toString();
  }
}
