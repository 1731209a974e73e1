package mydocker.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import mydocker.config.ExposedPort;
import mydocker.network.Ipv4;
import mydocker.network.Protocol;
import mydocker.network.PublishedPort;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The column PORTS, as docker writes it. */
class PortListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | ''        | ''",
        "0.0.0.0:8080:80/tcp                 | ''        | 0.0.0.0:8080->80/tcp",
        "0.0.0.0:80:80/tcp                   | 80/tcp    | 0.0.0.0:80->80/tcp",
        "''                                  | 80/tcp    | 80/tcp",
        "''                                  | 80-82/tcp | 80-82/tcp",
        "0.0.0.0:53:53/tcp 0.0.0.0:53:53/udp | ''        | 0.0.0.0:53->53/tcp, 0.0.0.0:53->53/udp",
        "0.0.0.0:80:80/tcp 0.0.0.0:81:81/tcp | ''        | 0.0.0.0:80-81->80-81/tcp",
        "0.0.0.0:81:81/tcp 0.0.0.0:79:79/tcp | ''        | 0.0.0.0:79->79/tcp, 0.0.0.0:81->81/tcp",
        "0.0.0.0:8001:81/tcp 0.0.0.0:8000:80/tcp | ''"
            + " | 0.0.0.0:8000->80/tcp, 0.0.0.0:8001->81/tcp",
        "0.0.0.0:8080:80/tcp 127.0.0.1:443:443/tcp | 1-2/udp"
            + " | 1-2/udp, 127.0.0.1:443->443/tcp, 0.0.0.0:8080->80/tcp",
      })
  void listsWhatIsPublishedAndWhatIsOnlyExposed(String published, String exposed, String expected) {
    List<PublishedPort> ports = words(published).map(PortListTest::port).toList();
    List<ExposedPort> others = words(exposed).flatMap(p -> ExposedPort.parse(p).stream()).toList();
    assertEquals(expected, PortList.of(ports, others));
  }

  private static Stream<String> words(String text) {
    return text.isEmpty() ? Stream.of() : Stream.of(text.split(" "));
  }

  private static PublishedPort port(String text) {
    String[] parts = text.split("[:/]");
    return new PublishedPort(
        Ipv4.parse(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Protocol.parse(parts[3]));
  }
}
