package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Commit;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.Changes;
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
          new Options()
              .addOption("a", "author", true, "who makes it")
              .addOption("c", "change", true, "change the configuration, in a Dockerfile's words")
              .addOption("m", "message", true, "why it is made")
              .addOption(
                  "p", "pause", false, "let it stand still meanwhile: so unless --pause=false"),
          """
          Makes what a container has written one more layer, above those of its image. What it shows
          of the host through volumes is left out.""",
          """
          mydocker commit -m 'with a greeting' -c 'CMD ["cat", "/greeting"]' box greeter
          mydocker commit box mine:1.0""");

  private boolean pause;

  public CommitCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected CommandLine parse(List<String> arguments) throws ParseException {
    List<String> others = new ArrayList<>(arguments);
    pause = !others.removeIf("--pause=false"::equals);
    others.removeIf("--pause=true"::equals);
    return super.parse(others);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    List<ImageName> names = words.size() == 1 ? List.of() : List.of(ImageName.parse(words.get(1)));
    Commit commit =
        new Commit(
            line.getOptionValue("message", ""),
            line.getOptionValue("author", ""),
            Changes.parse(Arguments.values(line, "change")),
            pause);
    Home home = global.home();
    Container container = home.containers().find(words.get(0));
    Image image = commit.make(home, container, names);
    out.println(image.id());
    return 0;
  }
}
