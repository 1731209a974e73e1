package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

  @ParameterizedTest
  @CsvSource({
    "busybox, busybox, latest",
    "busybox:1.36, busybox, 1.36",
    "x/a.b_c__d-e---f, x/a.b_c__d-e---f, latest",
    "team/app:V_1.2-rc, team/app, V_1.2-rc",
    "docker.io/library/busybox, busybox, latest",
    "index.docker.io/team/app:1, team/app, 1",
    "library/busybox, busybox, latest",
    "localhost/app, localhost/app, latest",
    "registry.example:5000/a/b:c, registry.example:5000/a/b, c",
    "Registry/a, Registry/a, latest",
    "[::1]:5000/a:b, [::1]:5000/a, b",
  })
  void readsWhatDockerReads(String text, String repository, String tag) throws IOException {
    assertEquals(new ImageName(repository, tag), ImageName.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":tag",
        "a:",
        "a:b:c",
        "-a",
        "a-",
        "a..b",
        "a___b",
        "a b",
        "a/",
        "/a",
        "a//b",
        "a:-b",
        "a@b",
        "a:b/c",
        "example.com:x/a",
        "../a",
        "a\nb"
      })
  void refusesWhatIsNoName(String text) {
    IOException e = assertThrows(IOException.class, () -> ImageName.parse(text));
    assertEquals("invalid reference format", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Box         | invalid reference format: repository name (library/Box) must be lowercase",
        "team/App:1  | invalid reference format: repository name (team/App) must be lowercase",
        "x.io/App    | invalid reference format: repository name (App) must be lowercase",
      })
  void namesAreInSmallLetters(String text, String message) {
    assertEquals(
        message, assertThrows(IOException.class, () -> ImageName.parse(text)).getMessage());
  }

  @Test
  void lengthsHaveLimits() throws IOException {
    assertEquals("t".repeat(128), ImageName.parse("a:" + "t".repeat(128)).tag());
    assertThrows(IOException.class, () -> ImageName.parse("a:" + "t".repeat(129)));
    assertEquals(255, ImageName.parse("r".repeat(255)).repository().length());
    assertThrows(IOException.class, () -> ImageName.parse("r".repeat(256)));
  }

  @Test
  void whatLooksLikeAnIdIsNoName() {
    String id = "0123456789abcdef".repeat(4);
    assertEquals(
        "invalid repository name (" + id + "), cannot specify 64-byte hexadecimal strings",
        assertThrows(IOException.class, () -> ImageName.parse(id)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest",
    "team/app:1, docker.io/team/app:1",
    "x.io/app:1, x.io/app:1",
    "localhost/app:1, localhost/app:1",
  })
  void otherToolsWantTheRegistryToo(String text, String qualified) throws IOException {
    assertEquals(qualified, ImageName.parse(text).qualified());
  }
}
