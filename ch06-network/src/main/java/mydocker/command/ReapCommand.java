package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Container;
import mydocker.container.NoSuchContainerException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Cleans up after a container: {@code mydocker reap CONTAINER DESCRIPTOR}. Its monitor becomes this
 * command; people have no use for it.
 */
public final class ReapCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "reap CONTAINER DESCRIPTOR",
          "clean up after a container: its monitor does it",
          2,
          2,
          new Options(),
          "Cleans up after a container: its monitor becomes this command.",
          "mydocker reap 4f1a9c 7");

  public ReapCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    try {
      Container container = global.home().containers().find(words.get(0));
      container.reap(Integer.parseInt(words.get(1)));
    } catch (NoSuchContainerException e) {
      // it has been removed by force
    }
    return 0;
  }
}
