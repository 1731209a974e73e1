package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.image.Image;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists images: {@code mydocker images}. */
public final class ImagesCommand extends Subcommand {
  static final Usage USAGE =
      new Usage(
          "images [OPTIONS]",
          "list images",
          0,
          0,
          new Options()
              .addOption("q", "quiet", false, "only their IDs")
              .addOption(null, "no-trunc", false, "whole IDs"),
          """
          Lists images, the newest first.""",
          """
          mydocker images
          mydocker rmi $(mydocker images -q)""");

  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("Repository", "REPOSITORY", Row::repository),
          new Column<>("Tag", "TAG", Row::tag),
          new Column<>("ID", "IMAGE ID", Row::id));
  private static final String NONE = "<none>";

  /** Lists the images of a store. */
  public ImagesCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  int run(CommandLine line) throws IOException, ParseException {
    Rows<Row> rows = new Rows<>(line, COLUMNS);
    for (Image image : global.images().list()) {
      String id = line.hasOption("no-trunc") ? image.id().toString() : image.id().brief();
      List<ImageName> names = global.images().names(image);
      names.forEach(name -> rows.add(new Row(name.repository(), name.tag(), id)));
      if (names.isEmpty()) {
        rows.add(new Row(NONE, NONE, id));
      }
    }
    rows.print(out);
    return 0;
  }

  private record Row(String repository, String tag, String id) {}
}
