package mydocker.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.cgroup.Hierarchies;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

/** The demos of chapter 3: what they print is what the kernel did. */
@RequiresRoot
class CgroupDemosTest {

  private static String show(String... words) throws IOException, InterruptedException {
    Mydocker run = Mydocker.run(words);
    assertEquals("", run.err());
    assertEquals(0, run.code());
    return run.out();
  }

  @Test
  void memoryIsHeldToItsLimit() throws Exception {
    String out = show("memory");
    assertTrue(out.startsWith("== memory: "), out);
    String[] parts = out.split("\n[123]\\. ");
    assertTrue(parts[1].matches("(?s).*\\] +20\\d.*the limit was never hit.*"), out);
    assertTrue(parts[2].matches("(?s).*the limit was hit \\d+ times, and .*"), out);
    Matcher late =
        Pattern.compile(
                "its processes have [12]\\d\\d.*charged with (\\d+(\\.\\d+)?)([KM]i)?B",
                Pattern.DOTALL)
            .matcher(parts[3]);
    assertTrue(late.find(), out);
    assertTrue(!"Mi".equals(late.group(3)) || Double.parseDouble(late.group(1)) < 100, out);
  }

  @Test
  void hierarchyMovesAProcessAndFiresTheAgent() throws Exception {
    String out = show("hierarchy");
    assertTrue(
        out.matches("(?s).*  name=mydocker-\\d+:/\n.*  name=mydocker-\\d+:/cgroup-1\n.*"), out);
    assertTrue(out.contains("the argument:\n  /cgroup-1\n"), out);
  }

  @Test
  void subsystemsAreWhereTheyAreMounted() throws Exception {
    String out = show("subsystems");
    Hierarchies here = Hierarchies.here();
    assertTrue(out.contains("cgroups on this machine: " + here.mode() + "\n"), out);
    for (String controller : new String[] {"memory", "cpu", "pids"}) {
      String where =
          here.of(controller).map(h -> "v" + h.version() + " " + h.mountPoint()).orElse("-");
      assertTrue(out.matches("(?s).*\n  " + controller + " +" + where + " .*"), out);
    }
  }

  @Test
  void cpuShowsWhatWasAskedFor() throws Exception {
    String out = show("cpu");
    Matcher quota = Pattern.compile("quota .*: (\\d\\.\\d\\d) CPUs").matcher(out);
    assertTrue(quota.find() && Double.parseDouble(quota.group(1)) < 0.7, out);
    Matcher shares = Pattern.compile("shares .*: 1 to (\\d+\\.\\d\\d)").matcher(out);
    assertTrue(shares.find() && Double.parseDouble(shares.group(1)) > 1.2, out);
    assertTrue(out.contains("Cpus_allowed_list 0\n"), out);
    assertTrue(out.matches("(?s).*pids .*100 wanted: .*[Ff]ork.*"), out);
    assertTrue(out.contains("frozen 0.00"), out);
  }
}
