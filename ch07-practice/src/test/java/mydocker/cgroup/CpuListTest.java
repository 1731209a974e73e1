package mydocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|{0}", "0-2,4|{0, 1, 2, 4}", "3,1|{1, 3}", "2-2|{2}"})
  void readsLists(String list, String numbers) {
    assertEquals(numbers, CpuList.parse(list).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "0-", "-1", "0,,1", "2-1", "0 1", "999999"})
  void refusesWhatIsNone(String list) {
    assertThrows(IllegalArgumentException.class, () -> CpuList.parse(list));
  }

  @Test
  void thisMachineHasCpuAndNodeZero() throws IOException {
    assertTrue(CpuList.parse(CpuList.onlineCpus()).get(0));
    assertTrue(CpuList.parse(CpuList.onlineNodes()).get(0));
  }
}
