package mydocker.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who takes part: mydocker and docker, and whoever else is on this machine and runs here. */
final class Peers {
  private static final Pattern JAVA = Pattern.compile("(?m)^\\w+ version \"([^\"]+)\"");

  private final Path work;
  private final String commit;
  private final Commands commands;
  private final List<Peer> peers = new ArrayList<>();

  /**
   * Makes them ready.
   *
   * @param work the folder for all that the race writes
   * @param commit of this mydocker
   */
  Peers(Path work, String commit, Commands commands) throws IOException, InterruptedException {
    this.work = work;
    this.commit = commit;
    this.commands = commands;
    String cgroup = work.getFileName().toString();

    add(
        new ContainerEngine(
            "mydocker",
            List.of("mydocker"),
            List.of("--cgroup-parent", cgroup),
            List.of(),
            commands));
    add(new ContainerEngine(Outcome.REFERENCE, List.of("docker"), List.of(), List.of(), commands));

    List<String> podman =
        List.of(
            "podman",
            "--root=" + work.resolve("podman"),
            "--runroot=" + work.resolve("podman-run"),
            "--cgroup-manager=cgroupfs");
    List<String> place = List.of("--cgroup-parent=/" + cgroup);
    List<String> atOnce = List.of("--time=0"); // else it would wait ten seconds for SIGTERM
    List<String> onRunc = new ArrayList<>(podman);
    onRunc.add("--runtime=runc");
    addFirstThatRuns(
        new ContainerEngine("podman", podman, place, atOnce, commands),
        new ContainerEngine("podman", onRunc, place, atOnce, commands));
    for (String runtime : List.of("runc", "crun")) {
      addFirstThatRuns(new BundleRuntime(runtime, work.resolve(runtime), cgroup, commands));
    }
  }

  List<Peer> all() {
    return peers;
  }

  /** Their versions, and that of the Java that mydocker runs on. */
  Map<String, String> versions() throws IOException, InterruptedException {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Peer peer : peers) {
      versions.put(peer.name(), version(peer));
      if (peer.name().equals("mydocker")) {
        versions.put("Java", java());
      }
    }
    return versions;
  }

  private void add(Peer peer) throws IOException, InterruptedException {
    peer.prepare(work.resolve("busybox"));
    commands.time(peer.run("--network", "none"));
    peers.add(peer);
  }

  private void addFirstThatRuns(Peer... candidates) throws InterruptedException {
    String name = candidates[0].name();
    if (!isInPath(name)) {
      return;
    }
    String why = "";
    for (Peer candidate : candidates) {
      try {
        add(candidate);
        return;
      } catch (IOException e) {
        why = e.getMessage();
      }
    }
    System.err.printf("race: %s takes no part: %s%n", name, why);
  }

  private static boolean isInPath(String program) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private String version(Peer peer) throws IOException, InterruptedException {
    return switch (peer.name()) {
      case "mydocker" -> commit;
      case "docker" ->
          commands.out(List.of("docker", "info", "-f", "{{.ServerVersion}} ({{.Driver}})")).strip();
      // "podman version 4.3.1", and runc says more in further lines
      default -> lastWord(commands.out(List.of(peer.name(), "--version")).lines().toList().get(0));
    };
  }

  private static String lastWord(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private String java() throws IOException, InterruptedException {
    String said =
        commands.out(List.of("mydocker", "--help"), Map.of("JDK_JAVA_OPTIONS", "-showversion"));
    Matcher version = JAVA.matcher(said);
    return version.find() ? version.group(1) : "of unknown version";
  }
}
