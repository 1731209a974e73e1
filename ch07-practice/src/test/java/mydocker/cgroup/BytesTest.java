package mydocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1b, 1",
    "1k, 1024",
    "100m, 104857600",
    "100M, 104857600",
    "100mb, 104857600",
    "64KiB, 65536",
    "1.5g, 1610612736",
    "1 g, 1073741824",
    "2t, 2199023255552"
  })
  void readsWhatDockerReads(String amount, long bytes) {
    assertEquals(bytes, Bytes.parse(amount));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1x", "1.m", "1,5g", "0x10", "99999999p"})
  void refusesWhatIsNoAmount(String amount) {
    assertThrows(IllegalArgumentException.class, () -> Bytes.parse(amount));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1023, 1023B",
    "1024, 1KiB",
    "104857600, 100MiB",
    "210763776, 201MiB",
    "1573741824, 1.466GiB"
  })
  void writesAsDockerWrites(long bytes, String amount) {
    assertEquals(amount, Bytes.format(bytes));
  }
}
