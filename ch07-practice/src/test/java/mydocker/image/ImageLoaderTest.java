package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import mydocker.image.ImageLoader.Loaded;
import mydocker.testing.HostUnchanged;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives of docker, old and new, and of OCI tools; whole, and broken. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class ImageLoaderTest {
  private static final byte[] BASE = Archives.layer("base", "base");
  private static final byte[] TOP = Archives.layer("top", "top!");
  private static final String HERE = Platform.architecture();

  @TempDir Path root;
  private ImageStoreFixture store;

  @BeforeEach
  void makeStore() throws IOException {
    store = new ImageStoreFixture(root);
  }

  private static byte[] xz(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(compressed, new LZMA2Options(1))) {
      xz.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static byte[] oci(String more, byte[] config, byte[]... blobs) {
    TarBuilder tar = new TarBuilder();
    byte[] manifest = Archives.manifest(tar, config, blobs).getBytes(UTF_8);
    String index = Archives.index(Archives.descriptor(tar, manifest, more));
    return tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
        .file("./index.json", index)
        .bytes();
  }

  static Stream<byte[]> archivesOfOneImage() throws IOException {
    byte[] config = Archives.config(BASE, TOP);
    String named = Archives.annotation("io.containerd.image.name", "docker.io/library/box:1");
    String referred = Archives.annotation("org.opencontainers.image.ref.name", "box:1");
    return Stream.of(
        Archives.oldDocker("box:1", BASE, TOP).bytes(),
        Archives.newDocker("box:1", config, BASE, TOP).bytes(),
        Archives.gzip(Archives.newDocker("box:1", config, BASE, TOP).bytes()),
        xz(Archives.oldDocker("box:1", BASE, TOP).bytes()),
        oci(named, config, BASE, TOP),
        oci(referred, config, Archives.gzip(BASE), xz(TOP)));
  }

  @ParameterizedTest
  @MethodSource("archivesOfOneImage")
  void everyFormGivesTheSameImage(byte[] archive) throws IOException {
    Loaded loaded = store.load(archive).get(0);
    assertEquals(Digest.of(Archives.config(BASE, TOP)), loaded.image().id());
    assertEquals("[box:1]", loaded.names().toString());
    assertEquals(loaded.image(), store.images.find("box:1"));
    Path base = store.layers.diff(loaded.image().chain().get(0).hex());
    Path top = store.layers.diff(loaded.image().top().hex());
    assertEquals("base", Files.readString(base.resolve("d/base")));
    assertEquals("top!", Files.readString(top.resolve("d/top")));
  }

  @Test
  void aLayerThatIsALinkInTheArchiveIsFoundThere() throws IOException {
    Image image = store.load("twice", BASE, BASE);
    assertEquals(2, image.chain().size());
    assertEquals("base", Files.readString(store.layers.diff(image.top().hex()).resolve("d/base")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../../../../../../etc/passwd", "manifest.json/../x"})
  void aLinkLeadsNowhereOutside(String target) {
    byte[] config = Archives.config(BASE);
    byte[] archive =
        new TarBuilder()
            .file("c.json", config)
            .symlink("l/layer.tar", target)
            .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"l/layer.tar\"]}]")
            .bytes();
    IOException e = assertThrows(IOException.class, () -> store.load(archive));
    assertEquals("read stdin: there is no l/layer.tar in it", e.getMessage());
  }

  @Test
  void linksInACircleEnd() {
    byte[] archive =
        new TarBuilder().symlink("manifest.json", "x").symlink("x", "manifest.json").bytes();
    IOException e = assertThrows(IOException.class, () -> store.load(archive));
    assertEquals("read stdin: manifest.json in it is a link without an end", e.getMessage());
  }

  @Test
  void ofSeveralMachinesImagesThisMachinesIsTaken() throws IOException {
    TarBuilder tar = new TarBuilder();
    byte[] other = Archives.manifest(tar, Archives.config(TOP), TOP).getBytes(UTF_8);
    byte[] ours = Archives.manifest(tar, Archives.config(BASE), BASE).getBytes(UTF_8);
    byte[] nested =
        Archives.index(
                Archives.descriptor(tar, other, Archives.platform("linux", "s390x")),
                Archives.descriptor(tar, ours, Archives.platform("linux", HERE)),
                Archives.descriptor(tar, other, Archives.platform("unknown", "unknown")))
            .getBytes(UTF_8);
    String name = Archives.annotation("org.opencontainers.image.ref.name", "x.io/box:1");
    tar.file("index.json", Archives.index(Archives.descriptor(tar, nested, name)));
    List<Loaded> loaded = store.load(tar.bytes());
    assertEquals(1, loaded.size());
    assertEquals(Digest.of(BASE), loaded.get(0).image().top());
    assertEquals("[x.io/box:1]", loaded.get(0).names().toString());
  }

  @Test
  void anImageForOtherMachinesOnlyIsNone() {
    byte[] archive = oci(Archives.platform("linux", "s390x"), Archives.config(BASE), BASE);
    assertEquals(
        "read stdin: there is no image for linux/" + HERE + " in it",
        assertThrows(IOException.class, () -> store.load(archive)).getMessage());
  }

  @Test
  void aTagAloneIsNoName() throws IOException {
    String tag = Archives.annotation("org.opencontainers.image.ref.name", "latest");
    Loaded loaded = store.load(oci(tag, Archives.config(BASE), BASE)).get(0);
    assertEquals(List.of(), loaded.names());
  }

  @Test
  void theImageThatLosesItsNameIsTold() throws IOException {
    Image old = store.load("box:1", BASE);
    Loaded loaded = store.load(Archives.oldDocker("box:1", TOP).bytes()).get(0);
    assertEquals("{box:1=" + old.id() + "}", loaded.replaced().toString());
    assertEquals(old, store.images.find(old.id().brief()));
    assertEquals(
        "{}", store.load(Archives.oldDocker("box:1", TOP).bytes()).get(0).replaced().toString());
  }

  static Stream<Arguments> broken() {
    byte[] config = Archives.config(BASE);
    byte[] damaged = BASE.clone();
    damaged[1030] ^= 1; // in the file's content
    String blob = "blobs/sha256/" + Digest.of(BASE).hex();
    TarBuilder lyingBlob = new TarBuilder();
    String descriptor = Archives.descriptor(lyingBlob, config, "");
    byte[] manifest =
        "{\"config\":%s,\"layers\":[{\"digest\":\"%s\"}]}"
            .formatted(descriptor, Digest.of(TOP))
            .getBytes(UTF_8);
    lyingBlob
        .file("blobs/sha256/" + Digest.of(TOP).hex(), BASE)
        .file("index.json", Archives.index(Archives.descriptor(lyingBlob, manifest, "")));
    return Stream.of(
        new Arguments(
            new TarBuilder()
                .file("blobs/sha256/" + Digest.of(config).hex(), config)
                .file(blob, damaged)
                .file("manifest.json", manifestOf(config, blob)),
            Digest.of(damaged).toString()),
        new Arguments(lyingBlob, "is damaged: its digest should be " + Digest.of(TOP)),
        new Arguments(
            new TarBuilder()
                .file("blobs/sha256/" + Digest.of(config).hex(), Archives.config(TOP))
                .file(blob, TOP)
                .file("manifest.json", manifestOf(config, blob)),
            "is damaged: its digest should be " + Digest.of(config)),
        new Arguments(
            Archives.newDocker("x", config, BASE, TOP),
            "load stdin: invalid manifest, layers length mismatch: expected 1, got 2"),
        new Arguments(
            Archives.newDocker("x", Archives.config("windows", BASE), BASE),
            "load stdin: cannot load windows image on linux"),
        new Arguments(
            Archives.newDocker("X", config, BASE),
            "invalid reference format: repository name (library/X) must be lowercase"),
        new Arguments(new TarBuilder().file("manifest.json", "[{}]"), "read stdin: "),
        new Arguments(new TarBuilder().file("manifest.json", "{"), "manifest.json: it is no JSON"),
        new Arguments(
            new TarBuilder().folder("etc").file("etc/passwd", ""),
            "load stdin: it is no archive of images, having neither manifest.json nor index.json;"
                + " mydocker import reads a container's files"));
  }

  private record Arguments(TarBuilder archive, String message) {}

  private static String manifestOf(byte[] config, String layer) {
    return "[{\"Config\":\"blobs/sha256/%s\",\"Layers\":[\"%s\"]}]"
        .formatted(Digest.of(config).hex(), layer);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aWrongArchiveSaysWhyAndLeavesNothing(Arguments wrong) throws IOException {
    store.load("there", TOP);
    List<String> before = store.files();
    IOException e = assertThrows(IOException.class, () -> store.load(wrong.archive().bytes()));
    assertTrue(e.getMessage().contains(wrong.message()), e.getMessage());
    assertEquals(before, store.files());
  }

  @ParameterizedTest
  @MethodSource("archivesOfOneImage")
  void aCutArchiveLeavesNothing(byte[] archive) throws IOException {
    store.load("there", Archives.layer("other", "x"));
    List<String> before = store.files();
    for (int tenths = 0; tenths < 8; tenths++) { // behind that all is there
      int length = archive.length * tenths / 10;
      assertThrows(
          IOException.class, () -> store.load(Arrays.copyOf(archive, length)), length + " bytes");
      assertEquals(before, store.files(), "cut to " + length + " bytes");
    }
  }

  @Test
  void layersThatAKilledLoadHasLeftGoWithTheNextOne() throws IOException {
    Digest left = store.layers.add(null, new ByteArrayInputStream(TOP), Optional.empty());
    store.load("box", BASE);
    assertFalse(store.layers.has(left));
  }

  @Test
  void threadsThatLoadTheSameGetOneImage() throws Exception {
    byte[] archive = Archives.oldDocker("box:1", BASE, TOP).bytes();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Loaded>>> loads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        loads.add(threads.submit(() -> store.load(archive)));
      }
      for (Future<List<Loaded>> load : loads) {
        Image image = load.get().get(0).image();
        assertEquals(image, store.images.find("box:1"));
      }
    } finally {
      threads.shutdown();
    }
    assertOneImageWithTwoLayers();
  }

  @Test
  void processesThatLoadTheSameGetOneImage() throws Exception {
    Path archive = Files.createTempFile("archive", ".tar");
    try {
      Files.write(archive, Archives.oldDocker("box:1", BASE, TOP).bytes());
      List<String> command = new ArrayList<>(Mydocker.command());
      command.set(command.size() - 1, LoadProcess.class.getName());
      command.addAll(List.of(root.toString(), archive.toString()));
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(new ProcessBuilder(command).inheritIO().start());
      }
      for (Process process : processes) {
        assertEquals(0, process.waitFor());
      }
    } finally {
      Files.delete(archive);
    }
    assertOneImageWithTwoLayers();
  }

  private void assertOneImageWithTwoLayers() throws IOException {
    assertEquals(1, store.images.list().size());
    assertEquals(2, store.layers.list().size());
    try (Stream<Path> left = Files.list(root.resolve("images"))) {
      assertEquals(List.of(), left.filter(f -> f.toString().contains("spool")).toList());
    }
  }

  /** Loads an archive into a store, in a process of its own. */
  static final class LoadProcess {
    public static void main(String[] args) throws IOException {
      ImageStoreFixture store = new ImageStoreFixture(Path.of(args[0]));
      try (Archive archive = Archive.open(Path.of(args[1]), store.images.folder())) {
        new ImageLoader(store.images).load(archive);
      }
    }
  }
}
