package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  /** As {@code printf abc | sha256sum} prints it. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isAsSha256sumPrintsIt() {
    Digest digest = Digest.of("abc".getBytes());
    assertEquals(ABC, digest.hex());
    assertEquals("sha256:" + ABC, digest.toString());
    assertEquals("ba7816bf8f01", digest.brief());
  }

  @Test
  void isReadWithAndWithoutItsAlgorithm() {
    assertEquals(Digest.parse(ABC), Digest.parse("sha256:" + ABC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:00", "sha512:", "../../../etc/passwd"})
  void refusesWhatIsNone(String digest) {
    assertThrows(IllegalArgumentException.class, () -> Digest.parse(digest));
    String capitals = ABC.toUpperCase(Locale.ROOT);
    assertThrows(IllegalArgumentException.class, () -> Digest.parse(capitals));
    assertThrows(IllegalArgumentException.class, () -> Digest.parse(ABC + digest + "\n"));
  }

  /** printf 'sha256:ba78...15ad sha256:ba78...15ad' | sha256sum. */
  @Test
  void chainsAsTheSpecificationSays() {
    Digest abc = Digest.parse(ABC);
    assertEquals(abc, Digest.chain(null, abc));
    assertEquals(
        "95bbd0d1bf2f6edd073d53e1caa6d4b4778912f6b19bad7a45d56c58e23533bd",
        Digest.chain(abc, abc).hex());
  }
}
