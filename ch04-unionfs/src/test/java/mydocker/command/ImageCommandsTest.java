package mydocker.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Limits;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.command.image.ImagesCommand;
import mydocker.command.image.ImportCommand;
import mydocker.command.image.RmiCommand;
import mydocker.config.CgroupSpec;
import mydocker.config.Config;
import mydocker.config.ProcessSpec;
import mydocker.config.RunSpec;
import mydocker.image.Image;
import mydocker.image.ImageList;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.apache.commons.cli.ParseException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** import, images and rmi, as they are typed. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class ImageCommandsTest {
  @TempDir Path root;
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private GlobalOptions global;
  private ImageList images;

  @BeforeEach
  void makeStore() throws IOException, ParseException {
    global = new GlobalOptions(List.of("--root", root.toString()));
    images = global.images();
  }

  private Command command(String name) {
    PrintStream stdout = new PrintStream(out, true, UTF_8);
    PrintStream stderr = new PrintStream(err, true, UTF_8);
    return switch (name) {
      case "import" -> new ImportCommand(global, stdout, stderr);
      case "images" -> new ImagesCommand(global, stdout, stderr);
      case "rmi" -> new RmiCommand(global, stdout, stderr);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Runs a command and returns what it printed, its exit code before that unless it is 0. */
  private String run(String... words) throws IOException, ParseException {
    out.reset();
    err.reset();
    int code = command(words[0]).run(List.of(words).subList(1, words.length));
    return (code == 0 ? "" : code + " ") + out.toString(UTF_8) + err.toString(UTF_8);
  }

  private byte[] rootFiles(String content) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream entries = new TarArchiveOutputStream(tar)) {
      TarArchiveEntry file = new TarArchiveEntry("file");
      file.setSize(content.length());
      entries.putArchiveEntry(file);
      entries.write(content.getBytes(UTF_8));
      entries.closeArchiveEntry();
    }
    return tar.toByteArray();
  }

  private Image make(String name, String content) throws IOException, ParseException {
    Path tar = Files.write(folder.resolve("rootfs.tar"), rootFiles(content));
    String id = run("import", tar.toString(), name).strip();
    return images.find(id);
  }

  @Test
  void importPrintsTheId() throws IOException, ParseException {
    Path tar = Files.write(folder.resolve("rootfs.tar"), rootFiles("x"));
    String id = run("import", tar.toString(), "box:1").strip();
    assertEquals(images.find("box:1").id(), id);
    Image other = images.find(run("import", tar.toString()).strip());
    assertEquals(List.of(), other.names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import /nosuch       | open /nosuch: no such file or directory",
        "images --nosuch      | unknown flag: --nosuch; see mydocker images --help",
        "rmi                  | wrong number of arguments: mydocker rmi [OPTIONS] IMAGE [IMAGE...];"
            + " see mydocker rmi --help",
      })
  void aMistakeIsOneLine(String words, String message) {
    Exception e = assertThrows(Exception.class, () -> run(words.split(" ")));
    assertEquals(message, e.getMessage());
    assertEquals("", out.toString(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"import", "images", "rmi"})
  void everyCommandHasHelpWithExamples(String name) throws IOException, ParseException {
    String help = run(name, "--help");
    assertTrue(help.startsWith("Usage: mydocker " + name + " "), help);
    assertTrue(help.contains("\nExample"), help);
    assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
  }

  @Test
  void imagesListsNames() throws IOException, ParseException {
    assertEquals("REPOSITORY   TAG       IMAGE ID\n", run("images"));
    Image image = make("team/box", "x");
    assertEquals(
        "REPOSITORY   TAG       IMAGE ID\nteam/box     latest    %s\n".formatted(image.brief()),
        run("images"));
    assertEquals(image.brief() + "\n", run("images", "-q"));
    run("rmi", image.id());
    assertEquals("", run("images", "-q"));
  }

  @Test
  void anImageThatLostItsNameIsListedWithoutOne() throws IOException, ParseException {
    Image image = make("box", "1");
    make("box", "2");
    assertTrue(run("images").contains("\n<none>       <none>    " + image.brief()));
  }

  @Test
  void rmiTakesTheImageWithItsLayers() throws IOException, ParseException {
    Image image = make("box", "x");
    assertEquals(
        "1 Deleted: %s\nDeleted: %s\nmydocker: No such image: nosuch\n"
            .formatted(image.id(), image.layers().get(0)),
        run("rmi", "nosuch", "box"));
    assertEquals(List.of(), images.all());
  }

  @Test
  void rmiTakesNoImageFromAContainer() throws IOException, ParseException {
    Image image = make("box", "x");
    String user = containerOf(image).id().brief();
    assertEquals(
        "1 mydocker: conflict: unable to delete %s - image is being used by container %s\n"
            .formatted(image.brief(), user),
        run("rmi", "box"));
    assertEquals(List.of(image), images.all());
  }

  private Config containerOf(Image image) throws IOException {
    RunSpec spec =
        new RunSpec(
            "box",
            Optional.empty(),
            new ProcessSpec(List.of("/file"), List.of(), Optional.empty(), false, false),
            List.of(),
            new CgroupSpec(Root.PARENT, Limits.NONE));
    return global.home().containers().create(image, Optional.empty(), spec).config();
  }
}
