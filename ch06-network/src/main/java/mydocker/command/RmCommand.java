package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Reason;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.ContainerStore;
import mydocker.container.NoSuchContainerException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Removes containers: {@code mydocker rm [-f] CONTAINER...}. */
public final class RmCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "rm [-f] CONTAINER...",
          "remove containers",
          1,
          Integer.MAX_VALUE,
          new Options().addOption("f", "force", false, "kill those that run"),
          """
          Removes containers and what they have written. Volumes show folders of the host: these
          stay.""",
          """
          mydocker rm box
          mydocker rm -f 4f1a""");

  public RmCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    ContainerStore containers = global.home().containers();
    boolean force = line.hasOption("force");
    int code = 0;
    for (String reference : line.getArgList()) {
      try {
        containers.remove(containers.find(reference), force);
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
}
