package mydocker.command.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.image.ImageSaver;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Writes images into an archive: {@code mydocker save [-o FILE] IMAGE...}. */
public final class SaveCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "save [OPTIONS] IMAGE [IMAGE...]",
          "put images into an archive",
          1,
          Integer.MAX_VALUE,
          new Options().addOption("o", "output", true, "write to a file, instead of stdout"),
          """
          Writes images into an archive that mydocker load, docker load and tools for OCI image
          layouts read.""",
          """
          mydocker save -o busybox.tar busybox
          mydocker save busybox | gzip > busybox.tar.gz
          mydocker save busybox | docker load""");

  public SaveCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    if (!line.hasOption("output") && Terminal.isStdout()) {
      throw new ParseException(
          "cowardly refusing to save to a terminal. Use the -o flag or redirect");
    }
    ImageSaver saver = new ImageSaver(global.images());
    for (String reference : line.getArgList()) {
      saver.want(reference);
    }
    if (line.hasOption("output")) {
      write(saver, Path.of(line.getOptionValue("output")).toAbsolutePath());
    } else {
      saver.writeTo(out);
    }
    return 0;
  }

  /** The file is there whole or not at all; /dev/null and the like are written to as they are. */
  private static void write(ImageSaver saver, Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream to = Files.newOutputStream(file)) {
        saver.writeTo(to);
      }
      return;
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new IOException(
          "invalid output path: directory \"" + file.getParent() + "\" does not exist");
    }
    Path unfinished = Files.createTempFile(file.getParent(), ".mydocker-save", "");
    try {
      try (OutputStream to = Files.newOutputStream(unfinished)) {
        saver.writeTo(to);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
