package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mydocker.linux.ChildProgram;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.linux.OwnMounts;
import mydocker.linux.ThreadNamespaces;
import mydocker.testing.Inside;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a store of layers does with any storage driver: folders, and unions of them that the kernel
 * mounts. A subclass for each driver runs it.
 */
abstract class LayerStoreContract {
  static final String ONE = "1".repeat(64);
  static final String TWO = "2".repeat(64);

  @TempDir Path root;
  LayerStore store;

  @BeforeEach
  void chooseDriver() throws IOException {
    store = new LayerStore(root, StorageDriver.choose(Optional.of(driver()), root));
  }

  /** The storage driver's name. */
  abstract String driver();

  static String id(int number) {
    return "%08x".formatted(number).repeat(8);
  }

  /** A layer of an image with some files, made by hand. */
  Digest layer(int number, Digest parent, String... files) throws IOException {
    Digest chain = new Digest(id(number));
    List<String> below = new ArrayList<>();
    if (parent != null) {
      below.add(parent.hex());
      below.addAll(store.below(parent.hex()));
    }
    store.create(chain.hex(), parent); // what a container's layer is, but for init
    for (String file : files) {
      Path path = store.diff(chain.hex()).resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file + " of " + number + "\n");
    }
    Files.write(root.resolve(driver()).resolve(chain.hex()).resolve("lower"), below);
    return chain;
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
    return names(".").stream().filter(n -> !n.equals("new") && !n.equals("trash")).toList();
  }

  @Test
  void twoContainersReadOneFileAndWriteTwo() throws IOException {
    Digest image = layer(7, null, "file");
    store.create(ONE, image);
    store.create(TWO, image);
    assertEquals("file of 7", in(ONE, "cat file"));
    assertEquals("changed", in(ONE, "echo changed > file; echo new > new; cat file"));
    assertEquals("changed\nnew", in(ONE, "cat file new"));
    assertEquals("file of 7\ncat: new: No such file or directory", in(TWO, "cat file new"));
    assertEquals("file of 7\n", Files.readString(store.diff(image.hex()).resolve("file")));
    assertEquals("changed\n", Files.readString(store.diff(ONE).resolve("file")));
  }

  @Test
  void theUpperOfTwoLayersWins() throws IOException {
    Digest image = layer(8, layer(7, null, "both", "lower"), "both", "upper");
    store.create(ONE, image);
    assertEquals("both of 8\nlower of 7\nupper of 8", in(ONE, "cat both lower upper"));
  }

  @Test
  void whatIsDeletedIsHiddenAndNoMore() throws IOException {
    Digest image = layer(7, null, "file", "folder/old");
    store.create(ONE, image);
    in(ONE, "rm file; rm -r folder; mkdir folder; touch folder/new");
    assertEquals("new", in(ONE, "ls folder; ls file 2> /dev/null"));
    assertTrue(Files.exists(store.diff(image.hex()).resolve("file")));
    assertTrue(Files.exists(store.diff(image.hex()).resolve("folder/old")));
  }

  @Test
  void aFolderIsRenamedWithAllThatIsInIt() throws IOException {
    store.create(ONE, layer(7, null, "folder/file"));
    assertEquals("folder/file of 7", in(ONE, "mv folder moved; cat moved/file"));
    assertEquals("folder/file of 7\n", Files.readString(store.diff(ONE).resolve("moved/file")));
  }

  @Test
  void aHundredContainersCostTheirOwnBytes() throws IOException {
    Digest image = layer(7, null, "file");
    Path big = store.diff(image.hex()).resolve("big");
    Files.write(big, new byte[10 << 20]);
    long before = bytesOnDisk();
    for (int i = 0; i < 100; i++) {
      store.create(id(1000 + i), image);
    }
    in(id(1050), "head -c 100000 /dev/zero > own");
    long each = (bytesOnDisk() - before) / 100;
    assertTrue(each < 50_000, "a container without files takes " + each + " bytes");
  }

  @Test
  void asManyLayersAsAreAllowedAreMountedAndNotOneMore() throws IOException {
    int max = StorageDriver.choose(Optional.of(driver()), root).maxLayers();
    Digest top = null;
    for (int i = 1; i <= max; i++) {
      top = layer(i << 16, top, "layer" + i, "all");
    }
    store.create(ONE, top);
    String seen = in(ONE, "ls | grep -c layer; cat all layer1 layer" + max);
    assertTrue(seen.startsWith(max + "\nall of " + (max << 16) + "\nlayer1 of 65536\n"), seen);
    assertEquals("1", in(ONE, "rm layer1; touch layer1; ls | grep -cw layer1"));
    Digest tooMany = layer(max + 1 << 16, top);
    IOException e = assertThrows(IOException.class, () -> store.create(TWO, tooMany));
    assertEquals(
        "an image with %d layers: storage driver %s takes at most %d"
            .formatted(max + 1, driver(), max),
        e.getMessage());
    Digest full = new Digest(id(max << 16));
    byte[] tar = tar("file", "content");
    assertThrows(IOException.class, () -> add(full, tar));
    assertThrows(IOException.class, () -> store.addFrom(full, store.diff(ONE)));
  }

  private static byte[] tar(String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        byte[] content = namesAndContents[i + 1].getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(namesAndContents[i]);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Digest add(Digest parent, byte[] tar) throws IOException {
    return store.add(parent, new ByteArrayInputStream(tar));
  }

  @Test
  void aTarBecomesALayer() throws IOException {
    byte[] tar = tar("folder/", "", "folder/file", "content", "other", "other content");
    Digest chain = add(null, tar);
    assertEquals(Digest.of(tar), store.diffId(chain));
    assertEquals(Digest.of(tar), chain);
    assertEquals(chain, add(null, tar));
    assertEquals(List.of(chain.hex()), layers());
    Digest second = add(chain, tar);
    assertEquals(Digest.chain(chain, Digest.of(tar)), second);
    assertEquals(List.of(chain.hex()), store.below(second.hex()));
    store.create(ONE, second);
    assertEquals("content", in(ONE, "cat folder/file"));
  }

  @Test
  void ofATarThatIsDamagedNothingIsLeft() throws IOException {
    byte[] tar = tar("file", "content", "big", "x".repeat(100_000));
    assertThrows(IOException.class, () -> add(null, Arrays.copyOf(tar, tar.length / 2)));
    assertEquals(List.of("trash"), names("."));
    assertEquals(List.of(), names("trash"));
  }

  @Test
  void aContainersChangesBecomeALayer() throws IOException {
    Digest image = add(null, tar("gone", "x", "kept", "kept", "folder/", "", "folder/old", "x"));
    store.create(ONE, image);
    in(ONE, "rm gone; rm -r folder; mkdir folder; echo new > folder/new; chmod 4711 kept");
    Digest committed = store.addFrom(image, store.diff(ONE));
    store.remove(ONE);
    store.create(TWO, committed);
    assertEquals("etc\nfolder/new\nkept", in(TWO, "ls -d etc gone folder/* kept 2> /dev/null"));
    assertEquals("4711", in(TWO, "stat -c %a kept"));
    assertEquals(committed, store.addFrom(image, store.diff(committed.hex())), "the same bytes");
  }

  @Test
  void mountsAreSeenInTheChildOnly() throws IOException {
    store.create(ONE, layer(7, null, "file"));
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
    Digest image = layer(7, null, "file");
    Path diff = store.diff(image.hex());
    for (String each : List.of("proc", "etc", "dev")) {
      Files.createSymbolicLink(diff.resolve(each), Path.of("/somewhere/else"));
    }
    store.create(ONE, image);
    assertEquals(
        "proc directory\netc directory\ndev directory\netc/hosts regular empty file",
        in(ONE, "stat -c '%n %F' proc etc dev etc/hosts"));
    assertEquals("755 755", in(ONE, "stat -c %a . etc | xargs"));
    assertEquals(List.of(), List.of(store.diff(ONE).toFile().list()), "commit sees none of it");
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws IOException {
    store.create(ONE, null);
    assertThrows(IOException.class, () -> store.create(ONE, null));
    assertThrows(IOException.class, () -> store.create(TWO, new Digest(ONE.replace('1', '9'))));
    assertEquals(List.of(ONE, "init"), layers());
    assertThrows(IllegalArgumentException.class, () -> store.diff("../../etc"));
  }

  @Test
  void anImagesLayerIsUsedByWhatStandsOnIt() throws IOException {
    Digest lower = layer(7, null, "file");
    Digest upper = layer(8, lower, "file");
    assertTrue(store.has(lower));
    assertTrue(store.isUsed(lower));
    assertFalse(store.isUsed(upper));
    store.create(ONE, upper);
    assertTrue(store.isUsed(upper));
    IOException e = assertThrows(IOException.class, () -> store.remove(upper.hex()));
    assertEquals(
        "remove layer %s: layer %s stands on it".formatted(upper.hex(), ONE), e.getMessage());
    store.remove(ONE);
    store.remove(upper.hex());
    assertFalse(store.has(upper));
    assertEquals(List.of(lower.hex(), "init"), layers());
  }

  @Test
  void removalLeavesNothingAndCanBeRepeated() throws IOException {
    store.create(ONE, layer(7, null, "file"));
    in(ONE, "mkdir -p a/b/c; mkfifo a/p; ln -s /etc a/b/link; chmod 0 a; rm file; chmod 0 .");
    store.remove(ONE);
    store.remove(ONE);
    assertEquals(List.of(id(7), "init"), layers());
    assertEquals(List.of(), names("trash"));
  }

  @Test
  void removalFollowsNoSymlink() throws IOException {
    Path precious = Files.createDirectory(root.resolve("precious"));
    Files.createFile(precious.resolve("file"));
    store.create(ONE, null);
    Files.createSymbolicLink(store.diff(ONE).resolve("link"), precious);
    Files.createSymbolicLink(store.diff(ONE).resolve("up"), Path.of("../../../precious"));
    store.remove(ONE);
    assertTrue(Files.exists(precious.resolve("file")));
  }

  @Test
  void removalIsRefusedWhereSomethingIsMounted() throws IOException {
    Path precious = Files.createDirectory(root.resolve("precious of the host"));
    Files.createFile(precious.resolve("file"));
    store.create(ONE, null);
    Path volume = Files.createDirectories(store.diff(ONE).resolve("a/vol ume"));
    Files.createFile(store.diff(ONE).resolve("own"));
    OwnMounts.call(
        () -> {
          String source = precious.toString();
          ThreadNamespaces.mount(source, volume.toString(), null, MountFlags.MS_BIND, null);
          IOException e = assertThrows(IOException.class, () -> store.remove(ONE));
          assertTrue(e.getMessage().contains("umount that first"), e.getMessage());
          assertTrue(e.getMessage().contains(volume.toString()), e.getMessage());
          RemovalFolder trash = new RemovalFolder(root.resolve(driver()).resolve("trash"));
          assertThrows(IOException.class, () -> trash.remove(store.diff(ONE).resolve("a")));
          return null;
        });
    assertTrue(Files.exists(precious.resolve("file")));
    assertTrue(Files.exists(store.diff(ONE).resolve("own")));
    store.remove(ONE);
    assertTrue(Files.exists(precious.resolve("file")));
  }

  @Test
  void aTreeDeeperThanAnyPathIsRemoved() throws IOException {
    store.create(ONE, null);
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
    store.create(ONE, null);
    Path folder = root.resolve(driver());
    Files.move(folder.resolve(ONE), folder.resolve("new/layer")); // killed before the end
    Files.createDirectories(folder.resolve("trash/1/a/b")); // and in a removal
    Files.createFile(folder.resolve("trash/1/a/b/c"));
    Files.createDirectories(folder.resolve("not-ours"));
    store.create(TWO, null);
    assertEquals(List.of(TWO, "init", "not-ours"), layers());
    assertEquals(List.of(), names("new"));
    assertEquals(List.of(), names("trash"));
    store.create(ONE, null);
    assertEquals("etc", in(ONE, "ls -d etc"));
  }

  @Test
  void manyChangesAtOnceDoNotMeet() throws Exception {
    Digest image = layer(7, null, "file");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> results =
          IntStream.range(0, 40)
              .mapToObj(number -> id(0xf000_0000 + number))
              .map(
                  id ->
                      pool.submit(
                          () -> {
                            LayerStore own =
                                new LayerStore(
                                    root, StorageDriver.choose(Optional.of(driver()), root));
                            own.create(id, image);
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
    assertEquals(List.of(image.hex(), "init"), layers());
  }

  @Test
  void nobodyElseLooksIntoALayer() throws IOException {
    store.create(ONE, null);
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(driver()))));
  }
}
