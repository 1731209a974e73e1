package mydocker.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import mydocker.image.Image;
import mydocker.image.ImageConfigBuilder;
import mydocker.image.ImageImporter;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes an image out of files: {@code mydocker import}. */
public final class ImportCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Imports into a store. */
  public ImportCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("import", OPTIONS, arguments, 1, 2);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    List<String> words = line.getArgList();
    List<ImageName> names = words.size() == 1 ? List.of() : List.of(ImageName.parse(words.get(1)));
    Path file = Path.of(words.get(0));
    if (!Files.exists(file)) {
      throw new IOException("open " + file + ": no such file or directory");
    }
    try (InputStream tar = Files.newInputStream(file)) {
      ImageConfigBuilder config = ImageConfigBuilder.empty().created(Instant.now());
      Image image = new ImageImporter(global.images()).add(tar, config, names);
      out.println(image.id());
    }
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker import FILE [NAME[:TAG]]

        Makes an image with one layer out of the files in a tar archive, as docker export writes it.
        The archive may be compressed with gzip or xz. It says nothing of what to run, so run wants
        a command.

        Options:
        %s

        Example:
          mydocker import rootfs.tar.xz debian:12"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
