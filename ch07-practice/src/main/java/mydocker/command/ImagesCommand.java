package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
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
          .addOption(null, "format", true, Rows.FORMAT)
          .addOption("q", "quiet", false, "only their IDs")
          .addOption(null, "no-trunc", false, "whole IDs")
          .addOption(null, "help", false, "print this");

  private static final String COLUMNS =
      "{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}";
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
    Rows list = list(line);
    Instant now = Instant.now();
    Optional<String> wanted = line.getArgList().stream().findFirst();
    for (Image image : global.images().list()) {
      String id = line.hasOption("no-trunc") ? image.id().toString() : image.id().brief();
      try {
        String size = Size.format(global.images().size(image));
        for (Row row : rows(image, wanted)) {
          list.add(json(row, id, image.config().created(), now, size));
        }
      } catch (NoSuchImageException e) {
        // removed since the list was made
      }
    }
    list.print(out);
    return 0;
  }

  private static Rows list(CommandLine line) throws IOException {
    JsonObject headings = new JsonObject();
    headings.addProperty("CreatedAt", "CREATED AT");
    headings.addProperty("CreatedSince", "CREATED");
    headings.addProperty("ID", "IMAGE ID");
    headings.addProperty("Repository", "REPOSITORY");
    headings.addProperty("Size", "SIZE");
    headings.addProperty("Tag", "TAG");
    String format = line.hasOption("quiet") ? "{{.ID}}" : line.getOptionValue("format");
    return new Rows(Optional.ofNullable(format), COLUMNS, headings);
  }

  private static JsonObject json(
      Row row, String id, Optional<Instant> created, Instant now, String size) {
    JsonObject json = new JsonObject();
    json.addProperty("CreatedAt", created.map(Ago::at).orElse("N/A"));
    json.addProperty("CreatedSince", Ago.of(created, now));
    json.addProperty("ID", id);
    json.addProperty("Repository", row.repository());
    json.addProperty("Size", size);
    json.addProperty("Tag", row.tag());
    return json;
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
          mydocker images --format '{{.Repository}}:{{.Tag}} {{.Size}}'
          mydocker rmi $(mydocker images -q)"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
