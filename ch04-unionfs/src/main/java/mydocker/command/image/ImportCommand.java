package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.image.Image;
import mydocker.image.ImageDefaults;
import mydocker.image.ImageName;
import mydocker.image.Tar;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes an image out of files: {@code mydocker import}. */
public final class ImportCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "import FILE [NAME[:TAG]]",
          "make an image out of a tar archive of files",
          1,
          2,
          new Options(),
          """
          Makes an image with one layer out of the files in a tar archive, as docker export writes
          it; not compressed, until chapter 7. It says nothing of what to run, so run wants a
          command.""",
          "mydocker import rootfs.tar debian:12");

  public ImportCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    List<ImageName> names = words.size() == 1 ? List.of() : List.of(ImageName.parse(words.get(1)));
    Path file = Path.of(words.get(0));
    if (!Files.exists(file)) {
      throw new IOException("open " + file + ": no such file or directory");
    }
    Image image =
        global.images().add(names, layer -> Tar.unpack(file, layer), List.of(), ImageDefaults.NONE);
    out.println(image.id());
    return 0;
  }
}
