package mydocker.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.config.CgroupSpec;
import mydocker.config.Hardening;
import mydocker.config.ProcessSpec;
import mydocker.config.RunSpec;
import mydocker.config.Volume;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that say what a container is to be. */
public final class ContainerOptions {
  private ContainerOptions() {}

  public static Options addTo(Options options) {
    options
        .addOption("i", "interactive", false, "let the container read our stdin")
        .addOption("t", "tty", false, "give it a terminal")
        .addOption(null, "name", true, "what it is called; random otherwise")
        .addOption("v", "volume", true, "show a folder or file: SOURCE:DESTINATION[:ro]")
        .addOption(null, "entrypoint", true, "what to run instead of the image's entry point")
        .addOption("w", "workdir", true, "the folder to start in")
        .addOption("u", "user", true, "who runs it: NAME|UID[:GROUP|GID]")
        .addOption("h", "hostname", true, "its host name; a part of its ID otherwise")
        .addOption(null, "read-only", false, "let it write to volumes only")
        .addOption(null, "security-opt", true, "no-new-privileges: sudo does not work in it")
        .addOption(null, "cgroup-parent", true, "the cgroup to put its cgroup into");
    LifecycleOptions.addTo(options);
    NetworkOptions.addTo(options);
    return LimitOptions.addTo(EnvironmentOptions.addTo(options));
  }

  /**
   * What the options and words of a command line ask for.
   *
   * @param err for what is asked for in vain
   */
  static RunSpec parse(CommandLine line, PrintStream err) throws ParseException, IOException {
    List<String> words = line.getArgList();
    String parent = line.getOptionValue("cgroup-parent", "mydocker");
    if (!parent.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new ParseException("invalid --cgroup-parent \"" + parent + "\": one name, without /");
    }
    ProcessSpec process =
        new ProcessSpec(
            entrypoint(line),
            words.subList(1, words.size()),
            EnvironmentOptions.parse(line),
            workingDir(line),
            Optional.ofNullable(line.getOptionValue("user")),
            line.hasOption("interactive"),
            line.hasOption("tty"));
    return new RunSpec(
        words.get(0),
        hostname(line),
        process,
        volumes(line),
        new Hardening(line.hasOption("read-only"), noNewPrivileges(line)),
        new CgroupSpec(parent, LimitOptions.parse(line)),
        LifecycleOptions.parse(line),
        NetworkOptions.parse(line, err));
  }

  /** One word, or none at all. */
  private static Optional<List<String>> entrypoint(CommandLine line) {
    return Optional.ofNullable(line.getOptionValue("entrypoint"))
        .map(word -> word.isEmpty() ? List.of() : List.of(word));
  }

  private static Optional<String> workingDir(CommandLine line) throws ParseException {
    String folder = line.getOptionValue("workdir");
    if (folder != null && !folder.startsWith("/")) {
      throw new ParseException(
          "the working directory '%s' is invalid, it needs to be an absolute path"
              .formatted(folder));
    }
    return Optional.ofNullable(folder);
  }

  /** A name that also fits into /etc/hosts: hostname(7). */
  private static Optional<String> hostname(CommandLine line) throws ParseException {
    String name = line.getOptionValue("hostname");
    if (name != null && !name.matches("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,62}[a-zA-Z0-9])?")) {
      throw new ParseException("invalid hostname \"" + name + "\": see hostname(7)");
    }
    return Optional.ofNullable(name);
  }

  private static List<Volume> volumes(CommandLine line) throws ParseException {
    List<Volume> volumes = new ArrayList<>();
    Set<String> destinations = new HashSet<>();
    for (String text : Arguments.values(line, "volume")) {
      try {
        volumes.add(Volume.parse(text));
      } catch (IllegalArgumentException e) {
        throw new ParseException("invalid volume \"" + text + "\": " + e.getMessage());
      }
      String destination = volumes.get(volumes.size() - 1).destination();
      if (!destinations.add(destination)) {
        throw new ParseException("Duplicate mount point: " + destination);
      }
    }
    return volumes;
  }

  private static boolean noNewPrivileges(CommandLine line) throws ParseException {
    boolean set = false;
    for (String option : Arguments.values(line, "security-opt")) {
      set =
          switch (option) {
            case "no-new-privileges", "no-new-privileges=true", "no-new-privileges:true" -> true;
            case "no-new-privileges=false", "no-new-privileges:false" -> false;
            default -> throw new ParseException("invalid --security-opt: \"" + option + "\"");
          };
    }
    return set;
  }
}
