package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mydocker.testing.Mydocker;
import org.junit.jupiter.api.Test;

/**
 * Exercise 5: the other name in a UTS namespace. It is red until it is done, so that only who asks
 * for it by its name runs it: {@code -Dtest=DomainNameExercise}.
 */
class DomainNameExercise {
  private static final String NAME = "inner.example";

  private static String uts(String option) throws Exception {
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, option, "uts")).out();
  }

  @Test
  void theListHasTheCall() throws Exception {
    String list = uts("--explain");
    assertTrue(list.contains("setdomainname(\"inner.example\", 13);"), list);
  }

  @Test
  void theNameIsSetInsideAndNotOutside() throws Exception {
    String shown = uts("--show");
    String command = "# cat /proc/sys/kernel/domainname\n";
    int from = shown.indexOf(command);
    assertTrue(from >= 0, () -> "the demo does not compare by: " + command + shown);
    String[] sides = shown.substring(from + command.length()).split("\n");
    assertFalse(sides[0].contains(NAME), shown);
    assertTrue(sides[1].matches(" +inside +" + NAME), shown);
  }
}
