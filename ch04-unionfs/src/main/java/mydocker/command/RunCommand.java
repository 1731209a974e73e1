package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.container.CgroupSpec;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.NotExecutableException;
import mydocker.container.ProcessSpec;
import mydocker.container.RunSpec;
import mydocker.container.SignalProxy;
import mydocker.container.Volume;
import mydocker.image.DefaultImage;
import mydocker.image.Image;
import mydocker.image.NoSuchImageException;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Runs a command in a new container: {@code mydocker run [OPTIONS] IMAGE [COMMAND] [ARG...]}. */
public final class RunCommand implements Command {
  static final Options OPTIONS =
      LimitOptions.addTo(
          new Options()
              .addOption("i", "interactive", false, "let the container read our stdin")
              .addOption("t", "tty", false, "give it our terminal")
              .addOption(null, "name", true, "what it is called; a part of its ID otherwise")
              .addOption(null, "rm", false, "remove it when it has ended")
              .addOption("v", "volume", true, "show a folder or file: SOURCE:DESTINATION[:ro]")
              .addOption("e", "env", true, "set a variable: NAME=VALUE, or NAME as it is here")
              .addOption("w", "workdir", true, "the folder to start in")
              .addOption("h", "hostname", true, "its host name; a part of its ID otherwise")
              .addOption(null, "cgroup-parent", true, "the cgroup to put its cgroup into")
              .addOption(null, "explain", false, "print its system calls, and run nothing")
              .addOption(null, "help", false, "print this")); // docker's -h is the host name

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Runs containers of the images in a root folder.
   *
   * @param out for its help
   * @param err for what is done besides, and the reason why a command was not executed
   */
  public RunCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = parse(arguments);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    RunSpec spec = spec(line);
    Home home = global.home();
    Image image = find(home, spec.image());
    Optional<String> name = Optional.ofNullable(line.getOptionValue("name"));
    // A signal that comes before it runs, or after, must not keep it from being removed.
    try (SignalProxy signals = new SignalProxy()) {
      return run(home, create(home, image, name, spec), line, signals);
    }
  }

  private int run(Home home, Container container, CommandLine line, SignalProxy signals)
      throws IOException {
    boolean explain = line.hasOption("explain");
    try {
      if (explain) {
        out.println(container.explain());
        return 0;
      }
      return container.run(signals);
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    } finally {
      if (explain || line.hasOption("rm")) {
        home.containers().removeIfThere(container);
      }
    }
  }

  /** The image; the one that everybody tries first is made if it is missing. */
  private Image find(Home home, String name) throws IOException {
    try {
      return home.images().find(name);
    } catch (NoSuchImageException e) {
      if (name.equals("busybox") || name.equals("busybox:latest")) {
        return DefaultImage.get(home.images(), err);
      }
      throw new IOException(
          e.getMessage() + ": import it (mydocker import --help), or run busybox", e);
    }
  }

  private static Container create(Home home, Image image, Optional<String> name, RunSpec spec)
      throws IOException, ParseException {
    try {
      return home.containers().create(image, name, spec);
    } catch (IllegalArgumentException e) {
      throw new ParseException(e.getMessage());
    }
  }

  /** Our options end where the image is named: what follows is the command's own. */
  private static CommandLine parse(List<String> arguments) throws ParseException {
    CommandLine line = Arguments.parse("run", OPTIONS, arguments, true);
    List<String> words = line.getArgList();
    if (!words.isEmpty() && words.get(0).startsWith("-")) {
      throw new ParseException("unknown flag: " + words.get(0) + "; see mydocker run --help");
    }
    return line;
  }

  private static RunSpec spec(CommandLine line) throws ParseException, IOException {
    List<String> words = line.getArgList();
    if (words.isEmpty()) {
      throw new ParseException("run requires an IMAGE; see mydocker run --help");
    }
    String parent = line.getOptionValue("cgroup-parent", "mydocker");
    if (!parent.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new ParseException("invalid --cgroup-parent \"" + parent + "\": one name, without /");
    }
    boolean terminal = line.hasOption("tty");
    if (terminal && !Terminal.isInteractive()) {
      throw new ParseException(
          "cannot attach stdin to a TTY-enabled container because stdin is not a terminal");
    }
    ProcessSpec process =
        new ProcessSpec(
            List.of(),
            words.subList(1, words.size()),
            environment(line),
            workingDir(line),
            line.hasOption("interactive") || terminal,
            terminal);
    return new RunSpec(
        words.get(0),
        hostname(line),
        process,
        volumes(line),
        new CgroupSpec(parent, LimitOptions.parse(line)));
  }

  private static List<String> environment(CommandLine line) throws ParseException {
    List<String> environment = new ArrayList<>();
    for (String variable : Arguments.values(line, "env")) {
      if (variable.isEmpty() || variable.startsWith("=")) {
        throw new ParseException("invalid environment variable: " + variable);
      }
      if (variable.contains("=")) {
        environment.add(variable);
      } else if (System.getenv(variable) != null) {
        environment.add(variable + "=" + System.getenv(variable));
      }
    }
    return environment;
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

  private static String help() {
    return """
        Usage: mydocker run [OPTIONS] IMAGE [COMMAND] [ARG...]

        Runs a command in a new container of an image: it has its own files, host name, processes,
        mounts and network, and the limits that you set. What it writes stays until mydocker rm.

        Options:
        %s

        Examples:
          mydocker run busybox ls /
          mydocker run -it --rm busybox sh
          mydocker run --name box -v /tmp/data:/data:ro -w /data busybox ls
          mydocker run -m 100m --cpus 0.5 --pids-limit 20 busybox sh -c 'echo $PPID'
          mydocker run --explain busybox true"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
