package mydocker.command.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.image.Archive;
import mydocker.image.ImageLoader;
import mydocker.image.ImageLoader.Loaded;
import mydocker.image.ImageName;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Takes images out of an archive: {@code mydocker load [-i FILE]}. */
public final class LoadCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "load [OPTIONS]",
          "take images out of an archive",
          0,
          0,
          new Options()
              .addOption("i", "input", true, "read from a file, instead of stdin")
              .addOption("q", "quiet", false, "no progress bar; there is none anyway"),
          """
          Takes images out of an archive that docker save has written, or any tool that writes OCI
          image layouts. It may be compressed with gzip or xz.""",
          """
          docker save busybox | mydocker load
          mydocker load -i busybox.tar.gz
          skopeo copy docker://busybox docker-archive:busybox.tar:busybox:latest""");

  private final InputStream in;

  public LoadCommand(GlobalOptions global, InputStream in, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
    this.in = in;
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    try (Archive archive = archive(line)) {
      for (Loaded loaded : new ImageLoader(global.images()).load(archive)) {
        print(loaded);
      }
    }
    return 0;
  }

  private Archive archive(CommandLine line) throws IOException, ParseException {
    if (line.hasOption("input")) {
      return Archive.open(Path.of(line.getOptionValue("input")), global.images().folder());
    }
    if (Terminal.isStdin()) {
      throw new ParseException("requested load from stdin, but stdin is empty");
    }
    return Archive.open(in, "stdin", global.images().folder());
  }

  private void print(Loaded loaded) {
    loaded
        .replaced()
        .forEach(
            (name, id) ->
                out.println(
                    "The image %s already exists, renaming the old one with ID %s to empty string"
                        .formatted(name, id)));
    for (ImageName name : loaded.names()) {
      out.println("Loaded image: " + name);
    }
    if (loaded.names().isEmpty()) {
      out.println("Loaded image ID: " + loaded.image().id());
    }
  }
}
