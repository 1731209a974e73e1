package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What -p understands, and what docker says to the rest. */
class PortBindingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80                       | 0.0.0.0 0-0 80/tcp",
        "80/udp                   | 0.0.0.0 0-0 80/udp",
        "8080:80                  | 0.0.0.0 8080-8080 80/tcp",
        "8080:80/TCP              | 0.0.0.0 8080-8080 80/tcp",
        "127.0.0.1:8080:80        | 127.0.0.1 8080-8080 80/tcp",
        "127.0.0.1::80            | 127.0.0.1 0-0 80/tcp",
        "0:80                     | 0.0.0.0 0-0 80/tcp",
        ":80                      | 0.0.0.0 0-0 80/tcp",
        "80-81                    | 0.0.0.0 0-0 80/tcp, 0.0.0.0 0-0 81/tcp",
        "8000-8001:80-81/udp      | 0.0.0.0 8000-8000 80/udp, 0.0.0.0 8001-8001 81/udp",
        "8000-8010:80             | 0.0.0.0 8000-8010 80/tcp",
        "65535:65535              | 0.0.0.0 65535-65535 65535/tcp",
      })
  void isOneForEachPortOfTheContainer(String text, String expected) {
    List<PortBinding> ports = PortBinding.parse(text);
    assertEquals(
        expected, ports.stream().map(PortBindingTest::show).collect(Collectors.joining(", ")));
    for (PortBinding port : ports) {
      assertEquals(List.of(port), PortBinding.parse(port.toString()));
    }
  }

  private static String show(PortBinding port) {
    return "%s %d-%d %d/%s"
        .formatted(
            port.hostAddress(),
            port.firstHostPort(),
            port.lastHostPort(),
            port.containerPort(),
            port.protocol());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | no port specified: <empty>",
        "8080:           | no port specified: 8080:<empty>",
        "x               | invalid containerPort: x",
        "0               | invalid containerPort: 0",
        "65536           | invalid containerPort: 65536",
        "81-80           | invalid containerPort: 81-80",
        "1-2-3           | invalid containerPort: 1-2-3",
        "80-             | invalid containerPort: 80-",
        "+80             | invalid containerPort: +80",
        "x:80            | invalid hostPort: x",
        "99999:80        | invalid hostPort: 99999",
        "0-5:80          | invalid hostPort: 0-5",
        "localhost:8:80  | invalid IP address: localhost",
        "80/sctp         | invalid proto: sctp",
        "8000-8002:80-81 | invalid ranges specified for container and host Ports: 80-81 and"
            + " 8000-8002",
        "[::1]:8080:80   | invalid publish [::1]:8080:80: [[IPV4:][HOST_PORT]:]PORT[/PROTOCOL] is"
            + " expected",
      })
  void refuses(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> PortBinding.parse(text)).getMessage());
  }

  @Test
  void allPortsCanBeOneRange() {
    assertEquals(65_535, PortBinding.parse("1-65535").size());
  }
}
