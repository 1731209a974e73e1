package mydocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import mydocker.command.RunCommand;
import mydocker.config.NetworkSpec;
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
    CommandLine line = NewContainer.parse(RunCommand.USAGE, arguments);
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
  void severalNetworksAreInTheOrderOfTheirNaming() throws Exception {
    NetworkSpec spec = parse("--network b --network a");
    assertEquals("b", spec.mode().text());
    assertEquals(List.of("b", "a"), spec.networks());
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
