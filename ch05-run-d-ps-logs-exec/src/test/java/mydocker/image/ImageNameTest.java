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
        "Box",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "../a",
        "a\nb"
      })
  void refusesWhatIsNoName(String text) {
    IOException e = assertThrows(IOException.class, () -> ImageName.parse(text));
    assertEquals(
        "invalid reference format: " + text + " is no NAME[:TAG] of an image, in small letters",
        e.getMessage());
  }

  @Test
  void aTagIsNotTooLong() throws IOException {
    assertEquals("t".repeat(128), ImageName.parse("a:" + "t".repeat(128)).tag());
    assertThrows(IOException.class, () -> ImageName.parse("a:" + "t".repeat(129)));
  }
}
