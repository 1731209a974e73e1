package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import mydocker.image.Image;
import mydocker.image.ImageName;
import mydocker.image.NoSuchImageException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists images: {@code mydocker images [OPTIONS] [REPOSITORY[:TAG]]}. */
public final class ImagesCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("a", "all", false, "all images, which are the same as without it")
          .addOption("q", "quiet", false, "only their IDs")
          .addOption(null, "no-trunc", false, "whole IDs")
          .addOption(null, "help", false, "print this");

  private static final String NONE = "<none>";

  private final GlobalOptions global;
  private final PrintStream out;

  /** Lists the images of a store. */
  public ImagesCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("images", OPTIONS, arguments, 0, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Table table = new Table("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");
    List<String> ids = new ArrayList<>();
    Instant now = Instant.now();
    Optional<String> wanted = line.getArgList().stream().findFirst();
    for (Image image : global.images().list()) {
      String id = line.hasOption("no-trunc") ? image.id().toString() : image.id().brief();
      try {
        String size = Size.format(global.images().size(image));
        for (Row row : rows(image, wanted)) {
          table.add(row.repository(), row.tag(), id, Ago.of(image.config().created(), now), size);
          ids.add(id);
        }
      } catch (NoSuchImageException e) {
        // removed since the list was made
      }
    }
    if (line.hasOption("quiet")) {
      ids.forEach(out::println);
    } else {
      table.print(out);
    }
    return 0;
  }

  private record Row(String repository, String tag) {}

  /** One for each name; one for an image without any, unless a name is wanted. */
  private List<Row> rows(Image image, Optional<String> wanted) throws IOException {
    List<ImageName> names = global.images().names(image);
    if (names.isEmpty() && wanted.isEmpty()) {
      return List.of(new Row(NONE, NONE));
    }
    Predicate<ImageName> isWanted = name -> true;
    if (wanted.isPresent()) {
      isWanted = global.images().namesMeantBy(wanted.get())::contains;
    }
    return names.stream().filter(isWanted).map(n -> new Row(n.repository(), n.tag())).toList();
  }

  private static String help() {
    return """
        Usage: mydocker images [OPTIONS] [REPOSITORY[:TAG]]

        Lists images, the newest first.

        Options:
        %s

        Examples:
          mydocker images
          mydocker images busybox
          mydocker rmi $(mydocker images -q)"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
