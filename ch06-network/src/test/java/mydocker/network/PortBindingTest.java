package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What -p understands, and what docker says to the rest. */
class PortBindingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80                       | 0.0.0.0 0 80/tcp",
        "80/udp                   | 0.0.0.0 0 80/udp",
        "8080:80                  | 0.0.0.0 8080 80/tcp",
        "8080:80/TCP              | 0.0.0.0 8080 80/tcp",
        "127.0.0.1:8080:80        | 127.0.0.1 8080 80/tcp",
        "127.0.0.1::80            | 127.0.0.1 0 80/tcp",
        "0:80                     | 0.0.0.0 0 80/tcp",
        ":80                      | 0.0.0.0 0 80/tcp",
        "65535:65535              | 0.0.0.0 65535 65535/tcp",
      })
  void isAPortOfTheHostForOneOfTheContainer(String text, String expected) {
    PortBinding port = PortBinding.parse(text);
    assertEquals(expected, show(port));
    assertEquals(port, PortBinding.parse(port.toString()));
  }

  private static String show(PortBinding port) {
    return "%s %d %d/%s"
        .formatted(port.hostAddress(), port.hostPort(), port.containerPort(), port.protocol());
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
        "80-81           | invalid containerPort: 80-81",
        "80-             | invalid containerPort: 80-",
        "+80             | invalid containerPort: +80",
        "x:80            | invalid hostPort: x",
        "99999:80        | invalid hostPort: 99999",
        "0-5:80          | invalid hostPort: 0-5",
        "localhost:8:80  | invalid IP address: localhost",
        "80/sctp         | invalid proto: sctp",
        "8000-8010:80    | invalid hostPort: 8000-8010",
        "[::1]:8080:80   | invalid publish [::1]:8080:80: [[IPV4:][HOST_PORT]:]PORT[/PROTOCOL] is"
            + " expected",
      })
  void refuses(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> PortBinding.parse(text)).getMessage());
  }
}
