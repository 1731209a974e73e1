package mydocker.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContainerIdTest {
  /** One in 281 has none by chance. */
  @Test
  void aRandomOneHasALetterThatPeopleSee() {
    for (int i = 0; i < 5_000; i++) {
      ContainerId id = ContainerId.random();
      assertTrue(id.digits().matches("[0-9a-f]{64}"), id.digits());
      assertFalse(id.brief().matches("\\d+"), id.digits());
    }
  }
}
