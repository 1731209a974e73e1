package mydocker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cgroups that tests may have left: those of the program, with nobody in them or with processes
 * of ours. A container that somebody else runs has his processes in it.
 */
final class OurCgroups {
  private static final Path ALL = Path.of("/sys/fs/cgroup");
  private static final String OF_PROGRAM = "mydocker";

  /** A hierarchy that a demo of the program has made, with the number of its process. */
  private static final Pattern TREE = Pattern.compile("name=mydocker-(\\d+)");

  private static final List<String> CONTROLLERS = controllers();

  private final OurProcesses processes;

  OurCgroups(OurProcesses processes) {
    this.processes = processes;
  }

  /** The innermost ones; the others are in their names. */
  List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    for (Path hierarchy : hierarchies()) {
      for (Path top : folders(hierarchy)) {
        if (top.getFileName().toString().startsWith(OF_PROGRAM)) {
          addLeft(left, top);
        }
      }
    }
    return left;
  }

  private void addLeft(List<String> left, Path cgroup) throws IOException {
    List<Path> inside = folders(cgroup);
    for (Path each : inside) {
      addLeft(left, each);
    }
    if (inside.isEmpty() && isOurs(cgroup.toString(), cgroup)) {
      left.add(cgroup.toString());
    }
  }

  /** Whether a container's entry in the register is ours, which is the path of its cgroup. */
  boolean isOfOurs(String entry) throws IOException {
    List<Path> cgroups = new ArrayList<>();
    for (Path hierarchy : hierarchies()) {
      Path cgroup = hierarchy.resolve(entry.replaceFirst("^/", ""));
      if (Files.exists(cgroup)) {
        cgroups.add(cgroup);
      }
    }
    return isOurs(entry, cgroups.toArray(Path[]::new));
  }

  private boolean isOurs(String name, Path... cgroups) throws IOException {
    if (name.contains(OwnCgroup.OF_TESTS)) {
      return (name + "/").contains(OwnCgroup.NAME + "/");
    }
    List<String> pids = new ArrayList<>();
    for (Path cgroup : cgroups) {
      try {
        pids.addAll(Files.readAllLines(cgroup.resolve("cgroup.procs")));
      } catch (IOException e) {
        // it has been removed meanwhile
      }
    }
    return pids.isEmpty() || pids.stream().anyMatch(pid -> processes.isOurs(Long.parseLong(pid)));
  }

  /** Where this JVM is, and the hierarchies that the program may have left. */
  List<String> trees() throws IOException {
    List<String> trees = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      String[] words = line.split(":", 3); // number, controllers, path
      Matcher ofDemo = TREE.matcher(words[1]);
      if (CONTROLLERS.contains(words[1])) {
        trees.add(words[1] + ":" + words[2]);
      } else if (ofDemo.matches() && !isOfOther(ofDemo.group(1))) {
        trees.add(words[1]);
      }
    }
    return trees;
  }

  private boolean isOfOther(String pid) {
    return Files.exists(Path.of("/proc", pid)) && !processes.isOurs(Long.parseLong(pid));
  }

  /** Those of the machine at the beginning; others may be mounted by anybody at any time. */
  private static List<String> controllers() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/cgroup"))) {
      return lines.map(line -> line.split(":", 3)[1]).toList();
    } catch (IOException e) {
      return List.of(); // a kernel without cgroups
    }
  }

  /** With version 2 there is one, all of it; where there are several, each is a folder. */
  private static List<Path> hierarchies() throws IOException {
    List<Path> all = new ArrayList<>(folders(ALL));
    all.add(ALL);
    return all;
  }

  private static List<Path> folders(Path folder) throws IOException {
    try {
      // The number of links of a folder tells how many folders are in it.
      if (!folder.equals(ALL) && Files.getAttribute(folder, "unix:nlink").equals(2)) {
        return List.of();
      }
      try (Stream<Path> all = Files.list(folder)) {
        return all.filter(Files::isDirectory).sorted().toList();
      }
    } catch (IOException e) {
      return List.of(); // there is none, or it has been removed meanwhile
    }
  }
}
