package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Commit;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.Image;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes an image of a container: {@code mydocker commit}. */
public final class CommitCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "commit [OPTIONS] CONTAINER [NAME[:TAG]]",
          "make an image of a container",
          1,
          2,
          new Options(),
          """
          Makes what a container has written one more layer, above those of its image. What it shows
          of the host through volumes is left out.""",
          "mydocker commit box mine:1.0");

  public CommitCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    List<ImageName> names = words.size() == 1 ? List.of() : List.of(ImageName.parse(words.get(1)));
    Home home = global.home();
    Container container = home.containers().find(words.get(0));
    Image image = Commit.make(home, container, names);
    out.println(image.id());
    return 0;
  }
}
