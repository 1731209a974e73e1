package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.format.Ago;
import mydocker.format.Column;
import mydocker.format.Format;
import mydocker.format.Rows;
import mydocker.format.Size;
import mydocker.image.Image;
import mydocker.image.ImageName;
import mydocker.image.NoSuchImageException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists images: {@code mydocker images}. */
public final class ImagesCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "images [OPTIONS] [REPOSITORY[:TAG]]",
          "list images",
          0,
          1,
          new Options()
              .addOption("a", "all", false, "all images, which are the same as without it")
              .addOption(null, "format", true, Format.OPTION)
              .addOption("q", "quiet", false, "only their IDs")
              .addOption(null, "no-trunc", false, "whole IDs"),
          "Lists images, the newest first.",
          """
          mydocker images
          mydocker images busybox
          mydocker images --format '{{.Repository}}:{{.Tag}} {{.Size}}'
          mydocker rmi $(mydocker images -q)""");

  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("Repository", "REPOSITORY", Row::repository),
          new Column<>("Tag", "TAG", Row::tag),
          new Column<>("ID", "IMAGE ID", Row::id),
          new Column<>("CreatedSince", "CREATED", row -> Ago.of(row.created(), row.now())),
          new Column<>("Size", "SIZE", Row::size));
  private static final List<Column<Row>> MORE =
      List.of(
          new Column<>("CreatedAt", "CREATED AT", row -> row.created().map(Ago::at).orElse("N/A")));
  private static final String NONE = "<none>";

  public ImagesCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Format<Row> format = new Format<>(line, MORE);
    Rows<Row> rows = new Rows<>(line, COLUMNS);
    Instant now = Instant.now();
    Optional<String> wanted = line.getArgList().stream().findFirst();
    for (Image image : global.images().list()) {
      String id = line.hasOption("no-trunc") ? image.id().toString() : image.id().brief();
      try {
        String size = Size.format(global.images().size(image));
        for (Tag tag : tags(image, wanted)) {
          rows.add(new Row(tag.repository(), tag.tag(), id, image.config().created(), now, size));
        }
      } catch (NoSuchImageException e) {
        // removed since the list was made
      }
    }
    format.print(rows, out);
    return 0;
  }

  private record Tag(String repository, String tag) {}

  private record Row(
      String repository,
      String tag,
      String id,
      Optional<Instant> created,
      Instant now,
      String size) {}

  /** One for each name; one for an image without any, unless a name is wanted. */
  private List<Tag> tags(Image image, Optional<String> wanted) throws IOException {
    List<ImageName> names = global.images().names(image);
    if (names.isEmpty() && wanted.isEmpty()) {
      return List.of(new Tag(NONE, NONE));
    }
    Predicate<ImageName> isWanted = name -> true;
    if (wanted.isPresent()) {
      isWanted = global.images().namesMeantBy(wanted.get())::contains;
    }
    return names.stream().filter(isWanted).map(n -> new Tag(n.repository(), n.tag())).toList();
  }
}
