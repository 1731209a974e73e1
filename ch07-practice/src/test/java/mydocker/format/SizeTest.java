package mydocker.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "999, 999B",
    "1000, 1kB",
    "1234, 1.23kB",
    "4261550, 4.26MB",
    "187639424, 188MB",
    "999900000, 1000MB",
    "1000000000, 1GB",
    "9223372036854775807, 9.22EB"
  })
  void writesAsDockerWrites(long bytes, String size) {
    assertEquals(size, Size.format(bytes));
  }
}
