package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Inspections;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.format.ContainerInspection;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells all that is known of something: {@code mydocker inspect}. */
public final class InspectCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "inspect CONTAINER...",
          "tell what is known of containers",
          1,
          Integer.MAX_VALUE,
          new Options(),
          """
          Tells all that is known of containers, as JSON: what was asked for when they were made,
          and how they are now.""",
          "mydocker inspect box");

  public InspectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    return new Inspections(out, err).print(line.getArgList(), this::inspect);
  }

  private JsonObject inspect(String reference) throws IOException {
    return new ContainerInspection(global.home().containers().find(reference)).json();
  }
}
