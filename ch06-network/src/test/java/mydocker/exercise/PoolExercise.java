package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mydocker.network.Subnet;
import mydocker.network.SubnetPools;
import org.junit.jupiter.api.Test;

/**
 * Exercise 9: one more pool of subnets. It is red until it is done, so that only who asks for it by
 * its name runs it: {@code -Dtest=PoolExercise}.
 */
class PoolExercise {

  @Test
  void whenDockersPoolsAreUsedUpThereIsAnother() throws IOException {
    List<Subnet> used = new ArrayList<>();
    used.add(Subnet.parse("172.16.0.0/12"));
    used.add(Subnet.parse("192.168.0.0/16"));
    assertEquals("100.64.0.0/24", SubnetPools.DEFAULT.firstFree(used).toString());
    used.add(Subnet.parse("100.64.0.0/16"));
    assertEquals("100.65.0.0/24", SubnetPools.DEFAULT.firstFree(used).toString());
  }
}
