package mydocker.command.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.image.Changes;
import mydocker.image.History;
import mydocker.image.Image;
import mydocker.image.ImageConfigBuilder;
import mydocker.image.ImageName;
import mydocker.image.Spool;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes an image out of files: {@code mydocker import}. */
public final class ImportCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "import [OPTIONS] FILE|- [REPOSITORY[:TAG]]",
          "make an image out of a tar archive of files",
          1,
          2,
          new Options()
              .addOption("c", "change", true, "change the configuration, in a Dockerfile's words")
              .addOption("m", "message", true, "why the image is made"),
          """
          Makes an image with one layer out of the files in a tar archive, as docker export writes
          it. The archive may be compressed with gzip or xz; - reads it from stdin.""",
          """
          docker export web | mydocker import -c 'CMD ["nginx"]' -c 'EXPOSE 80' - web
          mydocker import rootfs.tar.xz debian:12""");

  private final InputStream in;

  public ImportCommand(GlobalOptions global, InputStream in, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
    this.in = in;
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    List<ImageName> names = words.size() == 1 ? List.of() : List.of(ImageName.parse(words.get(1)));
    boolean fromStdin = words.get(0).equals("-");
    Path file = Path.of(words.get(0));
    if (!fromStdin && !Files.exists(file)) {
      throw new IOException("open " + file + ": no such file or directory");
    }
    ImageConfigBuilder config = ImageConfigBuilder.empty();
    Changes.parse(Arguments.values(line, "change")).applyTo(config);
    String message = line.getOptionValue("message", "Imported from " + words.get(0));
    try (InputStream tar = fromStdin ? spooled() : Files.newInputStream(file)) {
      History step = new History(Optional.of(Instant.now()), "", "", message, false);
      Image image = global.images().importFiles(tar, config, step, names);
      out.println(image.id());
    }
    return 0;
  }

  private InputStream spooled() throws IOException {
    return Spool.copy(in, global.images().folder());
  }
}
