package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {

  private static ImageDefaults changed(String... lines) throws IOException {
    ImageConfigBuilder config =
        ImageConfigBuilder.empty()
            .command(List.of("old"))
            .env("PATH", "/bin")
            .workingDir("/w")
            .layer(
                Digest.of("layer".getBytes(UTF_8)),
                new History(Optional.empty(), "", "", "", false));
    Changes.parse(List.of(lines)).applyTo(config);
    return config.build().defaults();
  }

  private static List<String> words(ImageDefaults defaults) {
    return Stream.concat(defaults.entrypoint().stream(), defaults.command().stream()).toList();
  }

  @Test
  void commandsAreWordsOrALineForAShell() throws IOException {
    assertEquals(List.of("a", "b c"), changed("CMD [\"a\", \"b c\"]").command());
    assertEquals(List.of("/bin/sh", "-c", "a \"b c\" $D"), changed("cmd a \"b c\" $D").command());
    assertEquals(List.of("/bin/sh", "-c", "[ -f x ] && y"), changed("CMD [ -f x ] && y").command());
    assertEquals(List.of("/bin/sh", "-c", "[a, b]"), changed("CMD [a, b]").command());
    assertEquals(List.of(), changed("CMD").command());
    assertEquals(List.of(), changed("CMD []").command());
  }

  @Test
  void aNewEntrypointTakesTheOldCommandAway() throws IOException {
    assertEquals(List.of("a"), words(changed("ENTRYPOINT [\"a\"]")));
    assertEquals(List.of("a", "b"), words(changed("CMD [\"b\"]", "ENTRYPOINT [\"a\"]")));
    assertEquals(List.of("a", "b"), words(changed("ENTRYPOINT [\"a\"]", "CMD [\"b\"]")));
  }

  @Test
  void variablesAndLabelsArePairs() throws IOException {
    assertEquals(
        List.of("PATH=/sbin", "A=1", "B=2 3", "C=", "D=4 5", "E=6\"7", "F=8=9"),
        changed("ENV PATH=/sbin A=1 B=\"2 3\" C= D=4\\ 5 E='6\"7' F=8=9").env());
    assertEquals(List.of("PATH=/bin", "A=b  c=d \"e\""), changed("ENV A b  c=d \"e\"").env());
    assertEquals(Map.of("a", "b", "c", "d e"), changed("LABEL a=b", "LABEL c=\"d e\"").labels());
  }

  @Test
  void theOtherInstructionsAreKnownToo() throws IOException {
    assertEquals(
        Set.of("80/tcp", "53/udp", "1/tcp", "2/tcp"),
        changed("EXPOSE 80 53/UDP 1-2").exposedPorts());
    assertEquals(Set.of("/a", "/b"), changed("VOLUME /a /b").volumes());
    assertEquals(Set.of("/a b"), changed("VOLUME [\"/a b\"]").volumes());
    assertEquals("nobody:users", changed("USER nobody:users").user());
    assertEquals("/w/x", changed("WORKDIR x").workingDir());
    assertEquals("/y", changed("WORKDIR /x/../y/").workingDir());
    assertEquals("SIGINT", changed("STOPSIGNAL SIGINT").stopSignal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "RUN make       | run is not a valid change command",
        "FOO            | foo is not a valid change command",
        "ENV            | ENV requires at least one argument",
        "ENV A          | ENV must have two arguments",
        "ENV A=1 B      | Syntax error - can't find = in \"B\". Must be of the form: name=value",
        "LABEL =1       | LABEL names can not be blank",
        "ENV A=\"b      | unexpected end of statement while looking for matching \"",
        "USER           | USER requires exactly one argument",
        "USER a b       | USER requires exactly one argument",
        "VOLUME         | VOLUME requires at least one argument",
        "VOLUME []      | VOLUME requires at least one argument",
        "EXPOSE http    | Invalid containerPort: http",
        "EXPOSE 70000   | Invalid containerPort: 70000",
        "EXPOSE 9-8     | Invalid containerPort: 9-8",
      })
  void saysWhatIsWrongAsDockerDoes(String line, String message) {
    assertEquals(message, assertThrows(IOException.class, () -> changed(line)).getMessage());
  }
}
