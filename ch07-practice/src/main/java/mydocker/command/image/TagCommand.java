package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Gives an image one more name: {@code mydocker tag IMAGE NAME[:TAG]}. */
public final class TagCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
          "give an image one more name",
          2,
          2,
          new Options(),
          "Gives an image one more name. An image that has the name so far loses it.",
          """
          mydocker tag busybox my/box:1.0
          mydocker tag 3f57d9401f8d box""");

  public TagCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    ImageName name = ImageName.parse(line.getArgList().get(1));
    global.images().name(name, global.images().find(line.getArgList().get(0)));
    return 0;
  }
}
