package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Commit;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.Image;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes an image of a container: {@code mydocker commit}. */
public final class CommitCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints the image's ID to {@code out}. */
  public CommitCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("commit", OPTIONS, arguments, 1, 2);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    List<String> words = line.getArgList();
    List<ImageName> names = words.size() == 1 ? List.of() : List.of(ImageName.parse(words.get(1)));
    Home home = global.home();
    Container container = home.containers().find(words.get(0));
    Image image = Commit.make(home, container, names);
    out.println(image.id());
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker commit [OPTIONS] CONTAINER [NAME[:TAG]]

        Makes what a container has written one more layer, above those of its image. What it shows
        of the host through volumes is left out.

        Options:
        %s

        Example:
          mydocker commit box mine:1.0"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
