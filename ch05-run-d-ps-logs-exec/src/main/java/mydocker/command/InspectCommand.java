package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells all that is known of something: {@code mydocker inspect}. */
public final class InspectCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints what is found to {@code out}, and what is missing to {@code err}. */
  public InspectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("inspect", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    return new Inspections(out, err).print(line.getArgList(), this::inspect);
  }

  private JsonObject inspect(String reference) throws IOException {
    return new ContainerInspection(global.home().containers().find(reference)).json();
  }

  private static String help() {
    return """
        Usage: mydocker inspect CONTAINER...

        Tells all that is known of containers, as JSON: what was asked for when they were made, and
        how they are now.

        Options:
        %s

        Example:
          mydocker inspect box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
