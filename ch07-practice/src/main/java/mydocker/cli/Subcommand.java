package mydocker.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.ParseException;

/** A command as most are: it has options, one of which asks for its help. */
public abstract class Subcommand implements Command {
  protected final GlobalOptions global;
  protected final PrintStream out;
  protected final PrintStream err;
  private final Usage usage;

  protected Subcommand(Usage usage, GlobalOptions global, PrintStream out, PrintStream err) {
    this.usage = usage;
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = parse(arguments);
    if (line.hasOption("help")) {
      out.println(usage.help());
      return 0;
    }
    return run(line);
  }

  protected CommandLine parse(List<String> arguments) throws ParseException {
    return Arguments.parse(usage, arguments);
  }

  /** Does it; nobody asks for help. */
  protected abstract int run(CommandLine line) throws IOException, ParseException;
}
