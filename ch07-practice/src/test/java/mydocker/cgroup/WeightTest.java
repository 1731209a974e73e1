package mydocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightTest {

  @ParameterizedTest
  @CsvSource({"2, 1", "512, 59", "1024, 100", "2048, 174", "262144, 10000"})
  void isWhatRuncMakesOfShares(long shares, long weight) {
    assertEquals(weight, CgroupV2.weight(shares));
  }
}
