package mydocker.testing;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All processes of the machine at one moment, and which of them are of these tests. */
final class OurProcesses {
  private static final long SELF = ProcessHandle.current().pid();

  private record Process(String name, long parent) {}

  private final Map<Long, Process> all = new HashMap<>();

  /** Looks at all. */
  OurProcesses() {
    byte[] buffer = new byte[512];
    for (String pid : Path.of("/proc").toFile().list((proc, name) -> isNumber(name))) {
      try (InputStream stat = new FileInputStream("/proc/" + pid + "/stat")) {
        int length = stat.read(buffer);
        if (length > 0) {
          all.put(Long.valueOf(pid), parse(new String(buffer, 0, length, StandardCharsets.UTF_8)));
        }
      } catch (IOException e) {
        // it has ended meanwhile
      }
    }
  }

  private static boolean isNumber(String name) {
    return Character.isDigit(name.charAt(0));
  }

  /** PID (name) state parent: a name can have blanks and parentheses. */
  private static Process parse(String stat) {
    int end = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, end);
    return new Process(name, Long.parseLong(stat.substring(end + 2).split(" ", 3)[1]));
  }

  /** Those that this JVM is the parent of, but for monitors: they are with those {@link #named}. */
  List<String> children() {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().parent() == SELF)
        .filter(entry -> !entry.getValue().name().equals("mydocker"))
        .map(entry -> Long.toString(entry.getKey()))
        .sorted()
        .toList();
  }

  /** Those of ours with this name. */
  List<String> named(String name) {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(name))
        .filter(entry -> isOurs(entry.getKey()))
        .map(entry -> Long.toString(entry.getKey()))
        .sorted()
        .toList();
  }

  /**
   * Whether a process descends from this JVM, or from one on the own host: what begins there and
   * loses its parent, as a monitor does, stays there.
   */
  boolean isOurs(long pid) {
    Process process = all.get(pid);
    return pid == SELF
        || isOnOwnHost(pid)
        || process != null && process.parent() > 1 && isOurs(process.parent());
  }

  private static boolean isOnOwnHost(long pid) {
    try {
      Path mounts = Path.of("/proc/" + pid + "/ns/mnt");
      return OwnHost.isThere()
          && Files.readSymbolicLink(mounts).toString().equals(OwnHost.mounts());
    } catch (IOException e) {
      return false; // it has ended, or is not ours to look at
    }
  }
}
