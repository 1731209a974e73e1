package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "128.0.0.255", "255.255.255.255"})
  void isReadAsItIsWritten(String text) {
    assertEquals(text, Ipv4.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1.2.3.256",
        "1.2.3.-1",
        "1.2.3.04",
        "1.2.3.4 ",
        "1.2.3.a",
        "1.2.3.99999999999",
        "::1",
        "١.2.3.4",
        "1.2.3.4/8"
      })
  void refusesWhatIsNone(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Ipv4.parse(text));
    assertEquals(
        "invalid IPv4 address %s: four numbers of 0 to 255 are expected, such as 172.18.0.2"
            .formatted(text),
        e.getMessage());
  }

  @Test
  void counts() {
    assertEquals(Ipv4.parse("10.1.0.0"), Ipv4.parse("10.0.255.255").plus(1));
    assertEquals(Ipv4.parse("127.255.255.255"), Ipv4.parse("128.0.0.0").plus(-1));
    assertEquals(Ipv4.parse("255.255.255.255"), Ipv4.ANY.plus(0xffff_ffffL));
  }

  @Test
  void theUpperHalfComesAfterTheLower() {
    assertTrue(Ipv4.parse("128.0.0.0").compareTo(Ipv4.parse("10.0.0.0")) > 0);
    assertTrue(Ipv4.parse("10.0.0.1").compareTo(Ipv4.parse("10.0.0.2")) < 0);
    assertEquals(0, Ipv4.parse("10.0.0.1").compareTo(Ipv4.parse("10.0.0.1")));
  }

  @Test
  void macHasTheFourBytes() {
    assertEquals("02:42:ac:11:00:02", Ipv4.parse("172.17.0.2").mac());
    assertEquals("02:42:ff:00:0a:80", Ipv4.parse("255.0.10.128").mac());
  }
}
