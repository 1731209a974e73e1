package mydocker.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.network.Endpoint;
import mydocker.network.Ipv4;
import mydocker.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
  private static final String WEB = "a".repeat(64);
  private static final String SHOP = "b".repeat(64);

  @TempDir Path folder;
  private Path file;
  private HostsFile hosts;

  @BeforeEach
  void localhost() throws IOException {
    file = Files.writeString(folder.resolve("hosts"), "127.0.0.1\tlocalhost\n");
    hosts = new HostsFile(file);
  }

  private static Network network(String name) {
    return new Network("c".repeat(64), name, "br-cccccccccccc", 1500, Optional.empty(), false);
  }

  private static Endpoint endpoint(String container, String name, String address) {
    return new Endpoint(
        "c".repeat(64),
        container,
        "d".repeat(64),
        name,
        name + "-host",
        Ipv4.parse(address),
        "veth0",
        "eth0",
        List.of());
  }

  private void showBoth(String network) throws IOException {
    hosts.show(
        network(network),
        WEB,
        List.of(endpoint(WEB, "web", "10.0.0.2"), endpoint(SHOP, "shop", "10.0.0.3")));
  }

  private String content() throws IOException {
    return Files.readString(file, ISO_8859_1);
  }

  @Test
  void showsItsOwnHostNameAndTheNamesOfAll() throws IOException {
    showBoth("front");
    assertEquals(
        """
        127.0.0.1\tlocalhost
        # network front
        10.0.0.2\tweb-host
        10.0.0.2\tweb aaaaaaaaaaaa
        10.0.0.3\tshop bbbbbbbbbbbb
        # end of network front
        """,
        content());
  }

  @Test
  void showsOnTheDefaultNetworkNobodyElse() throws IOException {
    showBoth(Network.DEFAULT);
    assertEquals(
        """
        127.0.0.1\tlocalhost
        # network bridge
        10.0.0.2\tweb-host
        # end of network bridge
        """,
        content());
  }

  @Test
  void keepsWhatTheContainerHasWrittenAroundTheBlocks() throws IOException {
    showBoth("front");
    Files.writeString(file, content() + "10.1.1.1\tmine\n");
    hosts.show(network("front"), WEB, List.of());
    assertEquals(
        """
        127.0.0.1\tlocalhost
        # network front
        # end of network front
        10.1.1.1\tmine
        """,
        content());
    hosts.remove(network("front"));
    assertEquals("127.0.0.1\tlocalhost\n10.1.1.1\tmine\n", content());
  }

  @Test
  void keepsBytesThatAreNoText() throws IOException {
    Files.write(file, "\u00ff\u00fe\n".getBytes(ISO_8859_1));
    hosts.show(network("front"), WEB, List.of());
    assertEquals("\u00ff\u00fe\n# network front\n# end of network front\n", content());
  }

  @Test
  void putsUpWithSoManyBytesOnly() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40); // it costs its container nothing
    }
    hosts.show(network("front"), WEB, List.of());
    assertEquals("# network front\n# end of network front\n", content());
  }
}
