package mydocker.exercise;

import static mydocker.testing.Inside.output;
import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.Limits;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.testing.OwnCgroup;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

/** The solutions of the exercises of chapter 3. */
@RequiresRoot
class CgroupExercisesTest {
  private static final Set<Namespace> PID = EnumSet.of(Namespace.PID);

  private static Cgroup cgroup(String name, Limits limits) throws IOException {
    return Cgroup.create(Hierarchies.here(), OwnCgroup.NAME + "/" + name, limits);
  }

  /** Exercise 1: whom the kernel kills when a cgroup is out of memory. */
  @Test
  void exercise1() throws IOException {
    String command =
        "sleep 100 & innocent=$!; dd if=/dev/zero of=/dev/null bs=100M count=1 status=none;"
            + " kill -0 $innocent && echo the sleep is alive";
    try (Cgroup cgroup = cgroup("killed", Limits.NONE.withMemory(20 << 20))) {
      String output = output(new ChildProgram().parent("join", cgroup::add), PID, command);
      assertTrue(output.contains("the sleep is alive"), output);
      assertTrue(cgroup.usage().oomKills() >= 1);
    }
  }

  /** Exercise 2: who is moved when a process with children is put into a cgroup. */
  @Test
  void exercise2() throws IOException {
    Child parent = shell(new ChildProgram(), "sleep 100 & sleep 100 & wait").start(PID);
    List<ProcessHandle> children;
    do {
      children = ProcessHandle.of(parent.pid()).orElseThrow().children().toList();
    } while (children.size() < 2);
    try (Cgroup cgroup = cgroup("moved", Limits.NONE)) {
      cgroup.add(parent.pid());
      assertEquals(1, cgroup.usage().pids());
      assertTrue(isIn("moved", parent.pid()));
      assertFalse(isIn("moved", children.get(0).pid()));
      parent.destroy();
    }
  }

  private static boolean isIn(String name, long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/cgroup"))
        .contains(OwnCgroup.NAME + "/" + name);
  }

  /** Exercise 3: what a cgroup may do that is below one with a limit. */
  @Test
  void exercise3() throws IOException {
    String bomb = "for i in 1 2 3 4 5 6 7 8 9; do sleep 100 & done; echo all started";
    try (Cgroup above = cgroup("above", Limits.NONE.withPids(5));
        Cgroup below = cgroup("above/below", Limits.NONE.withPids(50))) {
      ChildProgram program = new ChildProgram().parent("join", below::add);
      assertFalse(output(program, PID, bomb).contains("all started"));
      above.limit(Limits.NONE.withPids(50));
      program = new ChildProgram().parent("join", below::add);
      assertEquals("all started", output(program, PID, bomb));
    }
  }
}
