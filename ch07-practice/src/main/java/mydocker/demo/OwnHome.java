package mydocker.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.command.Commands;
import mydocker.command.RunCommand;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.DefaultImage;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import org.apache.commons.cli.ParseException;

/**
 * A root folder of a demo's own, with the image busybox. Closing it removes it with all containers
 * in it; Ctrl-C does so, too.
 */
final class OwnHome implements AutoCloseable {
  private final Path root;
  private final GlobalOptions global;
  private final Home home;
  private final int thread = TwoMachines.thread();

  private OwnHome(Path root) throws IOException, ParseException {
    this.root = root;
    global = new GlobalOptions(List.of("--root", root.toString()));
    home = Home.open(root, Optional.empty());
  }

  /** Makes one, and says to {@code out} where the image is from. */
  static OwnHome make(PrintStream out) throws IOException {
    Path root = Files.createTempDirectory("mydocker-");
    try {
      OwnHome made = new OwnHome(root);
      Runtime.getRuntime().addShutdownHook(new Thread(made::removeAtExit));
      DefaultImage.get(made.home.images(), out);
      return made;
    } catch (IOException e) {
      delete(root);
      throw e;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does what {@code mydocker} does if it is given these words; returns its exit code. */
  synchronized int mydocker(String... words) throws IOException {
    List<String> all = List.of(words);
    Command command = Commands.find(all.get(0), global).orElseThrow();
    return run(command, all.subList(1, all.size()));
  }

  /** The calls by which a container would start. */
  String explain(String... words) throws IOException {
    ByteArrayOutputStream calls = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(calls, true, UTF_8);
    List<String> all = new ArrayList<>(List.of(words));
    all.add(0, "--explain");
    run(new RunCommand(global, out, System.err), all);
    return calls.toString(UTF_8).stripTrailing();
  }

  private static int run(Command command, List<String> words) throws IOException {
    try {
      return command.run(words);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Container container(String name) throws IOException {
    return home.containers().find(name);
  }

  /** A folder for what a demo puts down beside. */
  Path folder() throws IOException {
    return Files.createDirectories(root.resolve("demo"));
  }

  /** Where the networks are. */
  Path networks() {
    return root.resolve("networks");
  }

  Path containers() {
    return root.resolve("containers");
  }

  /** On the network that the containers are on, which need not be that of a thread for this. */
  private void removeAtExit() {
    if (!Files.exists(root)) {
      return;
    }
    try (NamespaceFiles network = new NamespaceFiles(thread, Namespace.NET)) {
      network.join(Namespace.NET);
      remove();
    } catch (IOException e) {
      System.err.println("mydocker: " + e.getMessage());
    }
  }

  /** Not while a command is at work: it could make what nobody would remove. */
  private synchronized void remove() throws IOException {
    if (Files.exists(root)) {
      for (Container container : home.containers().list()) {
        home.containers().remove(container, true);
      }
      delete(root);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    remove();
  }
}
