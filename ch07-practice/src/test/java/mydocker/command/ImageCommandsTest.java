package mydocker.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import mydocker.cgroup.Limits;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.command.image.HistoryCommand;
import mydocker.command.image.ImagesCommand;
import mydocker.command.image.ImportCommand;
import mydocker.command.image.LoadCommand;
import mydocker.command.image.RmiCommand;
import mydocker.command.image.SaveCommand;
import mydocker.command.image.TagCommand;
import mydocker.config.CgroupSpec;
import mydocker.config.Config;
import mydocker.config.Hardening;
import mydocker.config.LifecycleSpec;
import mydocker.config.NetworkSpec;
import mydocker.config.ProcessSpec;
import mydocker.config.RunSpec;
import mydocker.image.Image;
import mydocker.image.ImageStore;
import mydocker.testing.HostUnchanged;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
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

/** import, load, save, images, history, tag and rmi, as they are typed. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class ImageCommandsTest {
  @TempDir Path root;
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private InputStream in = InputStream.nullInputStream();
  private GlobalOptions global;
  private ImageStore images;

  @BeforeEach
  void makeStore() throws IOException, ParseException {
    global = new GlobalOptions(List.of("--root", root.toString()));
    images = global.images();
  }

  private Command command(String name) {
    PrintStream stdout = new PrintStream(out, true, UTF_8);
    PrintStream stderr = new PrintStream(err, true, UTF_8);
    return switch (name) {
      case "import" -> new ImportCommand(global, in, stdout, stderr);
      case "load" -> new LoadCommand(global, in, stdout, stderr);
      case "save" -> new SaveCommand(global, stdout, stderr);
      case "images" -> new ImagesCommand(global, stdout, stderr);
      case "history" -> new HistoryCommand(global, stdout, stderr);
      case "tag" -> new TagCommand(global, stdout, stderr);
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
    String id = run("import", "-m", content, tar.toString(), name).strip();
    return images.find(id);
  }

  @Test
  void importPrintsTheIdAndKeepsTheChanges() throws IOException, ParseException {
    Path tar = folder.resolve("rootfs.tar.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(tar))) {
      gzip.write(rootFiles("x"));
    }
    String id =
        run("import", "-c", "CMD [\"a\"]", "--change", "ENV B=c", tar.toString(), "box:1").strip();
    Image image = images.find("box:1");
    assertEquals(image.id().toString(), id);
    assertEquals(List.of("a"), image.config().defaults().command());
    assertEquals(List.of("B=c"), image.config().defaults().env());
    assertEquals("Imported from " + tar, image.config().history().get(0).comment());
  }

  @Test
  void importReadsStdinAndNeedsNoName() throws IOException, ParseException {
    in = new ByteArrayInputStream(rootFiles("x"));
    Image image = images.find(run("import", "-").strip());
    assertEquals(List.of(), images.names(image));
    assertEquals("Imported from -", image.config().history().get(0).comment());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import /nosuch       | open /nosuch: no such file or directory",
        "import - Box         | invalid reference format: repository name (library/Box) must be"
            + " lowercase",
        "import -c FOO -      | foo is not a valid change command",
        "load -i /nosuch      | open /nosuch: no such file or directory",
        "load -i /            | read /: it is a directory",
        "load x               | load accepts no arguments; see mydocker load --help",
        "load -i              | flag needs an argument: --input; see mydocker load --help",
        "save                 | save requires at least 1 argument; see mydocker save --help",
        "save nosuch          | No such image: nosuch",
        "images --nosuch      | unknown flag: --nosuch; see mydocker images --help",
        "images a b           | images requires at most 1 argument; see mydocker images --help",
        "history              | history requires exactly 1 argument; see mydocker history --help",
        "history nosuch       | No such image: nosuch",
        "tag nosuch a         | No such image: nosuch",
        "tag a                | tag requires exactly 2 arguments; see mydocker tag --help",
        "rmi                  | rmi requires at least 1 argument; see mydocker rmi --help",
      })
  void aMistakeIsOneLine(String words, String message) {
    Exception e = assertThrows(Exception.class, () -> run(words.split(" ")));
    assertEquals(message, e.getMessage());
    assertEquals("", out.toString(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"import", "load", "save", "images", "history", "tag", "rmi"})
  void everyCommandHasHelpWithExamples(String name) throws IOException, ParseException {
    String help = run(name, "--help");
    assertTrue(help.startsWith("Usage: mydocker " + name + " "), help);
    assertTrue(help.contains("\nExamples:\n  "), help);
    assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
  }

  @Test
  void imagesListsNames() throws IOException, ParseException {
    assertEquals("REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n", run("images"));
    Image image = make("box:1", "x".repeat(1500));
    run("tag", "box:1", "team/box");
    String[] lines = run("images").split("\n");
    String rest = " +" + image.id().brief() + " +.* ago +1.5kB";
    assertTrue(lines[0].matches("REPOSITORY   TAG       IMAGE ID       CREATED +SIZE"), lines[0]);
    assertTrue(lines[1].matches("box +1" + rest), lines[1]);
    assertTrue(lines[2].matches("team/box +latest" + rest), lines[2]);
    assertEquals("box:1\n", run("images", "--format", "{{.Repository}}:{{.Tag}}", "box"));
    assertEquals(1, run("images", "box:2").lines().count());
    assertEquals(2, run("images", "team/box").lines().count());
    assertEquals((image.id() + "\n").repeat(2), run("images", "-aq", "--no-trunc"));
    run("rmi", "-f", image.id().hex());
    assertEquals("", run("images", "-q"));
  }

  @Test
  void anImageThatLostItsNameIsListedWithoutOne() throws IOException, ParseException {
    Image image = make("box", "1");
    make("box", "2");
    assertTrue(run("images").contains("\n<none>       <none>    " + image.id().brief()));
  }

  @Test
  void historyBeginsWithTheLastStep() throws IOException, ParseException {
    Image image = make("box", "why");
    String[] lines = run("history", "box").split("\n");
    assertTrue(lines[0].matches("IMAGE +CREATED +CREATED BY +SIZE +COMMENT"), lines[0]);
    assertTrue(lines[1].matches(image.id().brief() + "   .* ago +3B +why"), lines[1]);
    assertEquals(image.id() + "\n", run("history", "-q", "--no-trunc", "box"));
  }

  @Test
  void whatSaveWritesLoadReads() throws IOException, ParseException {
    Image image = make("box", "x");
    Path file = folder.resolve("box.tar");
    assertEquals("", run("save", "-o", file.toString(), "box"));
    run("save", "box");
    assertArrayEquals(Files.readAllBytes(file), out.toByteArray());
    run("rmi", "box");
    assertEquals("Loaded image: box:latest\n", run("load", "-i", file.toString()));
    run("rmi", "box");
    in = Files.newInputStream(file);
    assertEquals("Loaded image: box:latest\n", run("load", "-q"));
    assertEquals(image, images.find("box"));
    run("save", "-o", file.toString(), image.id().hex());
    assertEquals("Loaded image ID: " + image.id() + "\n", run("load", "-i", file.toString()));
    Image other = make("box", "y");
    run("save", "-o", file.toString(), "box");
    run("tag", image.id().hex(), "box");
    assertEquals(
        ("The image box:latest already exists, renaming the old one with ID %s to empty string\n"
                + "Loaded image: box:latest\n")
            .formatted(image.id()),
        run("load", "-i", file.toString()));
    assertEquals(other, images.find("box"));
  }

  @Test
  void saveLeavesNoHalfOfAFile() throws IOException, ParseException {
    Image image = make("box", "x");
    Path file = Files.writeString(folder.resolve("box.tar"), "old");
    Files.delete(images.layers().diff(image.top().hex()).resolve("file"));
    assertThrows(IOException.class, () -> run("save", "-o", file.toString(), "box"));
    assertEquals("old", Files.readString(file));
    assertEquals(2, folder.toFile().list().length);
    IOException e =
        assertThrows(IOException.class, () -> run("save", "-o", folder + "/no/x", "box"));
    assertEquals(
        "invalid output path: directory \"" + folder + "/no\" does not exist", e.getMessage());
  }

  @Test
  void rmiTakesNamesAndWithTheLastOneTheImage() throws IOException, ParseException {
    Image image = make("box", "x");
    run("tag", "box", "box:2");
    assertEquals("Untagged: box:latest\n", run("rmi", "box"));
    assertEquals(
        "1 Untagged: box:2\nDeleted: %s\nDeleted: %s\nmydocker: No such image: nosuch\n"
            .formatted(image.id(), image.top()),
        run("rmi", "nosuch", "box:2"));
    assertEquals("mydocker: No such image: nosuch\n", run("rmi", "-f", "nosuch"));
    assertEquals(List.of(), images.list());
  }

  @Test
  void rmiByIdTakesAllNamesIfForced() throws IOException, ParseException {
    Image image = make("box", "x");
    run("tag", "box", "other");
    String id = image.id().brief();
    assertEquals(
        "1 mydocker: conflict: unable to delete %s (must be forced)".formatted(id)
            + " - image is referenced in multiple repositories\n",
        run("rmi", id));
    assertTrue(
        run("rmi", "-f", id).startsWith("Untagged: box:latest\nUntagged: other:latest\nDel"));
  }

  @Test
  void rmiTakesNoImageFromAContainer() throws IOException, ParseException {
    Image image = make("box", "x");
    String id = image.id().brief();
    String user = containerOf(image).id().brief();
    assertEquals(
        ("1 mydocker: conflict: unable to remove repository reference \"box\" (must force)"
                + " - container %s is using its referenced image %s\n")
            .formatted(user, id),
        run("rmi", "box"));
    run("tag", "box", "other");
    assertEquals("Untagged: other:latest\n", run("rmi", "other"));
    assertEquals("Untagged: box:latest\n", run("rmi", "-f", "box"));
    assertEquals(
        "1 mydocker: conflict: unable to delete %s (cannot be forced)".formatted(id)
            + " - image is being used by container "
            + user
            + "\n",
        run("rmi", "-f", id));
    assertEquals(List.of(image), images.list());
  }

  private Config containerOf(Image image) throws IOException {
    RunSpec spec =
        new RunSpec(
            "box",
            Optional.empty(),
            new ProcessSpec(
                Optional.empty(),
                List.of("/file"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                false),
            List.of(),
            Hardening.NONE,
            new CgroupSpec(Root.PARENT, Limits.NONE),
            LifecycleSpec.ONCE,
            NetworkSpec.NONE);
    return global.home().containers().create(image, Optional.empty(), spec).config();
  }

  @Test
  void aTerminalIsNoPlaceForAnArchive() throws Exception {
    make("box", "x");
    try (Pty terminal = new Pty(Mydocker.command("--root", root.toString(), "save", "box"))) {
      terminal.waitFor("cowardly refusing to save to a terminal. Use the -o flag or redirect");
    }
    try (Pty terminal = new Pty(Mydocker.command("--root", root.toString(), "load"))) {
      terminal.waitFor("requested load from stdin, but stdin is empty");
    }
  }
}
