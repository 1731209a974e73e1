package mydocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import mydocker.command.RunCommand;
import mydocker.config.Connection;
import mydocker.config.NetworkSpec;
import mydocker.config.Resolver;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What run and create are told of networks, and what docker says to what makes no sense. */
class NetworkOptionsTest {
  private static NetworkSpec parse(String words, PrintStream err) throws ParseException {
    List<String> arguments = List.of((words + " busybox").strip().split(" +"));
    CommandLine line = NewContainer.parse(RunCommand.USAGE, arguments);
    return NetworkOptions.parse(line, err);
  }

  private static NetworkSpec parse(String words) throws ParseException {
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
  void theFirstNetworkGetsTheAddressAndTheAliases() throws Exception {
    NetworkSpec spec =
        parse("--network a --network b --ip 10.0.0.9 --network-alias x --network-alias y");
    assertEquals("a", spec.mode().text());
    Connection first = spec.connections().get(0);
    assertEquals("a 10.0.0.9 [x, y]", show(first));
    assertEquals("b none []", show(spec.connections().get(1)));
    assertEquals(2, spec.connections().size());
  }

  private static String show(Connection connection) {
    String address = connection.address().map(Object::toString).orElse("none");
    return connection.network() + " " + address + " " + connection.aliases();
  }

  @Test
  void whatIsPublishedIsExposed() throws Exception {
    NetworkSpec spec = parse("--expose 90-91/udp --expose 80 -p 80 -p 8443:443");
    assertEquals("[90/udp, 91/udp, 80/tcp, 443/tcp]", spec.exposed().toString());
    assertEquals(2, spec.published().size());
  }

  @Test
  void withAllTheOthersArePublishedToo() throws Exception {
    NetworkSpec spec = parse("-P --expose 80 --expose 90 -p 8080:80");
    assertEquals(
        "8080->80 0->90",
        String.join(
            " ",
            spec.published().stream()
                .map(port -> port.firstHostPort() + "->" + port.containerPort())
                .toList()));
  }

  @Test
  void namesAreFoundAsItIsTold() throws Exception {
    Resolver resolver =
        parse(
                "--dns 1.1.1.1 --dns 2606:4700::1 --dns-search example.org --dns-search ."
                    + " --dns-option ndots:2 --add-host a:10.0.0.1 --add-host b=::1"
                    + " --add-host c:[::2] --add-host d:::3")
            .resolver();
    assertEquals(List.of("1.1.1.1", "2606:4700::1"), resolver.servers());
    assertEquals(List.of("example.org", "."), resolver.search());
    assertEquals(List.of("ndots:2"), resolver.options());
    assertEquals(
        "a 10.0.0.1, b ::1, c ::2, d ::3",
        String.join(
            ", ", resolver.hosts().stream().map(h -> h.name() + " " + h.address()).toList()));
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
        "--network container:           # Invalid network mode: invalid container format"
            + " container:<name|id>",
        "--ip 10.0.0.1                  # user specified IP address is supported on user defined"
            + " networks only",
        "--network host --ip 10.0.0.1   # user specified IP address is supported on user defined"
            + " networks only",
        "--network-alias a              # network-scoped aliases are only supported for"
            + " user-defined networks",
        "--network a --network-alias -  # invalid argument \"-\" for --network-alias: it is no host"
            + " name: hostname(7)",
        "--network a --ip 10.0.0        # invalid argument \"10.0.0\" for --ip: invalid IPv4"
            + " address 10.0.0: four numbers of 0 to 255 are expected, such as 172.18.0.2",
        "-p x                           # invalid containerPort: x",
        "--expose 80:80                 # invalid port format for --expose: 80:80",
        "--expose x                     # invalid range format for --expose: x, error: invalid"
            + " range of ports: x",
        "--dns one                      # invalid argument \"one\" for --dns: one is not an ip"
            + " address",
        "--dns a:b                      # invalid argument \"a:b\" for --dns: a:b is not an ip"
            + " address",
        "--dns-search a..b              # invalid argument \"a..b\" for --dns-search: a..b is not a"
            + " valid domain",
        "--add-host a                   # bad format for add-host: \"a\"",
        "--add-host =1.2.3.4            # bad format for add-host: \"=1.2.3.4\"",
        "--add-host a:b                 # invalid IP address in add-host: \"b\"",
      })
  void refuses(String words, String message) {
    assertEquals(message, assertThrows(ParseException.class, () -> parse(words)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-h me             | hostname and the network mode",
        "--dns 1.1.1.1     | dns and the network mode",
        "--add-host a:::1  | custom host-to-IP mapping and the network mode",
        "-p 80             | port publishing and the container type network mode",
        "-P                | port publishing and the container type network mode",
        "--expose 80       | port exposing and the container type network mode",
      })
  void whoSharesANetworkStackHasNothingOfItsOwnThere(String words, String conflict) {
    ParseException refusal =
        assertThrows(ParseException.class, () -> parse("--network container:box " + words));
    assertEquals("conflicting options: " + conflict, refusal.getMessage());
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
