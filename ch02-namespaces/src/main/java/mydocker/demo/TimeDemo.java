package mydocker.demo;

import static mydocker.linux.Namespace.TIME;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;

/** A child whose machine booted ten days earlier: time_namespaces(7). */
final class TimeDemo extends NamespaceDemo {
  private static final String OFFSETS = "boottime 864000 0";

  TimeDemo() {
    super(
        "time",
        "the eighth: booted ten days earlier",
        """
        A time namespace shifts the clocks that count from boot (not the date). clone(2) has no bit
        left for it: unshare(2) with CLONE_NEWTIME makes one for the children to come, their parent
        writes "boottime 864000 0" to /proc/PID/timens_offsets while it is empty, and the next
        child is born into it.
        Compare: the seconds since boot, the first number in /proc/uptime.""",
        """
        uptime -p                  ten days more than in another terminal
        date                       the same as there: the date is not shifted
        cat /proc/self/timens_offsets""");
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    return program
        .unshare(TIME)
        .parent("write \"" + OFFSETS + "\" to /proc/PID/timens_offsets", TimeDemo::writeOffsets)
        .cloneSibling();
  }

  private static void writeOffsets(int pid) throws IOException {
    Path file = Path.of("/proc", Integer.toString(pid), "timens_offsets");
    try {
      Files.writeString(file, OFFSETS);
    } catch (IOException e) {
      throw new IOException("write \"" + OFFSETS + "\" to " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  void show(PrintStream out) throws IOException {
    TIME.requireKernelSupport();
    super.show(out);
  }

  @Override
  List<String> commands() {
    return List.of("cut -d ' ' -f 1 /proc/uptime", "readlink /proc/self/ns/time");
  }
}
