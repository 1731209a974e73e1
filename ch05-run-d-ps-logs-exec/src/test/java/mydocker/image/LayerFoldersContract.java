package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mydocker.linux.ChildProgram;
import mydocker.linux.HostTool;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.linux.OwnMounts;
import mydocker.linux.ThreadNamespaces;
import mydocker.testing.Inside;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of layers with any storage driver: folders, and unions of them that the kernel
 * mounts. A subclass for each driver runs it.
 */
abstract class LayerFoldersContract {
  static final String ONE = "1".repeat(64);
  static final String TWO = "2".repeat(64);

  @TempDir Path root;
  LayerFolders store;

  @BeforeEach
  void chooseDriver() throws IOException {
    store = new LayerFolders(root, StorageDriver.choose(Optional.of(driver()), root));
  }

  /** The storage driver's name. */
  abstract String driver();

  static String id(int number) {
    return "%08x".formatted(number).repeat(8);
  }

  /** A layer of an image with some files. */
  String layer(int number, String... files) throws IOException {
    return store.add(
        folder -> {
          for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file + " of " + number + "\n");
          }
        });
  }

  private static String in(Union union, String command) throws IOException {
    ChildProgram program =
        new ChildProgram()
            .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
    union.mount(program).chdir(union.root().toString());
    return Inside.output(program, Set.of(Namespace.MNT), command);
  }

  String in(String container, String command) throws IOException {
    return in(store.union(container), command);
  }

  private long bytesOnDisk() throws IOException {
    String command = "du -sB1 " + root;
    return Long.parseLong(Inside.output(new ChildProgram(), Set.of(), command).split("\\s")[0]);
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(driver()).resolve(folder))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> layers() throws IOException {
    return names(".").stream().filter(name -> !name.equals("tmp")).toList();
  }

  @Test
  void twoContainersReadOneFileAndWriteTwo() throws IOException {
    String image = layer(7, "file");
    store.create(ONE, List.of(image));
    store.create(TWO, List.of(image));
    assertEquals("file of 7", in(ONE, "cat file"));
    assertEquals("changed", in(ONE, "echo changed > file; echo new > new; cat file"));
    assertEquals("changed\nnew", in(ONE, "cat file new"));
    assertEquals("file of 7\ncat: new: No such file or directory", in(TWO, "cat file new"));
    assertEquals("file of 7\n", Files.readString(store.diff(image).resolve("file")));
    assertEquals("changed\n", Files.readString(store.diff(ONE).resolve("file")));
  }

  @Test
  void theUpperOfTwoLayersWins() throws IOException {
    String lower = layer(7, "both", "lower");
    String upper = layer(8, "both", "upper");
    store.create(ONE, List.of(upper, lower));
    assertEquals("both of 8\nlower of 7\nupper of 8", in(ONE, "cat both lower upper"));
  }

  @Test
  void whatIsDeletedIsHiddenAndNoMore() throws IOException {
    String image = layer(7, "file", "folder/old");
    store.create(ONE, List.of(image));
    in(ONE, "rm file; rm -r folder; mkdir folder; touch folder/new");
    assertEquals("new", in(ONE, "ls folder; ls file 2> /dev/null"));
    assertTrue(Files.exists(store.diff(image).resolve("file")));
    assertTrue(Files.exists(store.diff(image).resolve("folder/old")));
  }

  @Test
  void aFolderIsRenamedWithAllThatIsInIt() throws IOException {
    store.create(ONE, List.of(layer(7, "folder/file")));
    assertEquals("folder/file of 7", in(ONE, "mv folder moved; cat moved/file"));
    assertEquals("folder/file of 7\n", Files.readString(store.diff(ONE).resolve("moved/file")));
  }

  @Test
  void aHundredContainersCostTheirOwnBytes() throws IOException {
    String image = layer(7, "file");
    Path big = store.diff(image).resolve("big");
    Files.write(big, new byte[10 << 20]);
    long before = bytesOnDisk();
    for (int i = 0; i < 100; i++) {
      store.create(id(1000 + i), List.of(image));
    }
    in(id(1050), "head -c 100000 /dev/zero > own");
    long each = (bytesOnDisk() - before) / 100;
    assertTrue(each < 50_000, "a container without files takes " + each + " bytes");
  }

  @Test
  void asManyLayersAsAreAllowedAreMountedAndNotOneMore() throws IOException {
    int max = StorageDriver.choose(Optional.of(driver()), root).maxLayers();
    List<String> image = new ArrayList<>();
    for (int i = 1; i <= max; i++) {
      image.add(0, layer(i, "layer" + i, "all"));
    }
    store.create(ONE, image);
    String seen = in(ONE, "ls | grep -c layer; cat all layer1 layer" + max);
    assertTrue(seen.startsWith(max + "\nall of " + max + "\nlayer1 of 1\n"), seen);
    assertEquals("1", in(ONE, "rm layer1; touch layer1; ls | grep -cw layer1"));
    store.requireNotTooMany(max);
    IOException e = assertThrows(IOException.class, () -> store.requireNotTooMany(max + 1));
    assertEquals(
        "an image with %d layers: storage driver %s takes at most %d"
            .formatted(max + 1, driver(), max),
        e.getMessage());
  }

  @Test
  void ofALayerThatCannotBeMadeNothingIsLeft() throws IOException {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                store.add(
                    folder -> {
                      Files.createDirectories(folder.resolve("a/b"));
                      throw new IOException("enough");
                    }));
    assertEquals("enough", e.getMessage());
    assertEquals(List.of(), names("."));
  }

  @Test
  void aContainersChangesBecomeALayer() throws IOException {
    String image = layer(7, "gone", "kept", "folder/old");
    store.create(ONE, List.of(image));
    in(ONE, "rm gone; rm -r folder; mkdir folder; echo new > folder/new; chmod 4711 kept");
    String upper = store.diff(ONE) + "/.";
    String committed = store.add(layer -> HostTool.run("cp", "-a", upper, layer.toString()));
    store.remove(ONE);
    store.create(TWO, List.of(committed, image));
    assertEquals("etc\nfolder/new\nkept", in(TWO, "ls -d etc gone folder/* kept 2> /dev/null"));
    assertEquals("4711", in(TWO, "stat -c %a kept"));
  }

  @Test
  void mountsAreSeenInTheChildOnly() throws IOException {
    store.create(ONE, List.of(layer(7, "file")));
    List<String> before = Files.readAllLines(Path.of("/proc/thread-self/mountinfo"));
    ChildProgram program =
        new ChildProgram()
            .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
    List<String> during = new ArrayList<>();
    store
        .union(ONE)
        .mount(program)
        .parent(
            "look",
            pid -> during.addAll(Files.readAllLines(Path.of("/proc/thread-self/mountinfo"))));
    String inside = Inside.output(program, Set.of(Namespace.MNT), "cat /proc/self/mountinfo");
    assertTrue(inside.contains("/" + ONE + "/mnt"), inside);
    assertEquals(before, during);
  }

  @Test
  void aSymlinkOfTheImageIsCovered() throws IOException {
    String image = layer(7, "file");
    Path diff = store.diff(image);
    for (String each : List.of("proc", "etc", "dev")) {
      Files.createSymbolicLink(diff.resolve(each), Path.of("/somewhere/else"));
    }
    store.create(ONE, List.of(image));
    assertEquals(
        "proc directory\netc directory\ndev directory\netc/hosts regular empty file",
        in(ONE, "stat -c '%n %F' proc etc dev etc/hosts"));
    assertEquals("755 755", in(ONE, "stat -c %a . etc | xargs"));
    assertEquals(List.of(), List.of(store.diff(ONE).toFile().list()), "commit sees none of it");
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws IOException {
    store.create(ONE, List.of());
    assertThrows(IOException.class, () -> store.create(ONE, List.of()));
    String missing = id(9);
    IOException e = assertThrows(IOException.class, () -> store.create(TWO, List.of(missing)));
    assertEquals("there is no layer " + missing + ": its image has been removed", e.getMessage());
    assertEquals(List.of(ONE, "init"), layers());
    assertThrows(IllegalArgumentException.class, () -> store.diff("../../etc"));
  }

  @Test
  void whatAContainerStandsOnIsNotRemoved() throws IOException {
    String used = layer(7, "file");
    String unused = layer(8, "file");
    String kept = layer(9, "file");
    store.create(ONE, List.of(used));
    assertEquals(List.of(unused), store.removeAllBut(Set.of(kept)));
    assertEquals(Set.of(ONE, "init", used, kept), Set.copyOf(layers()));
    store.remove(ONE);
    assertEquals(Set.of(used, kept), Set.copyOf(store.removeAllBut(Set.of())));
    assertEquals(List.of("init"), layers());
  }

  @Test
  void removalLeavesNothingAndCanBeRepeated() throws IOException {
    String image = layer(7, "file");
    store.create(ONE, List.of(image));
    in(ONE, "mkdir -p a/b/c; mkfifo a/p; ln -s /etc a/b/link; chmod 0 a; rm file; chmod 0 .");
    store.remove(ONE);
    store.remove(ONE);
    assertEquals(Set.of(image, "init"), Set.copyOf(names(".")));
  }

  @Test
  void removalFollowsNoSymlink() throws IOException {
    Path precious = Files.createDirectory(root.resolve("precious"));
    Files.createFile(precious.resolve("file"));
    store.create(ONE, List.of());
    Files.createSymbolicLink(store.diff(ONE).resolve("link"), precious);
    Files.createSymbolicLink(store.diff(ONE).resolve("up"), Path.of("../../../precious"));
    store.remove(ONE);
    assertTrue(Files.exists(precious.resolve("file")));
  }

  @Test
  void removalIsRefusedWhereSomethingIsMounted() throws IOException {
    Path precious = Files.createDirectory(root.resolve("precious of the host"));
    Files.createFile(precious.resolve("file"));
    store.create(ONE, List.of());
    Path volume = Files.createDirectories(store.diff(ONE).resolve("a/vol ume"));
    Files.createFile(store.diff(ONE).resolve("own"));
    OwnMounts.call(
        () -> {
          String source = precious.toString();
          ThreadNamespaces.mount(source, volume.toString(), null, MountFlags.MS_BIND, null);
          IOException e = assertThrows(IOException.class, () -> store.remove(ONE));
          assertTrue(e.getMessage().contains("umount that first"), e.getMessage());
          assertTrue(e.getMessage().contains(volume.toString()), e.getMessage());
          return null;
        });
    assertTrue(Files.exists(precious.resolve("file")));
    assertTrue(Files.exists(store.diff(ONE).resolve("own")));
    store.remove(ONE);
    assertTrue(Files.exists(precious.resolve("file")));
  }

  @Test
  void aTreeDeeperThanAnyPathIsRemoved() throws IOException {
    store.create(ONE, List.of());
    String deep = "n".repeat(200);
    String command =
        "i=0; while [ $i -lt 60 ]; do mkdir %s; cd -P %s; i=$((i+1)); done; pwd | wc -c";
    String length = in(ONE, command.formatted(deep, deep));
    assertTrue(Integer.parseInt(length.strip()) > 4096, length);
    store.remove(ONE);
    assertEquals(List.of("init"), layers());
  }

  @Test
  void whatAKilledRunHasLeftIsRemovedByTheNextChange() throws IOException {
    store.create(ONE, List.of());
    Path tmp = Files.createDirectory(root.resolve(driver()).resolve("tmp"));
    Files.move(root.resolve(driver()).resolve(ONE), tmp.resolve(ONE)); // killed before the end
    Files.createDirectories(tmp.resolve(id(5) + "/a/b")); // and in a removal
    Files.createFile(tmp.resolve(id(5) + "/a/b/c"));
    Files.createDirectories(tmp.resolveSibling("not-ours"));
    store.create(TWO, List.of());
    assertEquals(List.of(TWO, "init", "not-ours"), names("."));
    store.create(ONE, List.of());
    assertEquals("etc", in(ONE, "ls -d etc"));
  }

  @Test
  void manyChangesAtOnceDoNotMeet() throws Exception {
    String image = layer(7, "file");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> results =
          IntStream.range(0, 40)
              .mapToObj(number -> id(0xf000_0000 + number))
              .map(
                  id ->
                      pool.submit(
                          () -> {
                            LayerFolders own =
                                new LayerFolders(
                                    root, StorageDriver.choose(Optional.of(driver()), root));
                            own.create(id, List.of(image));
                            own.remove(id);
                            return id;
                          }))
              .toList();
      for (Future<String> result : results) {
        assertNotEquals("", result.get());
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(Set.of(image, "init"), Set.copyOf(layers()));
  }

  @Test
  void nobodyElseLooksIntoALayer() throws IOException {
    store.create(ONE, List.of());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(driver()))));
  }
}
