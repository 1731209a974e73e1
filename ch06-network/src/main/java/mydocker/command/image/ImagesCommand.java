package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.format.Table;
import mydocker.image.Image;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists images: {@code mydocker images}. */
public final class ImagesCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "images [OPTIONS]",
          "list images",
          0,
          0,
          new Options().addOption("q", "quiet", false, "only their IDs"),
          "Lists images, the newest first.",
          """
          mydocker images
          mydocker rmi $(mydocker images -q)""");

  private static final String NONE = "<none>";

  public ImagesCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    boolean quiet = line.hasOption("quiet");
    Table table = new Table("REPOSITORY", "TAG", "IMAGE ID");
    for (Image image : global.images().all()) {
      if (quiet) {
        out.println(image.brief());
      } else if (image.names().isEmpty()) {
        table.add(NONE, NONE, image.brief());
      }
      for (ImageName name : image.names()) {
        table.add(name.repository(), name.tag(), image.brief());
      }
    }
    if (!quiet) {
      table.print(out);
    }
    return 0;
  }
}
