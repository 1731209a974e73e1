package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import mydocker.testing.Mydocker;
import org.junit.jupiter.api.Test;

/**
 * Exercise 6: both clocks of a time namespace. It is red until it is done, so that only who asks
 * for it by its name runs it: {@code -Dtest=ClocksExercise}.
 */
class ClocksExercise {

  private static String time(String option) throws Exception {
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, option, "time")).out();
  }

  @Test
  void bothClocksAreTenDaysAhead() throws Exception {
    String shown = time("--show");
    String command = "# cat /proc/self/timens_offsets\n";
    assertTrue(shown.contains(command), () -> "the demo does not compare by: " + command + shown);
    String sides = shown.substring(shown.indexOf(command));
    String both = "  inside +monotonic +864000 +0\\s+boottime +864000 +0\\s";
    assertTrue(sides.matches("(?s).*" + both + ".*"), shown);
  }
}
