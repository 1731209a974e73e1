package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageConfigTest {
  private static final Digest LAYER = Digest.of("layer".getBytes(UTF_8));

  /** With fields that mydocker does not know, and spaces that no program would write. */
  private static final String CONFIG =
      """
      {"architecture": "amd64", "os": "linux", "os.version": "10", "author": "me",
       "created": "2024-05-18T20:36:41.5+02:00",
       "config": {"Env": ["PATH=/bin", "A=b=c"], "Cmd": ["sh"], "Entrypoint": null,
                  "WorkingDir": "/w", "User": "u:g", "Labels": {"x": "y"}, "Volumes": {"/v": {}},
                  "ExposedPorts": {"80/tcp": {}}, "StopSignal": "SIGQUIT",
                  "Healthcheck": {"Test": []}},
       "history": [{"created": "2024-05-18T18:36:41Z", "created_by": "COPY / /"},
                   {"created": "0001-01-01T00:00:00Z", "comment": "c", "empty_layer": true}],
       "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
      """
          .formatted(LAYER);

  private static ImageConfig parse(String json) throws IOException {
    return ImageConfig.parse(json.getBytes(UTF_8));
  }

  @Test
  void readsWhatDockerWrites() throws IOException {
    ImageConfig config = parse(CONFIG);
    assertEquals(Optional.of(Instant.parse("2024-05-18T18:36:41.5Z")), config.created());
    assertEquals(List.of(LAYER), config.diffIds());
    ImageDefaults defaults = config.defaults();
    assertEquals(List.of("sh"), defaults.command());
    assertEquals(List.of("PATH=/bin", "A=b=c"), defaults.env());
    assertEquals("/w", defaults.workingDir());
    assertEquals("u:g", defaults.user());
  }

  @Test
  void theIdIsTheDigestOfTheBytesAsTheyCame() throws IOException {
    assertEquals(Digest.of(CONFIG.getBytes(UTF_8)), parse(CONFIG).id());
    assertArrayEquals(CONFIG.getBytes(UTF_8), parse(CONFIG).bytes());
  }

  @Test
  void aNewConfigurationKeepsWhatIsNotKnownHere() throws IOException {
    Digest second = Digest.of("second".getBytes(UTF_8));
    ImageConfig edited =
        parse(CONFIG).edit().created(Instant.EPOCH).env("A", "2").layer(second).build();
    String json = new String(edited.bytes(), UTF_8);
    assertTrue(json.contains("\"os.version\":\"10\""), json);
    assertTrue(json.contains("\"Healthcheck\":{\"Test\":[]}"), json);
    assertEquals(List.of("PATH=/bin", "A=2"), edited.defaults().env());
    assertEquals(List.of(LAYER, second), edited.diffIds());
    assertEquals(parse(CONFIG).created(), Optional.of(Instant.parse("2024-05-18T18:36:41.5Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                     | it is no JSON object",
        "{\"rootfs\": {}        | it is no JSON: ",
        "{} {}                  | it is no JSON: ",
        "{'a': 1}               | it is no JSON: ",
        "{}                     | it has no layers",
        "{\"rootfs\": []}       | its field rootfs is not made of objects",
        "{\"rootfs\": {\"diff_ids\": [\"x\"]}} | its field diff_ids is not made of sha256 digests",
        "{\"rootfs\": {\"diff_ids\": {}}}        | its field diff_ids is not an array",
        "{\"config\": {\"Cmd\": \"sh\"}}         | its field Cmd is not an array",
        "{\"config\": {\"Cmd\": [1]}}            | its field Cmd is not made of strings",
        "{\"created\": \"yesterday\"}            | its field created is not a time",
      })
  void saysWhatIsWrong(String json, String message) {
    IOException e = assertThrows(IOException.class, () -> parse(json));
    assertTrue(
        e.getMessage().startsWith("read an image's configuration: " + message), e.getMessage());
  }
}
