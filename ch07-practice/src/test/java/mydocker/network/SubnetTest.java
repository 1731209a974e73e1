package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "192.168.16.0/20", "203.0.113.7/32"})
  void isReadAsItIsWritten(String text) {
    assertEquals(text, Subnet.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/", "10.0.0.0/a", "10.0.0.0/-1", "a/8/8"})
  void refusesWhatIsNone(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Subnet.parse(text));
    assertTrue(e.getMessage().startsWith("invalid subnet " + text + ": "), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.10.10.0/8|invalid subnet 10.10.10.0/8: it should be 10.0.0.0/8",
        "1.2.3.4/0|invalid subnet 1.2.3.4/0: it should be 0.0.0.0/0",
        "10.0.0.0/33|invalid subnet 10.0.0.0/33: a prefix has 0 to 32 bits"
      })
  void saysWhatIsWrong(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Subnet.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,16777216,10.255.255.255",
    "192.168.16.0/20,4096,192.168.31.255",
    "10.1.2.4/30,4,10.1.2.7",
    "10.1.2.4/32,1,10.1.2.4",
    "0.0.0.0/0,4294967296,255.255.255.255"
  })
  void hasAllAddressesOfItsPrefix(String text, long size, String broadcast) {
    Subnet subnet = Subnet.parse(text);
    assertEquals(size, subnet.size());
    assertEquals(Ipv4.parse(broadcast), subnet.broadcast());
    assertEquals(size - 1, subnet.indexOf(subnet.broadcast()));
    assertEquals(subnet.broadcast(), subnet.address(size - 1));
    assertEquals(subnet, Subnet.containing(subnet.broadcast(), subnet.prefix()));
  }

  @Test
  void containsAddresses() {
    Subnet subnet = Subnet.parse("192.168.16.0/20");
    assertTrue(subnet.contains(Ipv4.parse("192.168.16.0")));
    assertTrue(subnet.contains(Ipv4.parse("192.168.31.255")));
    assertFalse(subnet.contains(Ipv4.parse("192.168.15.255")));
    assertFalse(subnet.contains(Ipv4.parse("192.168.32.0")));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.1.0.0/16,true,false,true",
    "10.0.0.0/8,10.0.0.0/8,true,true,true",
    "10.0.0.0/9,10.128.0.0/9,false,false,false",
    "0.0.0.0/0,10.0.0.0/8,true,false,true",
    "172.18.0.0/16,172.17.0.0/16,false,false,false"
  })
  void overlapsIfOneIsInTheOther(
      String one, String other, boolean contains, boolean isContained, boolean overlaps) {
    Subnet first = Subnet.parse(one);
    Subnet second = Subnet.parse(other);
    assertEquals(contains, first.contains(second));
    assertEquals(isContained, second.contains(first));
    assertEquals(overlaps, first.overlaps(second));
    assertEquals(overlaps, second.overlaps(first));
  }
}
