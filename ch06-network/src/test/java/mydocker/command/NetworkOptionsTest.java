package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Connection;
import mydocker.container.NetworkSpec;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What run and create are told of networks, and what docker says to what makes no sense. */
class NetworkOptionsTest {
  private static NetworkSpec parse(String words, PrintStream err) throws Exception {
    List<String> arguments = List.of((words + " busybox").strip().split(" +"));
    CommandLine line = NewContainer.parse("run", RunCommand.OPTIONS, arguments);
    return NetworkOptions.parse(line, err);
  }

  private static NetworkSpec parse(String words) throws Exception {
    return parse(words, System.err);
  }

  @Test
  void theDefaultIsTheDefault() throws Exception {
    assertEquals(NetworkSpec.DEFAULT, parse(""));
    assertEquals(NetworkSpec.DEFAULT, parse("--network bridge"));
    assertEquals(NetworkSpec.DEFAULT, parse("--network default"));
    assertEquals(NetworkSpec.NONE, parse("--network none"));
  }

  @Test
  void theFirstNetworkGetsTheAddress() throws Exception {
    NetworkSpec spec = parse("--network a --network b --ip 10.0.0.9");
    assertEquals("a", spec.mode().text());
    Connection first = spec.connections().get(0);
    assertEquals("a 10.0.0.9", show(first));
    assertEquals("b none", show(spec.connections().get(1)));
    assertEquals(2, spec.connections().size());
  }

  private static String show(Connection connection) {
    String address = connection.address().map(Object::toString).orElse("none");
    return connection.network() + " " + address;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "--network a --network a        # network \"a\" is specified multiple times",
        "--network a --network bridge   # conflicting options: cannot attach both user-defined and"
            + " non-user-defined network-modes",
        "--network host --network none  # conflicting options: cannot attach both user-defined and"
            + " non-user-defined network-modes",
        "--network=                     # no name set for network",
        "--ip 10.0.0.1                  # user specified IP address is supported on user defined"
            + " networks only",
        "--network host --ip 10.0.0.1   # user specified IP address is supported on user defined"
            + " networks only",
        "--network a --ip 10.0.0        # invalid argument \"10.0.0\" for --ip: invalid IPv4"
            + " address 10.0.0: four numbers of 0 to 255 are expected, such as 172.18.0.2",
        "-p x                           # invalid containerPort: x",
      })
  void refuses(String words, String message) {
    assertEquals(message, assertThrows(ParseException.class, () -> parse(words)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "none"})
  void portsThatCannotBePublishedAreDiscarded(String mode) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    NetworkSpec spec = parse("-p 8080:80 --network " + mode, new PrintStream(err));
    assertEquals(
        "WARNING: Published ports are discarded when using " + mode + " network mode\n",
        err.toString());
    assertEquals(List.of(), spec.published());
  }
}
