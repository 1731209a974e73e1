package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Container;
import mydocker.container.ContainerStore;
import mydocker.container.NoSuchContainerException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Removes containers: {@code mydocker rm [-f] CONTAINER...}. */
public final class RmCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "force", false, "kill those that run")
          .addOption("v", "volumes", false, "docker's; there are no volumes of its own here")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints what was removed to {@code out}, and why another was not to {@code err}. */
  public RmCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("rm", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    ContainerStore containers = global.home().containers();
    boolean force = line.hasOption("force");
    int code = 0;
    for (String reference : line.getArgList()) {
      try {
        remove(containers, containers.find(reference), force);
        out.println(reference);
      } catch (NoSuchContainerException e) {
        err.println("mydocker: " + e.getMessage());
        code = force ? code : 1; // what shall be gone is gone
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        code = 1;
      }
    }
    return code;
  }

  private static void remove(ContainerStore containers, Container container, boolean force)
      throws IOException {
    try {
      containers.remove(container, force);
    } catch (NoSuchContainerException e) {
      if (!force) { // else it is gone, as it shall be: with --rm its end removes it, too
        throw e;
      }
    }
  }

  private static String help() {
    return """
        Usage: mydocker rm [-f] CONTAINER...

        Removes containers and what they have written. Volumes show folders of the host: these stay.

        Options:
        %s

        Examples:
          mydocker rm box
          mydocker rm -f 4f1a"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
