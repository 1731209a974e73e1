package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Container;
import mydocker.container.Home;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells what a container has done to its image's files: {@code mydocker diff CONTAINER}. */
public final class DiffCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints to {@code out}. */
  public DiffCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("diff", OPTIONS, arguments, 1, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Home home = global.home();
    Container container = home.containers().find(line.getArgList().get(0));
    home.layers().changes(container.config().id().digits()).forEach(out::println);
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker diff CONTAINER

        Lists the files that are not as the container's image has them: A for added, C for changed,
        D for deleted. It is what mydocker commit would make a layer of.

        Options:
        %s

        Example:
          mydocker diff box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
