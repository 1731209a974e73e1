package mydocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.linux.Nodes;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container tries to be copied from the host's files, or to have them written to. */
@RequiresRoot
class CopyAttackTest {
  private static final int ATTEMPTS = 60;

  /** A folder that is now and then a link to one of the host's. */
  private static final String SWAP =
      "mkdir -p /race/d; echo mine > /race/d/f; cd /race;"
          + " while :; do mv d e; ln -s %s d; rm d; mv e d; done";

  @TempDir private static Path folder;
  @TempDir private static Path secret;
  @TempDir private Path host;
  private static Root root;
  private Home home;

  @BeforeAll
  static void makeContainers() throws Exception {
    Files.writeString(secret.resolve("f"), "of the host");
    root = Root.withBusybox(folder);
    Mydocker up =
        root.runAndKeep("-d", "--name", "up", "busybox", "sh", "-c", SWAP.formatted(secret));
    assertEquals(0, up.code(), up.err());
    assertEquals(0, root.runAndKeep("--name", "down", "busybox", "true").code());
  }

  @AfterAll
  static void removeContainers() throws Exception {
    assertEquals("up\ndown\n", root.out("rm", "-f", "up", "down"));
  }

  @BeforeEach
  void open() throws IOException {
    home = Home.open(folder, Optional.empty());
  }

  private Copy copy(String box, String path) throws IOException {
    return new Copy(home.containers().find(box), path, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down"})
  void noLinkOfTheContainerLeadsToTheHost(String box) throws IOException {
    Path links = Files.createDirectory(host.resolve("links"));
    Nodes.makeSymlink(links.resolve("absolute"), secret.toString());
    Nodes.makeSymlink(links.resolve("relative"), "../../../../../../../.." + secret);
    for (String magic : List.of("1/root", "self/root", "1/cwd", "self/cwd", "thread-self/root")) {
      String name = magic.replace('/', '-');
      Nodes.makeSymlink(links.resolve(name), "/proc/" + magic + secret);
      Nodes.makeSymlink(links.resolve(name + "-up"), "/proc/" + magic + "/../../.." + secret);
    }
    for (int fd = 0; fd < 6; fd++) {
      Nodes.makeSymlink(links.resolve("fd" + fd), "/proc/1/fd/" + fd + secret);
      Nodes.makeSymlink(links.resolve("ours" + fd), "/proc/self/fd/" + fd + "/../../" + secret);
    }
    copy(box, "/tmp").fromHost(host, "links", false);
    Path planted = Files.writeString(host.resolve("planted"), "");
    for (Path link : list(links)) {
      String through = "/tmp/links/" + link.getFileName();
      Copy out = copy(box, through + "/f");
      assertThrows(IOException.class, () -> out.toHost(host, "stolen", false), through);
      Copy in = copy(box, through + "/");
      assertThrows(IOException.class, () -> in.fromHost(host, planted.toString(), false), through);
      Files.delete(link);
    }
    assertFalse(Files.exists(host.resolve("stolen")));
    assertUntouched();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void assertUntouched() throws IOException {
    assertEquals(List.of(secret.resolve("f")), list(secret));
    assertEquals("of the host", Files.readString(secret.resolve("f")));
  }

  /** CVE-2018-15664 of docker. */
  @Test
  void aFolderThatBecomesALinkWhileItIsCopiedLeadsNowhere() throws IOException {
    int whole = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      try {
        copy("up", i % 2 == 0 ? "/race" : "/race/d/f").toTar(tar, false);
        whole++;
      } catch (IOException e) {
        continue; // it was gone for a moment
      }
      assertFalse(tar.toString().contains("of the host"));
    }
    assertTrue(whole > 0);
  }

  @Test
  void aFolderThatBecomesALinkWhileItIsCopiedIntoLeadsNowhere() throws IOException {
    Path planted = Files.createDirectories(host.resolve("d"));
    Files.writeString(planted.resolve("f"), "planted");
    Files.writeString(planted.resolve("g"), "planted");
    int whole = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        if (i % 2 == 0) {
          copy("up", "/race").fromHost(host, "d", false);
        } else {
          copy("up", "/race/d").fromHost(host, "d/f", false);
        }
        whole++;
      } catch (IOException e) {
        continue; // it was a link, or gone
      }
    }
    assertTrue(whole > 0);
    assertUntouched();
  }

  /** On the way out a link of the container is a link, and nothing is written through it. */
  @Test
  void aLinkThatIsAlreadyOnTheHostIsNotWrittenThrough() throws IOException {
    Path tree = Files.createDirectories(host.resolve("tree/d"));
    Files.writeString(tree.resolve("f"), "mine");
    copy("down", "/root").fromHost(host, "tree", false);
    Path out = Files.createDirectories(host.resolve("out/tree"));
    Nodes.makeSymlink(out.resolve("d"), secret.toString());
    IOException e =
        assertThrows(
            IOException.class, () -> copy("down", "/root/tree").toHost(host, "out", false));
    assertEquals(
        "copy 'tree/d/': cannot overwrite non-directory \"d\" with directory", e.getMessage());
    Files.delete(out.resolve("d"));
    assertUntouched();
  }
}
