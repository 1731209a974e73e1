package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.network.NetworkStore;
import mydocker.network.NoSuchNetworkException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Removes networks: {@code mydocker network rm NETWORK...}. */
public final class NetworkRmCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "force", false, "one that is not there is no error")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints what was removed to {@code out}, and why another was not to {@code err}. */
  public NetworkRmCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("network rm", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    NetworkStore networks = global.home().containers().networks();
    boolean force = line.hasOption("force");
    int code = 0;
    for (String reference : line.getArgList()) {
      try {
        networks.remove(networks.find(reference));
        out.println(reference);
      } catch (NoSuchNetworkException e) {
        if (!force) {
          err.println("mydocker: " + e.getMessage());
          code = 1;
        }
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        code = 1;
      }
    }
    return code;
  }

  private static String help() {
    return """
        Usage: mydocker network rm [-f] NETWORK [NETWORK...]

        Removes networks on which no container is that runs.

        Options:
        %s

        Example:
          mydocker network rm back office"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
