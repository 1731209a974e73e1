package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.OwnCgroup;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

/**
 * Exercise 5: one limit more, docker's {@code --memory-reservation}. It is red until it is done, so
 * that only who asks for it by its name runs it: {@code -Dtest=ReservationExercise}.
 */
@RequiresRoot
class ReservationExercise {
  /** What version 1 and version 2 call it. */
  private static final String FILES = "-name memory.soft_limit_in_bytes -o -name memory.low";

  private static Mydocker run(String size, String command) throws Exception {
    List<String> line =
        Mydocker.commandFrom(
            System.getProperty("java.class.path"),
            "run",
            "--cgroup-parent",
            OwnCgroup.NAME,
            "--memory-reservation",
            size,
            "sh",
            "-c",
            command);
    return Mydocker.run(line);
  }

  @Test
  void theKernelIsToldBeforeTheCommandBegins() throws Exception {
    String folders = "/sys/fs/cgroup -path '*/" + OwnCgroup.NAME + "/*/*'";
    Mydocker run = run("50m", "find " + folders + " \\( " + FILES + " \\) -exec cat {} +");
    assertEquals("", run.err());
    assertEquals((50 << 20) + "\n", run.out());
  }

  @Test
  void whatIsNoSizeIsRefused() throws Exception {
    Mydocker run = run("much", "true");
    assertEquals(125, run.code());
    String start = "mydocker: invalid argument \"much\" for --memory-reservation: ";
    assertEquals(start, run.err().substring(0, Math.min(start.length(), run.err().length())));
  }
}
